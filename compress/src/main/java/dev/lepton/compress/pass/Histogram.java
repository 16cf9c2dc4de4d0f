package dev.lepton.compress.pass;

import dev.lepton.core.evidence.Problem;

/**
 * How often values of a tensor were seen, in {@value #BINS} bins around zero, whatever the number of values: where one is too large
 * for the bins, the range doubles and pairs of bins become one. Least and greatest are exact.
 */
public final class Histogram {
    /** An even number, half of it on each side of zero. */
    static final int BINS = 4096;

    private final String tensor;
    private final long[] counts = new long[BINS];
    private double reach = 1e-6;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
    private long total;

    /** @param tensor named when a value is no number */
    Histogram(String tensor) {
        this.tensor = tensor;
    }

    /**
     * Counts {@code values}.
     *
     * @throws Problem when one is not a number or infinite; it names the tensor
     */
    void add(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw Problem.input(
                        "the tensor '" + tensor + "' holds " + value
                                + " on one of the inputs, so its range cannot be measured.",
                        "Maybe an input is out of range, or the model overflows; leave that input away.");
            }
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
            while (Math.abs(value) > reach) {
                widen();
            }
            counts[bin(value)]++;
        }
        total += values.length;
    }

    private int bin(double value) {
        return Math.clamp((long) Math.floor((value / reach + 1) * (BINS / 2)), 0, BINS - 1);
    }

    private void widen() {
        long[] wide = new long[BINS];
        for (int i = 0; i < BINS; i++) {
            wide[BINS / 4 + i / 2] += counts[i];
        }
        System.arraycopy(wide, 0, counts, 0, BINS);
        reach *= 2;
    }

    /** The middle of bin {@code i}. */
    double middle(int i) {
        return ((i + 0.5) / (BINS / 2) - 1) * reach;
    }

    long count(int i) {
        return counts[i];
    }

    long total() {
        return total;
    }

    double least() {
        return least;
    }

    double greatest() {
        return greatest;
    }

    double binWidth() {
        return reach / (BINS / 2);
    }
}
