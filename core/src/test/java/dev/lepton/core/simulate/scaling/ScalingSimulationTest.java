package dev.lepton.core.simulate.scaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.scaling.FixedPool;
import dev.lepton.core.scaling.PendingWork;
import dev.lepton.core.scaling.ScalingLimits;
import dev.lepton.core.scaling.ScalingRule;
import dev.lepton.core.scaling.TargetWithReserve;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class ScalingSimulationTest {
    private static final ScalingLimits LIMITS = new ScalingLimits(0, 20, Duration.ofMinutes(2), Duration.ofMinutes(10));

    /** Nodes of 8 GPUs at 8 USD an hour, ready after ten minutes, the rule asked every minute. */
    private static ScalingRun run(int nodes) {
        return new ScalingRun(8, nodes, Price.usd("8"), Duration.ofMinutes(10), Duration.ofMinutes(1));
    }

    @Test
    void aFixedPoolIsPaidToTheLastJobsEnd() {
        // Two hours on one of two nodes: 4 node-hours at 8 USD; 8 GPUs × 2 h of 32 GPU-hours are held.
        ScalingOutcome outcome = ScalingSimulation.of(run(2), new FixedPool(), List.of(new PoolJob(0, 8, 7200)));
        assertEquals(Money.usd("32"), outcome.paid());
        assertEquals(Money.usd("16"), outcome.paidIdle());
        assertEquals(0.5, outcome.utilisation(), 1e-9);
        assertEquals(7200, outcome.makespanSeconds());
        assertEquals(0, outcome.waitP99Seconds());
    }

    @Test
    void anEmptyPoolStartsWhatIsWaitedFor() {
        // Asked for at 0, ready at 600, ends at 4200; idle nodes go ten minutes after the last step, here at once.
        ScalingOutcome outcome =
                ScalingSimulation.of(run(0), new PendingWork(LIMITS), List.of(new PoolJob(0, 8, 3600)));
        assertEquals(600, outcome.waitP99Seconds());
        assertEquals(4200, outcome.makespanSeconds());
        assertEquals(0, outcome.unplaced());
        assertEquals(1, outcome.steps().get(0).nodes());
        assertEquals(Money.usd("8"), outcome.steps().get(0).perHour());
        // 4200 s of one node: 4200 ÷ 3600 × 8 USD, of which 600 s are idle.
        assertEquals(Money.usd("9.333333333333333333"), outcome.paid());
    }

    @Test
    void whatNeverFitsIsCounted() {
        ScalingOutcome outcome = ScalingSimulation.of(run(1), new FixedPool(), List.of(new PoolJob(0, 17, 60)));
        assertEquals(1, outcome.unplaced());
    }

    @RepeatedTest(10)
    void workIsConservedAndTheSameTwice(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        List<PoolJob> jobs = new ArrayList<>();
        long work = 0;
        for (int i = 0; i < 200; i++) {
            PoolJob job = new PoolJob(random.nextLong(100_000), 1 << random.nextInt(5), 60 + random.nextLong(10_000));
            jobs.add(job);
            work += job.gpus() * job.seconds();
        }
        for (ScalingRule rule : List.of(new PendingWork(LIMITS), new TargetWithReserve(LIMITS, 0.8, 0.2, 0.1))) {
            ScalingOutcome outcome = ScalingSimulation.of(run(2), rule, jobs);
            assertEquals(outcome, ScalingSimulation.of(run(2), rule, jobs));
            assertEquals(0, outcome.unplaced());
            assertEquals(work, outcome.gpuSecondsHeld());
            assertTrue(outcome.nodeSeconds() * 8 >= work);
            assertTrue(!outcome.paidIdle().isNegative());
        }
    }
}
