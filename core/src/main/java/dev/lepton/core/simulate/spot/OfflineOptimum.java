package dev.lepton.core.simulate.spot;

import dev.lepton.core.placement.spot.Availability;
import dev.lepton.core.placement.spot.SpotJob;
import java.util.Arrays;

/**
 * The least a job can cost once the whole series is known: exact, by dynamic programming over the tick, the ticks lost so
 * far, the mode and what is left of its changeover. No policy is cheaper, and none that does not know the future reaches it
 * always.
 */
public final class OfflineOptimum {
    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final SpotJob job;
    private final Availability series;
    private final int start;
    private final int zones;
    private final int modeWidth;
    private final int width;
    private final double[] ticks;
    private final int[] onDemand;
    private double best;
    private int bestOnDemand;

    private OfflineOptimum(SpotJob job, Availability series, int start) {
        this.job = job;
        this.series = series;
        this.start = start;
        this.zones = series.zones().size();
        this.modeWidth = job.changeoverTicks() + 1;
        this.width = 1 + (1 + zones) * modeWidth;
        int rows = job.deadlineTicks() - job.workTicks() + 2;
        this.ticks = new double[rows * width];
        this.onDemand = new int[rows * width];
        Arrays.fill(ticks, NEVER);
    }

    /**
     * What was paid at the optimum.
     *
     * @param spotTicks paid ticks on spot
     * @param onDemandTicks paid ticks on demand
     */
    public record Paid(int spotTicks, int onDemandTicks) {
        /** All of it, in ticks of spot. */
        public double inSpotTicks(SpotJob job) {
            return spotTicks + job.onDemandOverSpot() * onDemandTicks;
        }
    }

    /** The optimum of {@code job}, submitted at tick {@code start} of {@code series}. */
    public static Paid of(SpotJob job, Availability series, int start) {
        OfflineOptimum optimum = new OfflineOptimum(job, series, start);
        optimum.solve();
        int onDemand = optimum.onDemand[0];
        return new Paid((int) Math.round(optimum.ticks[0] - onDemand * job.onDemandOverSpot()), onDemand);
    }

    /** Backwards in time, in place: while tick t is worked out, rows not yet reached hold tick t + 1. */
    private void solve() {
        int mostLost = job.deadlineTicks() - job.workTicks();
        for (int t = job.deadlineTicks(); t >= 0; t--) {
            for (int lost = 0; lost <= Math.min(mostLost, t); lost++) {
                int row = lost * width;
                if (t - lost >= job.workTicks()) {
                    Arrays.fill(ticks, row, row + width, 0);
                    Arrays.fill(onDemand, row, row + width, 0);
                } else if (t < job.deadlineTicks()) {
                    row(row, start + t);
                }
            }
        }
    }

    /** Column 0 has no machine; then on demand and each zone, by changeover ticks left. */
    private void row(int row, int tick) {
        best = ticks[row + width];
        bestOnDemand = onDemand[row + width];
        for (int mode = 0; mode <= zones; mode++) {
            consider(row, mode, job.changeoverTicks(), tick);
        }
        double idle = best;
        int idleOnDemand = bestOnDemand;
        ticks[row] = idle;
        onDemand[row] = idleOnDemand;
        for (int mode = 0; mode <= zones; mode++) {
            for (int left = job.changeoverTicks(); left >= 0; left--) {
                best = idle;
                bestOnDemand = idleOnDemand;
                consider(row, mode, left, tick);
                ticks[row + 1 + mode * modeWidth + left] = best;
                onDemand[row + 1 + mode * modeWidth + left] = bestOnDemand;
            }
        }
    }

    private void consider(int row, int mode, int left, int tick) {
        if (mode > 0 && !series.available(mode - 1, tick)) {
            return;
        }
        int column = 1 + mode * modeWidth;
        int then = left == 0 ? row + column : row + width + column + left - 1;
        double value = ticks[then] + (mode == 0 ? job.onDemandOverSpot() : 1);
        if (value < best) {
            best = value;
            bestOnDemand = onDemand[then] + (mode == 0 ? 1 : 0);
        }
    }
}
