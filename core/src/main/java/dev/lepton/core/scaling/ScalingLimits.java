package dev.lepton.core.scaling;

import java.time.Duration;

/**
 * What every rule keeps to.
 *
 * @param fewest nodes that are always there
 * @param most nodes that there may be, those that start and drain included
 * @param outCooldown time after asking for nodes before asking again
 * @param inCooldown time after any step before nodes are let go
 */
public record ScalingLimits(int fewest, int most, Duration outCooldown, Duration inCooldown) {
    public ScalingLimits {
        if (fewest < 0 || most < 1 || fewest > most) {
            throw new IllegalArgumentException("A pool cannot have " + fewest + " to " + most + " nodes.");
        }
        if (outCooldown.isNegative() || inCooldown.isNegative()) {
            throw new IllegalArgumentException("A cooldown cannot be negative.");
        }
    }

    /** {@code nodes} more, as far as limits and cooldown allow. */
    ScalingStep out(PoolState pool, long nodes, String why) {
        int room = most - pool.ready() - pool.starting() - pool.draining();
        if (room <= 0) {
            return new ScalingStep.Hold(HoldReason.AT_MAXIMUM);
        }
        if (cooling(pool.atSeconds(), pool.lastOutSeconds(), outCooldown)) {
            return new ScalingStep.Hold(HoldReason.COOLING_DOWN);
        }
        return new ScalingStep.Out((int) Math.min(room, nodes), why);
    }

    /** {@code nodes} fewer, as far as limits and cooldown allow. */
    ScalingStep in(PoolState pool, long nodes, String why) {
        int spare = pool.ready() - fewest;
        if (spare <= 0) {
            return new ScalingStep.Hold(HoldReason.AT_MINIMUM);
        }
        long last = Math.max(pool.lastOutSeconds(), pool.lastInSeconds());
        if (cooling(pool.atSeconds(), last, inCooldown)) {
            return new ScalingStep.Hold(HoldReason.COOLING_DOWN);
        }
        return new ScalingStep.In((int) Math.min(spare, nodes), why);
    }

    private static boolean cooling(long atSeconds, long lastSeconds, Duration cooldown) {
        return lastSeconds >= 0 && atSeconds - lastSeconds < cooldown.toSeconds();
    }
}
