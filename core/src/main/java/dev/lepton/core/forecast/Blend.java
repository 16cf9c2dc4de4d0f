package dev.lepton.core.forecast;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Forecasts of several methods made one: half their weighted mean, half their weighted median, for the mean is nearer where methods
 * err apart and the median where one of them runs away.
 */
final class Blend {
    private final double[][] weights;

    /** @param weights by step ahead, one a method, above 0, in any unit */
    Blend(double[][] weights) {
        this.weights = weights.clone();
    }

    /** The share of the whole that method {@code i} has, in the mean of the steps. */
    double share(int i) {
        return Arrays.stream(weights)
                .mapToDouble(w -> w[i] / Arrays.stream(w).sum())
                .average()
                .orElse(0);
    }

    /** The blend of {@code ahead}, one row a method. */
    double[] of(double[][] ahead) {
        return IntStream.range(0, weights.length)
                .mapToDouble(h -> {
                    double[] values =
                            Arrays.stream(ahead).mapToDouble(a -> a[h]).toArray();
                    return (mean(values, weights[h]) + median(values, weights[h])) / 2;
                })
                .toArray();
    }

    private static double mean(double[] values, double[] weights) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
            total += weights[i];
        }
        return sum / total;
    }

    /** Where half the weight lies below, each weight in the middle of its value, and between values on a straight line. */
    private static double median(double[] values, double[] weights) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
        double total = Arrays.stream(weights).sum();
        double below = 0;
        double before = 0;
        for (int k = 0; k < order.length; k++) {
            double here = (below + weights[order[k]] / 2) / total;
            if (here >= 0.5) {
                double value = values[order[k]];
                return k == 0
                        ? value
                        : values[order[k - 1]] + (0.5 - before) / (here - before) * (value - values[order[k - 1]]);
            }
            below += weights[order[k]];
            before = here;
        }
        return values[order[order.length - 1]];
    }
}
