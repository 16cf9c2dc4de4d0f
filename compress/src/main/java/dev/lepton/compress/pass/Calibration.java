package dev.lepton.compress.pass;

import java.util.function.DoubleFunction;

/** How the range of an activation is taken from what was seen of it. */
public enum Calibration {
    /** From the least to the greatest. */
    MINMAX,
    /** Without the outermost hundred-thousandth. */
    PERCENTILE,
    /** Where the mean square of what rounding and clipping change is least. */
    MSE,
    /** Where the clipped and rounded distribution tells most about the one seen: the least Kullback-Leibler divergence. */
    ENTROPY;

    private static final double OUTSIDE = 1e-5;
    private static final int STEPS = 64;
    private static final double NARROWEST = 0.3;
    private static final int LEVELS = 256;

    /** The range for what {@code seen} counted. */
    Range range(Histogram seen) {
        return switch (this) {
            case MINMAX -> new Range(seen.least(), seen.greatest());
            case PERCENTILE -> percentile(seen, OUTSIDE);
            case MSE -> narrowed(seen, Calibration::squareError);
            case ENTROPY -> narrowed(seen, Calibration::divergence);
        };
    }

    private static Range percentile(Histogram h, double outside) {
        double allowed = h.total() * outside / 2;
        double below = 0;
        int low = 0;
        while (low < Histogram.BINS - 1 && below + h.count(low) <= allowed) {
            below += h.count(low++);
        }
        double above = 0;
        int high = Histogram.BINS - 1;
        while (high > low && above + h.count(high) <= allowed) {
            above += h.count(high--);
        }
        double half = h.binWidth() / 2;
        return new Range(Math.max(h.least(), h.middle(low) - half), Math.min(h.greatest(), h.middle(high) + half));
    }

    /** What a rule of choice is given: the range, and the counts. */
    private interface Loss {
        double of(Histogram seen, Range range);
    }

    /** Both ends drawn in together, then each alone, as far as the loss gets less. */
    private static Range narrowed(Histogram h, Loss loss) {
        Range all = new Range(h.least(), h.greatest());
        Range both = best(h, loss, all, f -> new Range(h.least() * f, h.greatest() * f));
        Range high = best(h, loss, both, f -> new Range(both.low(), h.greatest() * f));
        return best(h, loss, high, f -> new Range(h.least() * f, high.high()));
    }

    private static Range best(Histogram h, Loss loss, Range start, DoubleFunction<Range> by) {
        Range best = start;
        double least = loss.of(h, start);
        for (int i = 0; i <= STEPS; i++) {
            Range tried = by.apply(1 - (1 - NARROWEST) * i / STEPS);
            double value = loss.of(h, tried);
            if (value < least) {
                least = value;
                best = tried;
            }
        }
        return best;
    }

    private static double squareError(Histogram h, Range range) {
        double sum = 0;
        for (int i = 0; i < Histogram.BINS; i++) {
            if (h.count(i) > 0) {
                double difference = h.middle(i) - range.through(h.middle(i));
                sum += h.count(i) * difference * difference;
            }
        }
        return sum;
    }

    /** What was seen, clipped into the range, against the same with each level's counts spread over the bins that were not empty. */
    private static double divergence(Histogram h, Range range) {
        double[] clipped = new double[Histogram.BINS];
        double[] perLevel = new double[LEVELS];
        int[] filled = new int[LEVELS];
        for (int i = 0; i < Histogram.BINS; i++) {
            if (h.count(i) > 0) {
                double inside = Math.clamp(h.middle(i), range.low(), range.high());
                int at = Math.clamp(
                        (long) Math.floor((inside - h.middle(0)) / h.binWidth() + 0.5), 0, Histogram.BINS - 1);
                clipped[at] += h.count(i);
                if (inside == h.middle(i)) {
                    perLevel[level(range, inside)] += h.count(i);
                    filled[level(range, inside)]++;
                }
            }
        }
        double kept = 0;
        for (double level : perLevel) {
            kept += level;
        }
        double sum = 0;
        for (int i = 0; i < Histogram.BINS; i++) {
            if (clipped[i] > 0) {
                int level = level(range, Math.clamp(h.middle(i), range.low(), range.high()));
                double spread = filled[level] == 0 ? 0 : perLevel[level] / filled[level];
                double p = clipped[i] / h.total();
                double q = Math.max(spread / Math.max(kept, 1), 1e-12);
                sum += p * Math.log(p / q);
            }
        }
        return sum;
    }

    private static int level(Range range, double value) {
        return Math.clamp(Math.round(value / range.scale()) + range.zero(), 0, LEVELS - 1);
    }
}
