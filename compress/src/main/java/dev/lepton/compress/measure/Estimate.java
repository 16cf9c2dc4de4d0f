package dev.lepton.compress.measure;

import java.util.Locale;

/** A figure with its 95 % interval. */
public record Estimate(double low, double mid, double high) {
    public Estimate {
        if (!(low <= mid && mid <= high)) {
            throw new IllegalArgumentException("An interval in order, not " + low + ", " + mid + ", " + high + ".");
        }
    }

    /** For people: {@code 1.95 [1.93, 1.98]}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3g [%.3g, %.3g]", mid, low, high);
    }
}
