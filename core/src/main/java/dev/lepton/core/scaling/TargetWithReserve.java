package dev.lepton.core.scaling;

/**
 * Holds the pool at a target utilisation with a reserve on top. Nodes wanted = ⌈GPUs wanted ÷ target × (1 + reserve) ÷
 * GPUs per node⌉. Nodes are asked for as soon as the reserve is eaten: when what is held and waited for, at the target,
 * no longer fits. Nodes go only when more than {@code hysteresis} of the pool is beyond what is wanted, so that a small
 * swing does not let go what is asked for again.
 *
 * @param target share of a pool's GPUs that is to be held, above 0 and at most 1
 * @param reserve kept ready beyond it, as a share of what is wanted
 * @param hysteresis share of the pool that must be too much before any of it goes
 */
public record TargetWithReserve(ScalingLimits limits, double target, double reserve, double hysteresis)
        implements ScalingRule {
    public TargetWithReserve {
        if (!(target > 0 && target <= 1) || !(reserve >= 0) || !(hysteresis >= 0 && hysteresis < 1)) {
            throw new IllegalArgumentException("A target of " + target + ", a reserve of " + reserve
                    + " and a hysteresis of " + hysteresis
                    + " do not go: 0 < target <= 1, 0 <= reserve, 0 <= hysteresis < 1.");
        }
    }

    @Override
    public String name() {
        return "target-with-reserve";
    }

    @Override
    public ScalingStep decide(PoolState pool) {
        double eachNode = pool.gpusPerNode();
        double atTarget = pool.gpusWanted() / target;
        long needed = (long) Math.ceil(atTarget / eachNode);
        long wanted = Math.max(limits.fewest(), (long) Math.ceil(atTarget * (1 + reserve) / eachNode));
        int there = pool.ready() + pool.starting();
        if (needed >= there && wanted > there) {
            return limits.out(
                    pool,
                    wanted - there,
                    "%d GPUs are wanted; at %.0f %% with %.0f %% reserve that is %d nodes, %d are there or coming"
                            .formatted(pool.gpusWanted(), 100 * target, 100 * reserve, wanted, there));
        }
        long spare = there - wanted;
        if (spare <= 0) {
            return new ScalingStep.Hold(HoldReason.ENOUGH);
        }
        if (spare <= hysteresis * there) {
            return new ScalingStep.Hold(HoldReason.WITHIN_HYSTERESIS);
        }
        return limits.in(
                pool,
                Math.min(spare, pool.ready()),
                "%d of %d nodes are beyond target and reserve".formatted(spare, there));
    }
}
