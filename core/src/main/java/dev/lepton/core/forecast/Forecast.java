package dev.lepton.core.forecast;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** A series ahead and how wide of the mark such forecasts were before. */
public final class Forecast {
    private static final int NEIGHBOURS = 3;
    private static final double TINY = 1e-12;

    /**
     * A method's mean absolute error in the past.
     *
     * @param error NaN where the past was too short to compare
     * @param chosen whether the forecast is a median of this and others
     */
    public record Score(String method, double error, boolean chosen) {}

    private final double[] mean;
    private final double[][] errors;
    private final List<Score> scores;
    private final int compared;

    Forecast(double[] mean, double[][] errors, List<Score> scores, int compared) {
        this.mean = mean;
        this.errors = errors;
        this.scores = List.copyOf(scores);
        this.compared = compared;
    }

    /** The forecast, step by step. */
    public double[] mean() {
        return mean.clone();
    }

    /** How many origins in the past the errors come from; 0 where the past is too short. */
    public int origins() {
        return errors.length;
    }

    /** What each method's error was. */
    public List<Score> scores() {
        return scores;
    }

    /** At how many origins methods were compared. */
    public int compared() {
        return compared;
    }

    /**
     * Half the width of the band that holds {@code share} of values: past errors over their size at that step, pooled over
     * steps, as conformal prediction has it. Infinite where there are no past errors.
     */
    public double[] halfWidths(double share) {
        int horizon = mean.length;
        double[] widths = new double[horizon];
        if (errors.length == 0) {
            Arrays.fill(widths, Double.POSITIVE_INFINITY);
            return widths;
        }
        double[] sizes = sizes();
        double[] scores = new double[errors.length * horizon];
        int i = 0;
        for (double[] path : errors) {
            for (int h = 0; h < horizon; h++) {
                scores[i++] = Math.abs(path[h]) / sizes[h];
            }
        }
        double q = quantile(scores, share);
        for (int h = 0; h < horizon; h++) {
            widths[h] = q * sizes[h];
        }
        return widths;
    }

    /** Half the width of the band that holds {@code share} of the sums of steps {@code from} to {@code to}, the latter not included. */
    public double halfWidthOfSum(int from, int to, double share) {
        return errors.length == 0
                ? Double.POSITIVE_INFINITY
                : quantile(
                        Arrays.stream(errors)
                                .mapToDouble(path -> Math.abs(sum(path, from, to)))
                                .toArray(),
                        share);
    }

    /** Share of the past error paths that, added to the forecast, bring the sum of those steps above {@code limit}; empty without past errors. */
    public OptionalDouble probabilityAbove(int from, int to, double limit) {
        double expected = sum(mean, from, to);
        return Arrays.stream(errors)
                .mapToDouble(path -> expected + sum(path, from, to) > limit ? 1 : 0)
                .average();
    }

    private static double sum(double[] values, int from, int to) {
        double sum = 0;
        for (int h = from; h < to; h++) {
            sum += values[h];
        }
        return sum;
    }

    private double[] sizes() {
        int horizon = mean.length;
        double[] size = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            double sum = 0;
            int count = 0;
            for (int k = Math.max(0, h - NEIGHBOURS); k <= Math.min(horizon - 1, h + NEIGHBOURS); k++) {
                for (double[] path : errors) {
                    sum += Math.abs(path[k]);
                    count++;
                }
            }
            size[h] = Math.max(TINY, sum / count);
        }
        return size;
    }

    /** The ⌈share·(n+1)⌉-th smallest, or the largest. */
    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * (sorted.length + 1));
        return sorted[Math.min(rank, sorted.length) - 1];
    }
}
