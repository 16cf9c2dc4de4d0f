package dev.lepton.core.predict.learn;

import java.util.Arrays;

/** The median of what was seen, whatever the features: the naive guess that others must beat. */
public final class MedianGuess implements Learner {
    @Override
    public String name() {
        return "median";
    }

    @Override
    public Predictor fit(double[][] x, double[] y, long seed) {
        double median = median(y);
        return features -> median;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
