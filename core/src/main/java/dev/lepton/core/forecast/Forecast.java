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
     * @param weight the method's share of the forecast; 0 where it was left out
     */
    public record Score(String method, double error, double weight) {}

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

    /** This forecast with every step multiplied and then added to; what errors there were grow with the factor. */
    Forecast changed(double[] factor, double[] plus) {
        double[] other = new double[mean.length];
        double[][] wider = new double[errors.length][mean.length];
        for (int h = 0; h < other.length; h++) {
            other[h] = mean[h] * factor[h] + plus[h];
            for (int k = 0; k < wider.length; k++) {
                wider[k][h] = errors[k][h] * factor[h];
            }
        }
        return with(other, wider);
    }

    /** The same comparison behind another forecast and its errors. */
    Forecast with(double[] other, double[][] otherErrors) {
        return new Forecast(other, otherErrors, scores, compared);
    }

    /** What it was wrong by at origins in the past, one row an origin; NaN for a step that was not observed. */
    double[][] errors() {
        return errors;
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
                if (!Double.isNaN(path[h])) {
                    scores[i++] = Math.abs(path[h]) / sizes[h];
                }
            }
        }
        if (i == 0) {
            Arrays.fill(widths, Double.POSITIVE_INFINITY);
            return widths;
        }
        scores = Arrays.copyOf(scores, i);
        double q = quantile(scores, share);
        for (int h = 0; h < horizon; h++) {
            widths[h] = q * sizes[h];
        }
        return widths;
    }

    /** Half the width of the band that holds {@code share} of the sums of steps {@code from} to {@code to}, the latter not included. */
    public double halfWidthOfSum(int from, int to, double share) {
        double[] sums = sums(from, to);
        return sums.length == 0
                ? Double.POSITIVE_INFINITY
                : quantile(Arrays.stream(sums).map(Math::abs).toArray(), share);
    }

    /** Share of the past error paths that, added to the forecast, bring the sum of those steps above {@code limit}; empty without past errors. */
    public OptionalDouble probabilityAbove(int from, int to, double limit) {
        double expected = sum(mean, from, to);
        return Arrays.stream(sums(from, to))
                .map(error -> expected + error > limit ? 1 : 0)
                .average();
    }

    /** The errors' sums over those steps, one a path; steps that were not observed are taken to be as wrong as the others. */
    private double[] sums(int from, int to) {
        return Arrays.stream(errors)
                .mapToDouble(path -> {
                    double sum = 0;
                    int observed = 0;
                    for (int h = from; h < to; h++) {
                        sum += Double.isNaN(path[h]) ? 0 : path[h];
                        observed += Double.isNaN(path[h]) ? 0 : 1;
                    }
                    return observed == 0 && to > from ? Double.NaN : observed == 0 ? 0 : sum * (to - from) / observed;
                })
                .filter(s -> !Double.isNaN(s))
                .toArray();
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
                    sum += Double.isNaN(path[k]) ? 0 : Math.abs(path[k]);
                    count += Double.isNaN(path[k]) ? 0 : 1;
                }
            }
            size[h] = Math.max(TINY, sum / Math.max(1, count));
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
