package dev.lepton.core.scaling;

/**
 * One node more above a utilisation, one fewer below another: the rule of alarms on a mean.
 *
 * @param above share of GPUs held or waited for above which a node is added
 * @param below share of GPUs held or waited for below which a node goes
 */
public record Threshold(ScalingLimits limits, double above, double below) implements ScalingRule {
    public Threshold {
        if (!(below >= 0 && below < above && above <= 1)) {
            throw new IllegalArgumentException(
                    "Nodes are added above " + above + " and go below " + below + ": give 0 <= below < above <= 1.");
        }
    }

    @Override
    public String name() {
        return "threshold";
    }

    @Override
    public ScalingStep decide(PoolState pool) {
        long capacity = pool.gpusComing();
        double share = capacity == 0 ? (pool.gpusWanted() > 0 ? 2 : 0) : (double) pool.gpusWanted() / capacity;
        if (share > above) {
            return limits.out(pool, 1, "%.0f %% of GPUs are wanted, above %.0f %%".formatted(100 * share, 100 * above));
        }
        if (share < below) {
            return limits.in(pool, 1, "%.0f %% of GPUs are wanted, below %.0f %%".formatted(100 * share, 100 * below));
        }
        return new ScalingStep.Hold(HoldReason.ENOUGH);
    }
}
