package dev.lepton.core.simulate.spot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.placement.spot.Availability;
import dev.lepton.core.placement.spot.SpotJob;
import dev.lepton.core.placement.spot.SpotPolicies;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The drawn markets show what is published, and the informational bound is one. */
final class SpotMarketTest {
    private static final int TICKS = 400 * SpotJob.TICKS_PER_DAY;

    /** Published: 0.167 to 0.905 for the nine V100 zones (Can't Be Late, NSDI'24); drawn over 400 days. */
    @Test
    void availabilityIsThePublished() {
        for (int zone = 0; zone < SpotMarkets.CLASSES; zone++) {
            Availability drawn = SpotMarkets.draw(SpotMarkets.zone(zone), 99 + zone, TICKS);
            assertEquals(SpotMarkets.availability(zone), drawn.share(0), 0.022, "zone " + zone);
        }
    }

    /** Published range of mean runs: 0.72 to 10.4 hours. */
    @Test
    void runsAreAsLongAsPublished() {
        assertEquals(0.72, meanRunHours(SpotMarkets.draw(SpotMarkets.zone(0), 99, TICKS)), 0.05);
        assertEquals(10.4, meanRunHours(SpotMarkets.draw(SpotMarkets.zone(8), 107, TICKS)), 0.8);
    }

    /** Published: same-region pairs down together 2.5 times as often as independent on average, other pairs 1.32 times. */
    @Test
    void zonesOfARegionFailTogether() {
        double same = together(SpotMarkets.draw(SpotMarkets.region(1), 501, TICKS));
        double other = together(SpotMarkets.draw(SpotMarkets.region(5), 505, TICKS));
        assertTrue(same > 1.9 && same < 5.2, "same region " + same);
        assertTrue(other > 1.05 && other < 1.67, "other regions " + other);
    }

    @Test
    void seriesArePinnedBySeed() {
        Availability one = SpotMarkets.draw(SpotMarkets.zone(4), 42, 500);
        Availability again = SpotMarkets.draw(SpotMarkets.zone(4), 42, 500);
        Availability other = SpotMarkets.draw(SpotMarkets.zone(4), 43, 500);
        int differ = 0;
        for (int t = 0; t < 500; t++) {
            assertEquals(one.available(0, t), again.available(0, t));
            differ += one.available(0, t) == other.available(0, t) ? 0 : 1;
        }
        assertTrue(differ > 50, differ + " ticks differ");
    }

    /** The bound's expectation is what its policy comes to, and no policy of the list is below it on average. */
    @Test
    void theInformationalBoundIsReachedByItsOwnPolicyOnly() {
        SpotJob job = new SpotJob(60, 84, 2, 3);
        SpotMarket market = SpotMarkets.zone(4);
        KnownMarket bound = new KnownMarket(job, market);
        int runs = 1500;
        double[] sums = new double[1 + SpotPolicies.NAMES.size()];
        double squares = 0;
        for (int seed = 0; seed < runs; seed++) {
            int[] states = market.states(new SplittableRandom(seed), job.deadlineTicks());
            Availability series = Availability.of(new boolean[][] {SpotMarket.up(states)});
            SpotSimulation simulation = new SpotSimulation(job, series, 0, 0);
            double known = simulation.run(bound.knowing(states)).inSpotTicks(job);
            sums[0] += known;
            squares += known * known;
            for (int p = 0; seed < 300 && p < SpotPolicies.NAMES.size(); p++) {
                sums[1 + p] += simulation
                        .run(SpotPolicies.named(SpotPolicies.NAMES.get(p), seed))
                        .inSpotTicks(job);
            }
        }
        double mean = sums[0] / runs;
        double error = Math.sqrt((squares / runs - mean * mean) / runs);
        assertEquals(bound.expectedSpotTicks(), mean, 4 * error);
        for (int p = 0; p < SpotPolicies.NAMES.size(); p++) {
            assertTrue(sums[1 + p] / 300 > bound.expectedSpotTicks() - 8 * error, SpotPolicies.NAMES.get(p));
        }
    }

    private static double meanRunHours(Availability series) {
        int up = 0;
        int runs = 0;
        for (int t = 0; t < series.ticks(); t++) {
            if (series.available(0, t)) {
                up++;
                runs += t == 0 || !series.available(0, t - 1) ? 1 : 0;
            }
        }
        return (double) up / runs / SpotJob.TICKS_PER_HOUR;
    }

    /** How often two zones are down together, over what it would be if they were independent; mean of the pairs. */
    private static double together(Availability series) {
        double sum = 0;
        for (int a = 0; a < 3; a++) {
            for (int b = a + 1; b < 3; b++) {
                int both = 0;
                for (int t = 0; t < series.ticks(); t++) {
                    both += !series.available(a, t) && !series.available(b, t) ? 1 : 0;
                }
                sum += (double) both / series.ticks() / (1 - series.share(a)) / (1 - series.share(b)) / 3;
            }
        }
        return sum;
    }
}
