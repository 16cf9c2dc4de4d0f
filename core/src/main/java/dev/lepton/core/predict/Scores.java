package dev.lepton.core.predict;

import java.util.Arrays;

/**
 * How good predictions of held-back targets were.
 *
 * @param rows how many predictions
 * @param meanAbsoluteError mean of |prediction − target|
 * @param standardisedAccuracy 1 − that error over the one of guessing each target by another drawn at random (Shepperd and MacDonell, 2012)
 * @param medianRelativeError median of |prediction − target| / target
 * @param within25 share of predictions within 25 % of the target
 * @param meanRelativeError mean of |prediction − target| / target
 * @param rootMeanSquare root of the mean squared error
 * @param r2 1 − squared error over that of the mean
 * @param r2Logarithm the same of logarithms
 */
public record Scores(
        int rows,
        double meanAbsoluteError,
        double standardisedAccuracy,
        double medianRelativeError,
        double within25,
        double meanRelativeError,
        double rootMeanSquare,
        double r2,
        double r2Logarithm) {
    private static final double WITHIN = 0.25;
    private static final double TINY = 1e-12;

    /** The scores of {@code predicted} against {@code actual}, which are above 0. */
    public static Scores of(double[] actual, double[] predicted) {
        int n = actual.length;
        double[] relative = new double[n];
        double absolute = 0;
        double squares = 0;
        double logSquares = 0;
        int within = 0;
        for (int i = 0; i < n; i++) {
            double error = Math.abs(predicted[i] - actual[i]);
            absolute += error;
            squares += error * error;
            relative[i] = error / actual[i];
            within += relative[i] <= WITHIN ? 1 : 0;
            double log = Math.log(Math.max(predicted[i], TINY)) - Math.log(actual[i]);
            logSquares += log * log;
        }
        double meanRelative = Arrays.stream(relative).average().orElse(0);
        Arrays.sort(relative);
        return new Scores(
                n,
                absolute / n,
                1 - absolute / n / guessing(actual),
                n % 2 == 1 ? relative[n / 2] : (relative[n / 2 - 1] + relative[n / 2]) / 2,
                (double) within / n,
                meanRelative,
                Math.sqrt(squares / n),
                1 - squares / scatter(actual),
                1 - logSquares / scatter(Arrays.stream(actual).map(Math::log).toArray()));
    }

    /** The mean distance of two different targets. */
    private static double guessing(double[] actual) {
        double[] sorted = actual.clone();
        Arrays.sort(sorted);
        double sum = 0;
        int n = sorted.length;
        for (int i = 0; i < n; i++) {
            sum += sorted[i] * (2.0 * i - n + 1);
        }
        return n < 2 ? 0 : 2 * sum / n / (n - 1);
    }

    private static double scatter(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    }
}
