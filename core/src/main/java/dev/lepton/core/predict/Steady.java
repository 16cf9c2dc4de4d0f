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

    private final boolean logarithmic;
    private final double shift;
    private final double middle;
    private final double spread;
    private final double plainMiddle;
    private final double plainSpread;
    private final boolean enough;

    Steady(double[] known) {
        double[] positive = Arrays.stream(known).filter(v -> v > 0).toArray();
        logarithmic = positive.length > 0 && Arrays.stream(known).allMatch(v -> v >= 0);
        shift = logarithmic && positive.length < known.length ? SHIFT * median(positive) : 0;
        plainMiddle = known.length == 0 ? 0 : median(known);
        plainSpread = known.length == 0
                ? 0
                : DEVIATION
                        * median(Arrays.stream(known)
                                .map(v -> Math.abs(v - plainMiddle))
                                .toArray());
        double[] placed = Arrays.stream(known).map(this::placed).toArray();
        enough = known.length >= LEAST;
        middle = enough ? median(placed) : 0;
        double deviation = enough
                ? DEVIATION
                        * median(Arrays.stream(placed)
                                .map(v -> Math.abs(v - middle))
                                .toArray())
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

    /** Whether {@code value} is far from the rest, on the scale that its column is told on. */
    boolean isFar(double value) {
        return enough && spread > 0 && Math.abs(placed(value) - middle) > FAR * spread;
    }

    /** What {@code value} would be among the rest if a unit had slipped; the same where no slip explains it. */
    double unslipped(double value) {
        double best = value;
        double nearest = NEAR * spread;
        if (logarithmic && value > 0) {
            for (double slip : SLIPS) {
                double off = Math.abs(placed(value * slip) - middle);
                if (off < nearest) {
                    nearest = off;
                    best = value * slip;
                }
            }
        }
        return best;
    }

    /** {@code value} drawn in to the edge of what is usual, where it is far on a plain scale too; else as it is. */
    double drawnIn(double value) {
        if (!isFar(value) || Math.abs(value - plainMiddle) <= FAR * plainSpread) {
            return value;
        }
        double edge = middle + Math.signum(placed(value) - middle) * FAR * spread;
        return logarithmic ? Math.max(0, Math.pow(10, edge) - shift) : edge;
    }

    static String written(double value) {
        return new BigDecimal(value).round(SHOWN).stripTrailingZeros().toPlainString();
    }
}
