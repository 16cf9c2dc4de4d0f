package dev.lepton.compress.measure;

import java.util.Arrays;

/** Times of repeated runs of one thing, in milliseconds, in the order they were taken. */
public final class Runs {
    private static final double Z95 = 1.959963984540054;

    private final double[] millis;

    /** @param millis at least one time */
    public Runs(double... millis) {
        if (millis.length == 0) {
            throw new IllegalArgumentException("Nothing was run.");
        }
        this.millis = millis.clone();
    }

    public int count() {
        return millis.length;
    }

    /** The median. */
    public double median() {
        return estimate().mid();
    }

    /** The median, and the 95 % interval for it that ranks give without any assumption on how times are spread. */
    public Estimate estimate() {
        return estimate(millis);
    }

    /**
     * How many times faster than {@code base} this is: the median of the ratios of runs that were taken one after the other, and its
     * 95 % interval. Both must have been taken in turn.
     */
    public Estimate faster(Runs base) {
        if (base.millis.length != millis.length) {
            throw new IllegalArgumentException(
                    "Runs that were taken in turn are as many: " + base.millis.length + " and " + millis.length + ".");
        }
        double[] ratios = new double[millis.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = base.millis[i] / millis[i];
        }
        return estimate(ratios);
    }

    static Estimate estimate(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double half = Z95 * Math.sqrt(n) / 2;
        int low = (int) Math.max(0, Math.floor(n / 2.0 - half));
        int high = (int) Math.min(n - 1, Math.ceil(n / 2.0 + half));
        double mid = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
        return new Estimate(sorted[low], mid, sorted[high]);
    }
}
