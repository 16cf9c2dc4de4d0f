package dev.lepton.core.placement.spot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.simulate.spot.SpotOutcome;
import dev.lepton.core.simulate.spot.SpotSimulation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each policy on a case worked out by hand: 10 ticks of work, deadline 20, changeover 2, on demand 3 times spot. */
final class SpotPoliciesTest {
    private static final SpotJob JOB = new SpotJob(10, 20, 2, 3);

    /** {@code u} is a tick with spot, anything else one without; the last repeats to the deadline. */
    private static SpotOutcome run(SpotPolicy policy, String... zones) {
        boolean[][] up = new boolean[zones.length][JOB.deadlineTicks()];
        for (int z = 0; z < zones.length; z++) {
            for (int t = 0; t < up[z].length; t++) {
                up[z][t] = zones[z].charAt(Math.min(t, zones[z].length() - 1)) == 'u';
            }
        }
        return new SpotSimulation(JOB, Availability.of(up), 0, 0).run(policy);
    }

    @Test
    void onDemandOnlyPaysOneChangeover() {
        assertEquals(new SpotOutcome(0, 12, 1, 12, false), run(new OnDemandOnly(), "u"));
    }

    @Test
    void greedyWaitsForSpotUntilTheNet() {
        // No spot: at tick 7 there are 13 ticks left, fewer than 10 + 2·2, so on demand for 12 ticks.
        assertEquals(new SpotOutcome(0, 12, 1, 19, false), run(new Greedy(), "."));
        // Spot from tick 3 on: 3 waited, 12 paid.
        assertEquals(new SpotOutcome(12, 0, 1, 15, false), run(new Greedy(), "...u"));
        // 5 ticks of spot (2 changeover, 3 work), gone; at tick 10 there are 10 ticks left, fewer than 7 + 4.
        assertEquals(new SpotOutcome(5, 9, 2, 19, false), run(new Greedy(), "uuuuu."));
    }

    @Test
    void uniformProgressKeepsAnEvenPace() {
        // Tick 1: 0 < 1·½, on demand. Tick 10: 7 done ≥ (10 + 4)·½, so it leaves and waits. Tick 14: 6 left < 3 + 4,
        // for good.
        assertEquals(new SpotOutcome(0, 14, 2, 19, false), run(new UniformProgress(), "."));
        // Tick 1 on demand; spot comes at tick 5, but it stays on demand until tick 10 and then has 3 to do: 2 + 3 on
        // spot.
        assertEquals(new SpotOutcome(5, 9, 2, 15, false), run(new UniformProgress(), ".....u"));
        assertEquals(new SpotOutcome(12, 0, 1, 12, false), run(new UniformProgress(), "u"));
    }

    @Test
    void theRandomThresholdIsAShareOfTheSlack() {
        // k = 3: P(x ≤ ½) = (1 − 3^−½) / (2/3) = 0.634; half of the slack of 8 ticks is waited, then on demand.
        RandomThreshold half = new RandomThreshold((1 - Math.pow(3, -0.5)) * 1.5);
        assertEquals(0.5, half.share(JOB), 1e-12);
        assertEquals(new SpotOutcome(0, 12, 1, 16, false), run(half, "."));
        assertEquals(0, new RandomThreshold(0.0).share(JOB), 1e-12);
        assertEquals(1, new RandomThreshold(1.0).share(JOB), 1e-12);
        // Spot at tick 5: used 5, and 5 + 2·2 > 8, so it stays on demand.
        assertEquals(new SpotOutcome(0, 12, 1, 16, false), run(half, ".....u"));
    }

    @Test
    void withoutChangeoversLeptonWaitsAsLongAsItCan() {
        SpotJob free = new SpotJob(3, 8, 0, 3);
        boolean[] up = {false, true, false, false, false, false, false, false};
        SpotOutcome outcome =
                new SpotSimulation(free, Availability.of(new boolean[][] {up}), 0, 0).run(new LeptonSpotPolicy());
        assertEquals(new SpotOutcome(1, 2, 2, 8, false), outcome);
    }

    @Test
    void leptonTakesSpotThatHasLastedAndGivesReasons() {
        boolean[] up = new boolean[120];
        Arrays.fill(up, true);
        Availability series = Availability.of(new boolean[][] {up});
        SpotOutcome outcome = new SpotSimulation(JOB, series, 100, 0).run(new LeptonSpotPolicy());
        assertEquals(new SpotOutcome(12, 0, 1, 12, false), outcome);
        LeptonSpotPolicy policy = new LeptonSpotPolicy();
        Observed seen = new Observed(series, 0, 100);
        List<LeptonSpotPolicy.Expected> all = policy.expectations(JOB, SpotState.START, seen);
        assertEquals(3, all.size());
        assertTrue(policy.why(JOB, SpotState.START, seen).startsWith("cheapest to the end, in hours of spot: wait "));
        // On demand can be left again, so it costs at most the 36 ticks of spot of staying there; spot costs 12 at
        // least.
        all.forEach(e -> assertTrue(e.spotHours() > 1.19 && e.spotHours() < 3.61, e.toString()));
    }

    @Test
    void aPlanWithoutSlackOrHopeIsOnDemandToTheEnd() {
        double[] never = new double[Hazards.BUCKETS];
        Plan plan = new Plan(JOB, new Hazards(never, never, 0), 0);
        // Never spot: every way on costs (2 + 10)·3 ticks of spot, wherever the waiting stops.
        assertEquals(36, plan.expectedSpotTicks(SpotState.START, Mode.ON_DEMAND, false, 50), 1e-3);
        assertEquals(36, plan.expectedSpotTicks(SpotState.START, Mode.IDLE, false, 50), 1e-3);
        // Always spot: 2 + 10 ticks; and after 4 ticks of work 6 are left.
        assertEquals(12, plan.expectedSpotTicks(SpotState.START, Mode.spot(0), true, 50), 1e-3);
        SpotState running = new SpotState(6, 4, Mode.spot(0), 0);
        assertEquals(6, plan.expectedSpotTicks(running, Mode.spot(0), true, 50), 1e-3);
    }

    @Test
    void spotThatComesWithChanceOneHalfIsWorthWaitingFor() {
        double[] half = new double[Hazards.BUCKETS];
        Arrays.fill(half, 0.5);
        double[] never = new double[Hazards.BUCKETS];
        // One tick of work, deadline 3, changeover 1: slack 1. Waiting a tick: ½·(1 + 1) + ½·(3 + 3); at once: 6.
        SpotJob job = new SpotJob(1, 3, 1, 3);
        Plan plan = new Plan(job, new Hazards(never, half, 0), 0);
        assertEquals(6, plan.expectedSpotTicks(SpotState.START, Mode.ON_DEMAND, false, 50), 1e-3);
        // After the wait the slack is 0: spot's changeover would use one tick of slack, so on demand either way.
        assertEquals(6, plan.expectedSpotTicks(SpotState.START, Mode.IDLE, false, 50), 1e-3);
        SpotJob later = new SpotJob(1, 4, 1, 3);
        Plan more = new Plan(later, new Hazards(never, half, 0), 0);
        assertEquals(0.5 * 2 + 0.5 * 6, more.expectedSpotTicks(SpotState.START, Mode.IDLE, false, 50), 1e-3);
    }

    @Test
    void hazardsOfATinyHistoryLeanOnThePrior() {
        boolean[] up = {true, true, true};
        Hazards hazards = Hazards.of(new Observed(Availability.of(new boolean[][] {up}), 0, 2));
        // Two ticks at risk in the youngest bucket, no end, weights 1 and 2^(−1/480):
        double weighted = 1 + Math.pow(0.5, 1.0 / 480);
        double prior = 6 / (6 * 25 + weighted) * 1.6;
        assertEquals(5 / (weighted + 5 / prior), hazards.leaveUp[0], 1e-9);
        assertEquals(0.04 * 1.6, hazards.leaveDown[0], 1e-9);
        assertEquals(0, hazards.hop);
    }

    @Test
    void zonesWithLongerRunsAreTaken() {
        boolean[][] up = {{true, false, true, false, true, false, true}, {true, true, true, true, true, true, true}};
        Observed seen = new Observed(Availability.of(up), 0, 6);
        assertEquals(1, ZoneChoice.best(SpotState.START, seen).getAsInt());
        SpotState inZone = new SpotState(6, 0, Mode.spot(0), 0);
        assertEquals(0, ZoneChoice.best(inZone, seen).getAsInt());
    }

    @Test
    void samplesBecomeTicks() {
        Instant zero = Instant.EPOCH;
        Availability series = Availability.of(List.of(
                new SpotSample(zero, "a", true),
                new SpotSample(zero.plusSeconds(9 * 60), "a", false), // ends tick 1 early, so only tick 0 is whole
                new SpotSample(zero.plusSeconds(20 * 60), "a", true), // tick 3 is up, not wholly; from tick 4 on
                new SpotSample(zero.plusSeconds(12 * 60), "b", true)));
        assertEquals(List.of("a", "b"), series.zones());
        // The last sample holds 8 minutes, as long as the one before: 28 minutes are 4 whole ticks.
        assertEquals(4, series.ticks());
        assertEquals("1000", bits(series, 0));
        assertEquals("0011", bits(series, 1));
        assertThrows(IllegalArgumentException.class, () -> Availability.of(List.<SpotSample>of()));
    }

    private static String bits(Availability series, int zone) {
        StringBuilder bits = new StringBuilder();
        for (int t = 0; t < series.ticks(); t++) {
            bits.append(series.available(zone, t) ? '1' : '0');
        }
        return bits.toString();
    }

    @Test
    void jobsCheckThemselves() {
        assertThrows(IllegalArgumentException.class, () -> new SpotJob(10, 11, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> new SpotJob(0, 11, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> new SpotJob(1, 11, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new SpotJob(1, 11, 2, Double.NaN));
        assertEquals(481, SpotJob.ticks(new BigDecimal("48.01"), RoundingMode.CEILING));
        assertThrows(IllegalArgumentException.class, () -> SpotPolicies.named("clever", 1));
        Observed seen = new Observed(Availability.of(new boolean[][] {new boolean[9]}), 2, 5);
        assertThrows(IllegalArgumentException.class, () -> seen.available(0, 6));
        assertThrows(IllegalArgumentException.class, () -> seen.available(0, 1));
    }
}
