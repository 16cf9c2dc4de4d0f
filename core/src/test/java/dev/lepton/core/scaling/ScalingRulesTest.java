package dev.lepton.core.scaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Each rule on pools small enough to work out by hand, and what all rules keep to. */
final class ScalingRulesTest {
    private static final ScalingLimits LIMITS = new ScalingLimits(1, 10, Duration.ofMinutes(5), Duration.ofMinutes(10));

    private static final List<ScalingRule> RULES = List.of(
            new FixedPool(),
            new PendingWork(LIMITS),
            new Threshold(LIMITS, 0.8, 0.3),
            new TargetWithReserve(LIMITS, 0.8, 0.25, 0.1));

    private static PoolState pool(int ready, int idle, long held, long waited) {
        return new PoolState(1000, ready, 0, 0, idle, 8, held, waited, -1, -1);
    }

    private static int out(ScalingStep step) {
        return assertInstanceOf(ScalingStep.Out.class, step).nodes();
    }

    private static int in(ScalingStep step) {
        return assertInstanceOf(ScalingStep.In.class, step).nodes();
    }

    private static HoldReason hold(ScalingStep step) {
        return assertInstanceOf(ScalingStep.Hold.class, step).reason();
    }

    @Test
    void aFixedPoolHolds() {
        assertEquals(HoldReason.NOT_SCALED, hold(RULES.get(0).decide(pool(2, 0, 16, 80))));
    }

    @Test
    void pendingWorkAsksForWhatIsMissingAndLetsIdleNodesGo() {
        ScalingRule rule = RULES.get(1);
        // 16 held + 17 waited = 33 of 16 GPUs: 17 missing are 3 nodes of 8.
        assertEquals(3, out(rule.decide(pool(2, 0, 16, 17))));
        assertEquals(2, in(rule.decide(pool(4, 2, 16, 0))));
        assertEquals(HoldReason.ENOUGH, hold(rule.decide(pool(2, 0, 12, 0))));
    }

    @Test
    void theThresholdMovesOneNodeAtATime() {
        ScalingRule rule = RULES.get(2);
        // 14 of 16 GPUs are 87.5 %, 4 of 16 are 25 %, 8 of 16 are 50 %.
        assertEquals(1, out(rule.decide(pool(2, 0, 14, 0))));
        assertEquals(1, in(rule.decide(pool(2, 1, 4, 0))));
        assertEquals(HoldReason.ENOUGH, hold(rule.decide(pool(2, 1, 8, 0))));
    }

    @Test
    void theTargetKeepsAReserveAndLetsGoWithHysteresis() {
        ScalingRule rule = RULES.get(3);
        // 32 wanted ÷ 0.8 = 40 GPUs = 5 nodes; with a quarter on top 50 GPUs = 7 nodes.
        assertEquals(2, out(rule.decide(pool(5, 1, 32, 0))));
        // Six nodes: the reserve is not eaten yet, and nothing is too much.
        assertEquals(HoldReason.ENOUGH, hold(rule.decide(pool(6, 2, 32, 0))));
        // Ten nodes: three beyond the seven, more than a tenth of ten.
        assertEquals(3, in(rule.decide(pool(10, 6, 32, 0))));
        // 8 of 10 nodes wanted? 36 ÷ 0.8 × 1.25 = 56.25 GPUs = 8 nodes; 9 there: one is a ninth, more than a tenth.
        assertEquals(1, in(rule.decide(pool(9, 4, 36, 0))));
        ScalingRule patient = new TargetWithReserve(LIMITS, 0.8, 0.25, 0.5);
        assertEquals(HoldReason.WITHIN_HYSTERESIS, hold(patient.decide(pool(9, 4, 36, 0))));
    }

    @Test
    void limitsAndCooldownsHaveReasons() {
        ScalingRule rule = RULES.get(1);
        assertEquals(HoldReason.AT_MAXIMUM, hold(rule.decide(pool(10, 0, 80, 8))));
        assertEquals(8, out(rule.decide(pool(2, 0, 16, 800))), "as many as there may be");
        PoolState justAsked = new PoolState(1000, 2, 0, 0, 0, 8, 16, 17, 800, -1);
        assertEquals(HoldReason.COOLING_DOWN, hold(rule.decide(justAsked)));
        PoolState justLetGo = new PoolState(1000, 4, 0, 0, 2, 8, 16, 0, -1, 500);
        assertEquals(HoldReason.COOLING_DOWN, hold(rule.decide(justLetGo)));
        assertEquals(HoldReason.AT_MINIMUM, hold(rule.decide(pool(1, 1, 0, 0))));
    }

    @RepeatedTest(20)
    void everyRuleKeepsItsLimitsAndDecidesTheSameTwice(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        for (int i = 0; i < 500; i++) {
            int ready = random.nextInt(11);
            int idle = random.nextInt(ready + 1);
            long held = ready == idle ? 0 : random.nextLong((ready - idle) * 8L) + 1;
            PoolState pool = new PoolState(
                    5000, ready, random.nextInt(11 - ready), 0, idle, 8, held, random.nextLong(100), -1, -1);
            for (ScalingRule rule : RULES) {
                ScalingStep step = rule.decide(pool);
                assertEquals(step, rule.decide(pool));
                if (step instanceof ScalingStep.Out o) {
                    assertTrue(pool.ready() + pool.starting() + o.nodes() <= LIMITS.most(), rule.name() + pool);
                } else if (step instanceof ScalingStep.In s) {
                    assertTrue(pool.ready() - s.nodes() >= LIMITS.fewest(), rule.name() + pool);
                }
            }
        }
    }

    @Test
    void nonsenseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> pool(1, 0, 9, 0));
        assertThrows(IllegalArgumentException.class, () -> new TargetWithReserve(LIMITS, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Threshold(LIMITS, 0.2, 0.3));
        assertThrows(IllegalArgumentException.class, () -> new ScalingLimits(5, 4, Duration.ZERO, Duration.ZERO));
    }
}
