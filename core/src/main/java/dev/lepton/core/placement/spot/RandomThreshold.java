package dev.lepton.core.placement.spot;

import java.util.SplittableRandom;

/**
 * A stand-in of our own for policies with a randomised threshold. It is <em>not</em> ROSS (arXiv 2601.14612), whose rule
 * could not be read. One draw x per job, P(x ≤ y) = (1 − k^−y) / (1 − 1/k) with k = on-demand over spot: wait while less
 * than the share x of the slack is used up, then run on demand until spot comes back.
 */
public final class RandomThreshold implements SpotPolicy {
    private final double draw;

    /** The job's draw from {@code seed}. */
    public RandomThreshold(long seed) {
        this(new SplittableRandom(seed).nextDouble());
    }

    /** {@code draw} from 0 to 1, uniform. */
    RandomThreshold(double draw) {
        this.draw = draw;
    }

    @Override
    public Mode choose(SpotJob job, SpotState state, Observed seen) {
        int used = state.tick() - state.workDone();
        int slack = job.deadlineTicks() - job.workTicks() - job.changeoverTicks();
        if (state.mode() instanceof Mode.OnDemand && used + 2 * job.changeoverTicks() > slack) {
            return Mode.ON_DEMAND;
        }
        boolean waits = !(state.mode() instanceof Mode.OnDemand) && used < share(job) * slack;
        return ZoneChoice.spotOr(waits ? Mode.IDLE : Mode.ON_DEMAND, state, seen);
    }

    @Override
    public String why(SpotJob job, SpotState state, Observed seen) {
        return switch (choose(job, state, seen)) {
            case Mode.Spot spot -> "spot is available";
            case Mode.OnDemand onDemand -> "the drawn share of the slack is used up";
            case Mode.Idle idle -> "no spot, and less than the drawn share of the slack is used";
        };
    }

    /** The drawn share of the slack, from 0 to 1. */
    double share(SpotJob job) {
        double k = job.onDemandOverSpot();
        return -Math.log(1 - draw * (1 - 1 / k)) / Math.log(k);
    }
}
