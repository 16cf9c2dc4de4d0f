package dev.lepton.core.simulate.rounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.placement.share.GpuPool;
import dev.lepton.core.placement.share.IdlePower;
import dev.lepton.core.placement.share.Lengths;
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

/** What stopping, moving and idling cost, by hand; and that rounds taken in one step are the rounds taken singly. */
final class StoppingTest {
    private static TimePolicy policy(String name) {
        return Policies.named(name).orElseThrow();
    }

    private static TraceJob job(int id, double arrival, int priority, double every, double restart, double... lengths) {
        TraceJob.Stopping stopping = new TraceJob.Stopping(every, OptionalDouble.of(restart));
        TraceJob.Terms terms = new TraceJob.Terms(
                priority, "", Double.POSITIVE_INFINITY, Optional.empty(), Optional.empty(), stopping);
        return TraceJob.of(id, "j" + id, 1, arrival, Lengths.of(lengths), terms);
    }

    private static Pools one(Optional<IdlePower> idle) {
        return new Pools(List.of(new GpuPool("g", 1, Price.usd("2"), Optional.of(BigDecimal.valueOf(300)), idle)));
    }

    /**
     * Low runs from 0, high comes at 3 h for 1 h. Low has checkpoints every 2 h, so it loses 1 h of its 3, and half an hour
     * as it starts again at 4 h: 2 of its 5 h stand, it ends at 4 + 0.5 + 3 = 7.5 h.
     */
    @Test
    void aStoppedJobGoesBackToItsCheckpointAndIsRequeued() {
        Outcome outcome = Rounds.run(
                List.of(job(0, 0, 0, 2, 0.5, 5), job(1, 3, 9, 0, 0, 1)),
                one(Optional.empty()),
                policy("priority"),
                RoundSettings.seconds(1800));
        JobOutcome low = outcome.jobs().get(0);
        assertEquals(7.5, low.endHours(), 1e-9);
        assertEquals(4, outcome.jobs().get(1).endHours(), 1e-9);
        assertEquals(1, low.preemptions());
        assertEquals(1, low.restarts());
        assertEquals(0, low.migrations());
        // 1 h of work and 0.5 h of restart at 2 USD
        assertEquals(Money.usd("3"), low.lost());
        assertEquals(Money.usd("3"), outcome.lost());
        // 3 + 3.5 h of low, 1 h of high
        assertEquals(Money.usd("15"), outcome.paid());
        assertEquals(1, low.workDone(), 1e-9);
    }

    /** Without checkpoint_s nothing is lost; without any checkpoint all three hours are. */
    @Test
    void checkpointsDecideWhatIsLost() {
        List<TraceJob> free = List.of(job(0, 0, 0, 0, 0, 5), job(1, 3, 9, 0, 0, 1));
        Outcome kept = Rounds.run(free, one(Optional.empty()), policy("priority"), RoundSettings.seconds(1800));
        assertEquals(Money.usd("0"), kept.lost());
        assertEquals(6, kept.makespanHours(), 1e-9);
        List<TraceJob> none = List.of(job(0, 0, 0, Double.POSITIVE_INFINITY, 0, 5), job(1, 3, 9, 0, 0, 1));
        Outcome all = Rounds.run(none, one(Optional.empty()), policy("priority"), RoundSettings.seconds(1800));
        assertEquals(Money.usd("6"), all.lost());
        assertEquals(9, all.makespanHours(), 1e-9);
    }

    /** On slow for an hour, then on fast: what was lost is paid at the price of where it was lost. */
    @Test
    void aMoveIsAMigration() {
        Pools two = new Pools(List.of(
                new GpuPool("fast", 1, Price.usd("3"), Optional.empty()),
                new GpuPool("slow", 1, Price.usd("1"), Optional.empty())));
        TimePolicy always = new TimePolicy.Matched("step", "", c -> new int[] {c.nowHours() < 1 ? 1 : 0});
        Outcome outcome = Rounds.run(
                List.of(job(0, 0, 0, Double.POSITIVE_INFINITY, 0.25, 2, 4)), two, always, RoundSettings.seconds(3600));
        JobOutcome j = outcome.jobs().get(0);
        assertEquals(List.of(0, 1, 1), List.of(j.preemptions(), j.restarts(), j.migrations()));
        assertEquals(3.25, j.endHours(), 1e-9);
        // an hour on slow, a quarter of an hour on fast
        assertEquals(Money.usd("1.75"), j.lost());
        assertEquals(Money.usd("7.75"), j.paid());
    }

    @Test
    void jobsThatNeverReachACheckpointEndTheRun() {
        TimePolicy turns = new TimePolicy.Matched(
                "turns", "", c -> Math.round(c.nowHours()) % 2 == 0 ? new int[] {0, -1} : new int[] {-1, 0});
        List<TraceJob> jobs = List.of(job(0, 0, 0, 3, 0, 5), job(1, 0, 0, 3, 0, 5));
        Problem problem = assertThrows(
                Problem.class, () -> Rounds.run(jobs, one(Optional.empty()), turns, RoundSettings.seconds(3600)));
        assertTrue(String.valueOf(problem.getMessage()).contains("before their checkpoints"), problem.getMessage());
    }

    /**
     * A job of 1 h at 0 and one at 5 h; a GPU that nobody held for an hour sleeps. Busy 2 h + 6 min of waking at 300 W;
     * idle 1 h and 0.9 h of the last round at 50 W; asleep from 2 h to 5 h at 10 W.
     */
    @Test
    void idleGpusSleepAndWakeLate() {
        IdlePower.Sleep sleep = new IdlePower.Sleep(BigDecimal.TEN, 1, 0.1);
        IdlePower idle = new IdlePower(BigDecimal.valueOf(50), Optional.of(sleep));
        List<TraceJob> jobs = List.of(job(0, 0, 0, 0, 0, 1), job(1, 5, 0, 0, 0, 1));
        Outcome outcome = Rounds.run(jobs, one(Optional.of(idle)), policy("fifo"), RoundSettings.seconds(3600));
        assertEquals(6.1, outcome.jobs().get(1).endHours(), 1e-9);
        assertEquals(0.63, outcome.kilowattHours().orElseThrow().doubleValue(), 1e-9);
        assertEquals(0.095, outcome.idleKilowattHours().orElseThrow().doubleValue(), 1e-9);
        assertEquals(0.03, outcome.asleepKilowattHours().orElseThrow().doubleValue(), 1e-9);
        IdlePower awake = new IdlePower(BigDecimal.valueOf(50), Optional.empty());
        Outcome never = Rounds.run(jobs, one(Optional.of(awake)), policy("fifo"), RoundSettings.seconds(3600));
        assertEquals(6, never.makespanHours(), 1e-9);
        assertEquals(0.2, never.idleKilowattHours().orElseThrow().doubleValue(), 1e-9);
        assertEquals(0, never.asleepKilowattHours().orElseThrow().signum());
        Outcome unknown = Rounds.run(jobs, one(Optional.empty()), policy("fifo"), RoundSettings.seconds(3600));
        assertTrue(unknown.idleKilowattHours().isEmpty());
    }

    /** Every steady policy against itself deciding in every round. */
    @RepeatedTest(8)
    void roundsInOneStepAreRoundsTakenSingly(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        IdlePower.Sleep sleep = new IdlePower.Sleep(BigDecimal.ONE, 0.5, 0.05);
        Optional<IdlePower> idle = Optional.of(new IdlePower(BigDecimal.TEN, Optional.of(sleep)));
        Pools pools = new Pools(List.of(
                new GpuPool("a", 4, Price.usd("3"), Optional.of(BigDecimal.valueOf(300)), idle),
                new GpuPool("b", 5, Price.usd("1"), Optional.of(BigDecimal.valueOf(200)), idle)));
        List<TraceJob> jobs = new ArrayList<>();
        double now = 0;
        for (int i = 0; i < 60; i++) {
            double hours = 0.1 + 4 * random.nextDouble();
            TraceJob.Stopping stopping =
                    new TraceJob.Stopping(random.nextInt(3) * 0.7, OptionalDouble.of(0.1 * random.nextInt(3)));
            TraceJob.Terms terms = new TraceJob.Terms(
                    random.nextInt(3), "", Double.POSITIVE_INFINITY, Optional.empty(), Optional.empty(), stopping);
            Lengths lengths = Lengths.of(hours, hours * (0.5 + 2 * random.nextDouble()));
            jobs.add(TraceJob.of(i, "j" + i, 1 + random.nextInt(4), now, lengths, terms));
            now -= Math.log(1 - random.nextDouble()) * (i == 30 ? 30 : 1);
        }
        int steady = 0;
        for (TimePolicy policy : Policies.all()) {
            if (policy instanceof TimePolicy.Ordered o && o.rule().steady()) {
                steady++;
                TimePolicy singly =
                        new TimePolicy.Ordered(o.name(), o.aim(), c -> o.rule().order(c));
                same(
                        Rounds.run(jobs, pools, singly, RoundSettings.seconds(360)),
                        Rounds.run(jobs, pools, policy, RoundSettings.seconds(360)));
            }
        }
        assertEquals(5, steady);
    }

    private static void same(Outcome singly, Outcome once) {
        assertTrue(singly.moments().equals(once.moments()), once.policy());
        for (int i = 0; i < singly.jobs().size(); i++) {
            assertEquals(singly.jobs().get(i).endHours(), once.jobs().get(i).endHours(), 1e-9, once.policy());
            assertEquals(singly.jobs().get(i).types(), once.jobs().get(i).types());
            assertEquals(singly.jobs().get(i).preemptions(), once.jobs().get(i).preemptions());
        }
        assertEquals(singly.paid().toDouble(), once.paid().toDouble(), 1e-5);
        assertEquals(singly.lost().toDouble(), once.lost().toDouble(), 1e-5);
        assertEquals(
                singly.idleKilowattHours().orElseThrow().doubleValue(),
                once.idleKilowattHours().orElseThrow().doubleValue(),
                1e-6);
        assertEquals(
                singly.asleepKilowattHours().orElseThrow(),
                once.asleepKilowattHours().orElseThrow());
    }
}
