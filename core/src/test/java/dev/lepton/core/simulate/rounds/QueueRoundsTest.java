package dev.lepton.core.simulate.rounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Price;
import dev.lepton.core.placement.share.Contest;
import dev.lepton.core.placement.share.GpuPool;
import dev.lepton.core.placement.share.IdlePower;
import dev.lepton.core.placement.share.Lengths;
import dev.lepton.core.placement.share.Packing;
import dev.lepton.core.placement.share.Policies;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.TimePolicy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** That the event queue decides as the rounds do in which every job is looked at. */
final class QueueRoundsTest {
    private static Pools pools(SplittableRandom random) {
        List<GpuPool> all = new ArrayList<>();
        for (int t = 0; t < 1 + random.nextInt(3); t++) {
            Optional<IdlePower> idle = random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(new IdlePower(
                            BigDecimal.valueOf(50),
                            Optional.of(new IdlePower.Sleep(BigDecimal.valueOf(5), random.nextInt(3), 0.2))));
            all.add(new GpuPool(
                    "t" + t,
                    4 + random.nextInt(4),
                    Price.usd(t + 1 + ".5"),
                    Optional.of(BigDecimal.valueOf(300)),
                    idle));
        }
        return new Pools(all);
    }

    private static List<TraceJob> jobs(SplittableRandom random, Pools pools) {
        List<TraceJob> jobs = new ArrayList<>();
        double at = 0;
        for (int i = 0; i < 120; i++) {
            at += random.nextInt(6) == 0 ? 10 * random.nextDouble() : 0.4 * random.nextDouble();
            double[] lengths = new double[pools.types()];
            for (int t = 0; t < lengths.length; t++) {
                lengths[t] = t > 0 && random.nextInt(4) == 0
                        ? Double.POSITIVE_INFINITY
                        : 0.05 + random.nextInt(8) * random.nextDouble();
            }
            double every = List.of(0.0, 0.5, Double.POSITIVE_INFINITY).get(random.nextInt(3));
            TraceJob.Terms terms = new TraceJob.Terms(
                    random.nextInt(3),
                    "",
                    Double.POSITIVE_INFINITY,
                    Optional.empty(),
                    Optional.empty(),
                    new TraceJob.Stopping(every, OptionalDouble.of(0.3 * random.nextInt(2))));
            int gpus = 1 + random.nextInt(1 + random.nextInt(4));
            jobs.add(TraceJob.of(i, "j" + i, gpus, at, Lengths.of(lengths), terms));
        }
        return jobs;
    }

    @RepeatedTest(150)
    void eventsAndRoundsAgree(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        Pools pools = pools(random);
        List<TraceJob> jobs = jobs(random, pools);
        RoundSettings settings =
                RoundSettings.seconds(360 * (1 + random.nextInt(5))).losing(0, 60);
        settings = random.nextBoolean() ? settings : settings.measuring(20, 90);
        for (String name : List.of("fifo", "shortest-first", "longest-first", "priority")) {
            TimePolicy policy = Policies.named(name).orElseThrow();
            same(name, Rounds.singly(jobs, pools, policy, settings), Rounds.run(jobs, pools, policy, settings));
        }
    }

    private static void same(String name, Outcome one, Outcome other) {
        assertEquals(one.moments(), other.moments(), name);
        for (int j = 0; j < one.jobs().size(); j++) {
            JobOutcome a = one.jobs().get(j);
            JobOutcome b = other.jobs().get(j);
            assertEquals(a.startHours(), b.startHours(), name);
            assertEquals(a.endHours(), b.endHours(), 1e-9, name);
            assertEquals(a.types(), b.types(), name);
            assertEquals(
                    List.of(a.restarts(), a.preemptions(), a.migrations()),
                    List.of(b.restarts(), b.preemptions(), b.migrations()),
                    name);
            assertEquals(a.workDone(), b.workDone(), 1e-9, name);
        }
        for (int t = 0; t < one.pools().size(); t++) {
            PoolOutcome a = one.pools().get(t);
            PoolOutcome b = other.pools().get(t);
            // rounded to a microsecond when a job is looked at, which is less often
            near(name, a.usedMicros(), b.usedMicros());
            near(name, a.heldMicros(), b.heldMicros());
            near(name, a.lostMicros(), b.lostMicros());
            near(name, a.idleMicros(), b.idleMicros());
            assertEquals(a.asleepMicros(), b.asleepMicros(), name);
        }
    }

    private static void near(String name, long a, long b) {
        assertTrue(Math.abs(a - b) <= 20_000, name + ": " + a + " and " + b);
    }

    /** The rules are not the same: else the test above would say little. */
    @Test
    void theRulesDiffer() {
        SplittableRandom random = new SplittableRandom(7);
        Pools pools = pools(random);
        List<TraceJob> jobs = jobs(random, pools);
        List<Double> waits = new ArrayList<>();
        int stops = 0;
        for (String name : List.of("fifo", "shortest-first", "longest-first", "priority")) {
            Outcome outcome = Rounds.run(jobs, pools, Policies.named(name).orElseThrow(), RoundSettings.seconds(360));
            waits.add(outcome.meanWaitHours());
            stops += outcome.preemptions();
        }
        assertEquals(4, waits.stream().distinct().count(), waits.toString());
        assertTrue(stops > 0);
    }

    /** A queue rule that is no pure order of its figure would be found out: the order and the queue are the same definition. */
    @Test
    void theOrderIsTheQueue() {
        TimePolicy.QueueRule latest = job -> -job.arrivalHours();
        TimePolicy.Ordered policy = new TimePolicy.Ordered("latest", "", latest);
        SplittableRandom random = new SplittableRandom(3);
        Pools pools = pools(random);
        List<TraceJob> jobs = jobs(random, pools);
        same(
                "latest",
                Rounds.singly(jobs, pools, policy, RoundSettings.seconds(600)),
                Rounds.run(jobs, pools, policy, RoundSettings.seconds(600)));
        assertEquals(0, Packing.types(new Contest(List.of(), pools, 0, 1, 0), List.of()).length);
    }

    @Test
    void aGangThatFitsNowhereIsRefusedAsBefore() {
        Pools small = new Pools(List.of(new GpuPool("g", 1, Price.usd("1"), Optional.empty())));
        TraceJob large = TraceJob.of(0, "large", 2, 0, Lengths.of(1), TraceJob.Terms.NONE);
        assertThrows(
                Problem.class,
                () -> Rounds.run(
                        List.of(large), small, Policies.named("fifo").orElseThrow(), RoundSettings.seconds(360)));
    }
}
