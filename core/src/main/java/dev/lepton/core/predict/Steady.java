package dev.lepton.core.predict;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * Where the numbers of a column lie, told by their median and median absolute deviation: on a logarithmic scale where all are
 * above 0; where some are 0, of a tenth of the median of the others more.
 */
final class Steady {
    private static final int LEAST = 12;
    private static final double DEVIATION = 1.4826;
    private static final double FAR = 6;
    private static final double NEAR = 2;
    private static final double LEAST_SPREAD = 0.02;
    private static final double SHIFT = 0.1;
    private static final double[] SLIPS = {1000, 1024, 1e6, 1 / 1000.0, 1 / 1024.0, 1e-6};
    private static final MathContext SHOWN = new MathContext(12);

    /**
     * A value as it is taken.
     *
     * @param why what was done to it; empty for nothing
     */
    record Judged(double value, String why) {}

    private final boolean logarithmic;
    private final double shift;
    private final double middle;
    private final double spread;
    private final boolean enough;

    Steady(double[] known) {
        double[] positive = Arrays.stream(known).filter(v -> v > 0).toArray();
        logarithmic = positive.length > 0 && Arrays.stream(known).allMatch(v -> v >= 0);
        shift = logarithmic && positive.length < known.length ? SHIFT * median(positive) : 0;
        double[] placed = Arrays.stream(known).map(this::placed).toArray();
        enough = known.length >= LEAST;
        middle = enough ? median(placed) : 0;
        double deviation = enough
                ? DEVIATION * median(Arrays.stream(placed).map(v -> Math.abs(v - middle)).toArray())
                : 0;
        spread = logarithmic ? Math.max(LEAST_SPREAD, deviation) : deviation;
    }

    private double placed(double value) {
        return logarithmic ? Math.log10(Math.max(value, 0) + shift) : value;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** {@code value} as it is, a slip of a unit set right, or drawn in to the edge of what is usual. */
    Judged judge(double value) {
        if (!enough || spread == 0 || Math.abs(placed(value) - middle) <= FAR * spread) {
            return new Judged(value, "");
        }
        if (logarithmic && value > 0) {
            double best = value;
            double nearest = NEAR * spread;
            for (double slip : SLIPS) {
                double off = Math.abs(placed(value * slip) - middle);
                if (off < nearest) {
                    nearest = off;
                    best = value * slip;
                }
            }
            if (best != value) {
                double factor = best / value;
                return new Judged(
                        best,
                        "a slip of a unit: " + (factor > 1 ? "times " + written(factor) : "over " + written(1 / factor))
                                + " it is among the rest");
            }
        }
        double edge = middle + Math.signum(placed(value) - middle) * FAR * spread;
        return new Judged(
                logarithmic ? Math.max(0, Math.pow(10, edge) - shift) : edge,
                "drawn in to " + (int) FAR + " deviations from the median, so that it does not pull alone");
    }

    static String written(double value) {
        return new BigDecimal(value).round(SHOWN).stripTrailingZeros().toPlainString();
    }
}
