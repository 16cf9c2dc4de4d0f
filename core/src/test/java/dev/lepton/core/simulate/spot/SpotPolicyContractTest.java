package dev.lepton.core.simulate.spot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.placement.spot.Availability;
import dev.lepton.core.placement.spot.Mode;
import dev.lepton.core.placement.spot.SpotJob;
import dev.lepton.core.placement.spot.SpotPolicies;
import dev.lepton.core.placement.spot.SpotPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What every policy of the list keeps, on friendly and hostile series: the deadline, determinism, no look ahead. */
final class SpotPolicyContractTest {
    private static final List<String> NAMES = SpotPolicies.NAMES;
    private static final int HISTORY = 60;
    private static final int LONGEST = 300;

    @Test
    void theListIsAsDocumented() {
        assertEquals(List.of("on-demand", "greedy", "uniform-progress", "random-threshold", "lepton"), NAMES);
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void noDeadlineIsMissedAndNothingIsCheaperThanTheOptimum(String name) {
        int runs = 0;
        for (int seed = 0; seed < 120; seed++) {
            Random random = new Random(seed);
            SpotJob job = job(random);
            for (Availability series : series(random, job)) {
                SpotOutcome outcome = simulate(job, series).run(SpotPolicies.named(name, seed));
                assertFalse(outcome.missed(), name + " missed, seed " + seed + ", " + job);
                double least = OfflineOptimum.of(job, series, HISTORY).inSpotTicks(job);
                assertTrue(outcome.inSpotTicks(job) >= least - 1e-6, name + " beats the optimum, seed " + seed);
                runs++;
            }
        }
        assertEquals(120 * 8, runs);
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void theFutureIsNotUsed(String name) {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            SpotJob job = job(random);
            boolean[][] up = {drawn(random), drawn(random)};
            List<Mode> original = modes(job, Availability.of(up), SpotPolicies.named(name, seed));
            assertEquals(original, modes(job, Availability.of(up), SpotPolicies.named(name, seed)), "deterministic");
            int cut = random.nextInt(job.deadlineTicks());
            for (boolean[] zone : up) {
                for (int t = HISTORY + cut + 1; t < zone.length; t++) {
                    zone[t] = random.nextBoolean();
                }
            }
            List<Mode> other = modes(job, Availability.of(up), SpotPolicies.named(name, seed));
            int same = Math.min(cut + 1, Math.min(original.size(), other.size()));
            assertEquals(original.subList(0, same), other.subList(0, same), name + ", seed " + seed);
        }
    }

    /** One policy object asked in another order answers the same: what it keeps changes nothing. */
    @ParameterizedTest
    @FieldSource("NAMES")
    void choicesArePure(String name) {
        Random random = new Random(7);
        SpotPolicy shared = SpotPolicies.named(name, 3);
        List<SpotJob> jobs = List.of(job(random), job(random));
        List<Availability> series = series(random, jobs.get(0));
        for (SpotJob job : jobs) {
            for (Availability one : series) {
                simulate(job, one).run(shared, (state, seen, mode, forced) -> {
                    Mode fresh = SpotPolicies.named(name, 3).choose(job, state, seen);
                    assertTrue(forced || fresh.equals(mode), name + " at " + state);
                    assertFalse(shared.why(job, state, seen).isBlank());
                });
            }
        }
    }

    @RepeatedTest(40)
    void theOptimumIsThatOfBruteForce(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 10; i++) {
            int d = random.nextInt(3);
            int work = 2 + random.nextInt(3);
            SpotJob job = new SpotJob(work, Math.min(8, work + d + random.nextInt(4)), d, 2 + random.nextInt(4));
            boolean[][] up = new boolean[1 + random.nextInt(2)][job.deadlineTicks()];
            for (boolean[] zone : up) {
                for (int t = 0; t < zone.length; t++) {
                    zone[t] = random.nextBoolean();
                }
            }
            Availability series = Availability.of(up);
            assertEquals(
                    BruteForce.least(job, series),
                    OfflineOptimum.of(job, series, 0).inSpotTicks(job),
                    1e-9,
                    job + " " + Arrays.deepToString(up));
        }
    }

    @RepeatedTest(60)
    void theOptimumMovesAsItMust(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        SpotJob job = job(random);
        boolean[] up = drawn(random);
        boolean[] richer = up.clone();
        for (int t = 0; t < richer.length; t++) {
            richer[t] |= random.nextInt(5) == 0;
        }
        double least = least(job, up);
        double k = job.onDemandOverSpot();
        int d = job.changeoverTicks();
        int deadline = job.deadlineTicks();
        assertTrue(least(new SpotJob(job.workTicks(), deadline + 7, d, k), up) <= least + 1e-9, "later deadline");
        assertTrue(least(new SpotJob(job.workTicks(), deadline, d, k + 0.7), up) >= least - 1e-9, "dearer on demand");
        assertTrue(least(new SpotJob(job.workTicks() - 1, deadline, d, k), up) <= least + 1e-9, "less work");
        assertTrue(least(job, richer) <= least + 1e-9, "more spot");
        assertTrue(least <= k * (job.workTicks() + d) + 1e-9, "never dearer than on demand only");
        assertTrue(least >= job.workTicks() + d - 1e-9, "never cheaper than spot only");
    }

    private static double least(SpotJob job, boolean[] up) {
        return OfflineOptimum.of(job, Availability.of(new boolean[][] {up}), HISTORY)
                .inSpotTicks(job);
    }

    private static List<Mode> modes(SpotJob job, Availability series, SpotPolicy policy) {
        List<Mode> modes = new ArrayList<>();
        simulate(job, series).run(policy, (state, seen, mode, forced) -> modes.add(mode));
        return modes;
    }

    private static SpotSimulation simulate(SpotJob job, Availability series) {
        return new SpotSimulation(job, series, HISTORY, 0);
    }

    private static SpotJob job(Random random) {
        int work = 10 + random.nextInt(140);
        int d = random.nextInt(7);
        return new SpotJob(work, work + d + random.nextInt(work), d, 1.2 + 5 * random.nextDouble());
    }

    /** Never up, always up, periodic, ending at the worst moments, coming back too late, lost in each changeover, drawn. */
    private static List<Availability> series(Random random, SpotJob job) {
        boolean[] always = new boolean[HISTORY + LONGEST];
        Arrays.fill(always, true);
        boolean[] periodic = new boolean[always.length];
        boolean[] endsLate = always.clone();
        boolean[] neverInJob = always.clone();
        boolean[] teasing = new boolean[always.length];
        int lastSlack = HISTORY + job.deadlineTicks() - job.workTicks() - job.changeoverTicks();
        for (int t = 0; t < always.length; t++) {
            periodic[t] = t / 9 % 2 == 0;
            endsLate[t] = t < HISTORY + job.changeoverTicks() + job.workTicks() - 1;
            neverInJob[t] = t < HISTORY || t > lastSlack;
            teasing[t] = t % (job.changeoverTicks() + 1) < job.changeoverTicks();
        }
        return List.of(
                of(new boolean[always.length]),
                of(always),
                of(periodic),
                of(endsLate),
                of(neverInJob),
                of(teasing),
                of(drawn(random)),
                of(drawn(random), drawn(random), periodic));
    }

    private static Availability of(boolean[]... zones) {
        return Availability.of(zones);
    }

    private static boolean[] drawn(Random random) {
        boolean[] up = new boolean[HISTORY + LONGEST];
        int stay = 2 + random.nextInt(30);
        boolean now = random.nextBoolean();
        for (int t = 0; t < up.length; t++) {
            now ^= random.nextInt(stay) == 0;
            up[t] = now;
        }
        return up;
    }
}
