package dev.lepton.core.scaling;

/**
 * Nodes for work that waits, and none for nothing: as many as the waiting jobs need; idle nodes go once the cooldown is
 * over. This is what Kubernetes' cluster autoscaler does with its default of scaling on pods that cannot be placed.
 */
public record PendingWork(ScalingLimits limits) implements ScalingRule {
    @Override
    public String name() {
        return "pending-work";
    }

    @Override
    public ScalingStep decide(PoolState pool) {
        long missing = pool.gpusWanted() - pool.gpusComing();
        if (missing > 0) {
            return limits.out(
                    pool,
                    Math.ceilDiv(missing, pool.gpusPerNode()),
                    missing + " GPUs are waited for beyond what comes");
        }
        if (pool.gpusWaited() == 0 && pool.idle() > 0) {
            return limits.in(pool, pool.idle(), pool.idle() + " nodes are idle and nothing waits");
        }
        return new ScalingStep.Hold(HoldReason.ENOUGH);
    }
}
