package dev.lepton.core.simulate.rounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.placement.share.GpuPool;
import dev.lepton.core.placement.share.Lengths;
import dev.lepton.core.placement.share.Matching;
import dev.lepton.core.placement.share.Policies;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.TimePolicy;
import dev.lepton.core.simulate.bound.DeadlineBound;
import dev.lepton.core.simulate.bound.TimeBounds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What holds of every policy in rounds, and cases by hand. */
final class RoundsTest {
    private static GpuPool pool(String name, int count, String price, String watts) {
        return new GpuPool(name, count, Price.usd(price), Optional.of(new BigDecimal(watts)));
    }

    private static final Pools THREE = new Pools(
            List.of(pool("v100", 8, "0.74", "300"), pool("p100", 8, "0.43", "250"), pool("k80", 9, "0.135", "150")));

    private static TimePolicy policy(String name) {
        return Policies.named(name).orElseThrow();
    }

    private static List<TraceJob> drawn(long seed, int count, double perHour) {
        SplittableRandom random = new SplittableRandom(seed);
        List<TraceJob> jobs = new ArrayList<>();
        double now = 0;
        for (int i = 0; i < count; i++) {
            double hours = Math.pow(10, random.nextDouble() * 1.5 - 0.7);
            double k80 = random.nextInt(5) == 0 ? Double.POSITIVE_INFINITY : hours * (3 + 3 * random.nextDouble());
            Lengths lengths = Lengths.of(hours, hours * (0.9 + 2 * random.nextDouble()), k80);
            int gpus = 1 << random.nextInt(4);
            TraceJob.Terms terms = new TraceJob.Terms(
                    random.nextInt(3),
                    "team" + random.nextInt(3),
                    hours * (1.5 + 8 * random.nextDouble()),
                    Optional.empty());
            jobs.add(TraceJob.of(i, "j" + i, gpus, now, lengths, terms));
            now += perHour > 0 ? -Math.log(1 - random.nextDouble()) / perHour : 0;
        }
        return jobs;
    }

    private static void holds(TimePolicy policy, List<TraceJob> jobs, RoundSettings settings) {
        Outcome outcome = Rounds.run(jobs, THREE, policy, settings);
        Outcome again = Rounds.run(jobs, THREE, policy, settings);
        assertEquals(outcome, again, policy.name() + " is not deterministic");
        assertEquals(jobs.size(), outcome.jobs().size());
        for (JobOutcome job : outcome.jobs()) {
            assertEquals(
                    1,
                    job.workDone(),
                    1e-6,
                    policy.name() + ": work of " + job.job().name());
            assertFalse(job.types().isEmpty());
            assertTrue(job.startHours() >= job.job().arrivalHours() - 1e-9);
            assertTrue(job.inSystemHours() >= job.job().lengths().fastest() * (1 - 1e-6));
        }
        for (Rounds.Moment moment : outcome.moments()) {
            for (int t = 0; t < THREE.types(); t++) {
                assertTrue(moment.held().get(t) <= THREE.count(t), policy.name() + " gave away too much");
            }
        }
        TimeBounds bounds = new TimeBounds(jobs, THREE);
        assertTrue(bounds.makespanHours() <= outcome.makespanHours() * (1 + 1e-9), policy.name());
        assertTrue(bounds.longestJobHours() <= outcome.makespanHours());
        assertTrue(bounds.meanLengthHours() <= outcome.meanInSystemHours());
        assertTrue(bounds.leastPaid().compareTo(outcome.paid()) <= 0, policy.name());
        Money within = bounds.leastPaidWithin(outcome.makespanHours()).orElseThrow();
        assertTrue(within.compareTo(outcome.paid()) <= 0, policy.name() + ": " + within + " > " + outcome.paid());
        assertTrue(outcome.paid().compareTo(outcome.paidWholeRounds()) <= 0);
        assertTrue(outcome.utilisation() > 0 && outcome.utilisation() <= 1);
    }

    /** The contract over the explicit list: capacity, gangs, determinism, work done = work asked, bounds below outcomes. */
    @Test
    void everyPolicyKeepsTheContract() {
        int seen = 0;
        for (TimePolicy policy : Policies.all()) {
            holds(policy, drawn(1, 25, 0), RoundSettings.seconds(360));
            holds(policy, drawn(2, 25, 2), RoundSettings.seconds(360).losing(20, 60));
            seen++;
        }
        assertTrue(seen >= 20, seen + " policies");
    }

    /** A gang of two on one type of two and one of one: it never runs on the single GPU. */
    @Test
    void gangsAreWhole() {
        Pools pools = new Pools(List.of(pool("small", 1, "1", "1"), pool("large", 2, "1", "1")));
        List<TraceJob> jobs = List.of(TraceJob.of(0, "pair", 2, 0, Lengths.of(1, 4), TraceJob.Terms.NONE));
        for (TimePolicy policy : Policies.all()) {
            Outcome outcome = Rounds.run(jobs, pools, policy, RoundSettings.seconds(3600));
            assertEquals(List.of("large"), outcome.jobs().get(0).types(), policy.name());
        }
        List<TraceJob> wide = List.of(TraceJob.of(0, "wide", 3, 0, Lengths.of(1, 4), TraceJob.Terms.NONE));
        Problem problem =
                assertThrows(Problem.class, () -> Rounds.run(wide, pools, policy("fifo"), RoundSettings.seconds(3600)));
        assertTrue(String.valueOf(problem.getMessage()).contains("'wide' needs 3 GPUs"));
    }

    /** Worked examples, 2: ten tasks on four resources. */
    @Test
    void tenTasksOnFourResources() {
        Pools four = new Pools(List.of(
                pool("r1", 1, "0", "0"), pool("r2", 1, "0", "0"), pool("r3", 1, "0", "0"), pool("r4", 1, "0", "0")));
        int[] hours = {2, 3, 1, 4, 2, 3, 1, 4, 2, 3};
        Map<Integer, String> charges = Map.of(1, "5", 2, "10", 3, "20", 4, "30");
        List<TraceJob> jobs = new ArrayList<>();
        for (int i = 0; i < hours.length; i++) {
            double h = hours[i];
            TraceJob.Terms terms = new TraceJob.Terms(
                    0, "", Double.POSITIVE_INFINITY, Optional.of(Money.usd(charges.getOrDefault(hours[i], "0"))));
            jobs.add(TraceJob.of(i, "task " + (i + 1), 1, 0, Lengths.of(h, h, h, h), terms));
        }
        Outcome outcome = Rounds.run(jobs, four, policy("longest-first"), RoundSettings.seconds(3600));
        assertEquals(7, outcome.makespanHours(), 1e-9);
        assertEquals(25.0 / 28, outcome.utilisation(), 1e-9);
        assertEquals(Money.usd("160"), outcome.paid());
        assertEquals(6.25, new TimeBounds(jobs, four).fluidHours(), 1e-6);
        Set<String> named = new HashSet<>();
        for (JobOutcome job : outcome.jobs()) {
            assertEquals(1, job.types().size(), job.job().name());
            named.addAll(job.types());
        }
        assertEquals(Set.of("r1", "r2", "r3", "r4"), named);
    }

    /** One GPU, two jobs of 1.5 h, rounds of 1 h, 6 min lost at each start: money is exact. */
    @Test
    void lossesRoundsMoneyAndEnergyAreCounted() {
        Pools one = new Pools(List.of(pool("g", 1, "0.30", "200")));
        List<TraceJob> jobs = List.of(
                TraceJob.of(0, "a", 1, 0, Lengths.of(1.5), TraceJob.Terms.NONE),
                TraceJob.of(1, "b", 1, 0.5, Lengths.of(1.5), TraceJob.Terms.NONE.due(3)));
        Outcome outcome = Rounds.run(
                jobs, one, policy("fifo"), RoundSettings.seconds(3600).losing(360, 360));
        assertEquals(1.6, outcome.jobs().get(0).endHours(), 1e-9);
        assertEquals(2, outcome.jobs().get(1).startHours(), 1e-9);
        assertEquals(3.6, outcome.makespanHours(), 1e-9);
        assertEquals(Money.usd("0.96"), outcome.paid());
        assertEquals(Money.usd("1.2"), outcome.paidWholeRounds());
        assertEquals(0, new BigDecimal("0.64").compareTo(outcome.kilowattHours().orElseThrow()));
        assertEquals(1, outcome.late());
        assertEquals(1.5, outcome.waitHours(0.99), 1e-9);
        assertEquals(1.6, outcome.inSystemHours(0.5), 1e-9);
        // contention 2 jobs ÷ 1 GPU: b took 3.1 h where 3 h are fair
        assertEquals(3.1 / 3, outcome.worstFairness(), 1e-9);
        assertEquals(0, outcome.unfairShare());
        assertEquals(0, outcome.restarts());
    }

    @Test
    void measuredJobsAloneCount() {
        List<TraceJob> jobs = drawn(3, 40, 3);
        Outcome outcome = Rounds.run(
                jobs, THREE, policy("match"), RoundSettings.seconds(360).measuring(10, 19));
        assertEquals(10, outcome.jobs().size());
        assertEquals(10, outcome.jobs().get(0).job().id());
    }

    @Test
    void deadlinesAreMetWhereTheyCanBe() {
        List<TraceJob> jobs = new ArrayList<>();
        for (TraceJob job : drawn(4, 12, 0)) {
            jobs.add(TraceJob.of(
                    job.id(),
                    job.name(),
                    1,
                    0,
                    job.lengths(),
                    TraceJob.Terms.NONE.due(job.lengths().fastest() * 2 + 1)));
        }
        Outcome outcome = Rounds.run(jobs, THREE, policy("match-deadlines"), RoundSettings.seconds(360));
        assertEquals(0, outcome.late());
        double least = new DeadlineBound(jobs, THREE, 12).least().orElseThrow();
        assertTrue(least <= outcome.paid().toDouble() * (1 + 1e-7));
        List<TraceJob> impossible = jobs.stream()
                .map(j -> TraceJob.of(
                        j.id(),
                        j.name(),
                        8,
                        0,
                        j.lengths(),
                        TraceJob.Terms.NONE.due(j.lengths().fastest())))
                .toList();
        assertTrue(new DeadlineBound(impossible, THREE, 5).least().isEmpty());
    }

    /**
     * Two GPUs, jobs without checkpoints. A gang of two takes 1 h and is due at 2.5 h, two singles take 2 h and are due at
     * 3.6 h. By laxity the singles start, as more is gained per GPU; at 1.4 h the gang is urgent and stops them, at 1.5 h they
     * are, with all their work before them, and two count more than one: the gang is late. Who looks ahead runs the gang
     * first: the singles can end at 3 h.
     */
    @Test
    void aRehearsalPutsFirstWhoWouldBeLate() {
        Pools two = new Pools(List.of(pool("g", 2, "1", "1")));
        List<TraceJob> jobs = List.of(due(0, 2, 1, 2.5), due(1, 1, 2, 3.6), due(2, 1, 2, 3.6));
        TimePolicy plain = new TimePolicy.Matched("plain", "", Matching.DEADLINES);
        assertEquals(1, Rounds.run(jobs, two, plain, RoundSettings.seconds(360)).late());
        Outcome outcome = Rounds.run(jobs, two, policy("match-deadlines"), RoundSettings.seconds(360));
        assertEquals(0, outcome.late());
    }

    private static TraceJob due(int id, int gpus, double hours, double due) {
        TraceJob.Stopping none = new TraceJob.Stopping(Double.POSITIVE_INFINITY, OptionalDouble.empty());
        TraceJob.Terms terms = new TraceJob.Terms(0, "", due, Optional.empty(), Optional.empty(), none);
        return TraceJob.of(id, "j" + id, gpus, 0, Lengths.of(hours), terms);
    }

    /** Two epochs of 1 h at batch 8, two of 0.5 h at 16: after the first, one more of 8 and two of 16 are expected. */
    @Test
    void theRestOfChangingJobsIsEstimated() {
        Epochs epochs = new Epochs(List.of(8, 8, 16, 16), List.of(1.0, 2.0, 2.5, 3.0), Map.of(8, 1.0, 16, 0.5));
        assertEquals(3, epochs.hours());
        // at 0: in epoch 1; 8 is expected 4 × 3 ÷ 5 − 1 = 1.4 more times, 16 4 × 2 ÷ 5 = 1.6; 3 epochs left
        assertEquals(1 + (1.4 + 0.8) * 3 / 3.0, epochs.expectedHours(0), 1e-9);
        assertEquals(0.5, epochs.expectedHours(2.5), 1e-9);
    }
}
