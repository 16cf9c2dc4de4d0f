package dev.lepton.core.forecast.method;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Classical decomposition: whether a series has a cycle (autocorrelation at its length beyond 1.645 standard errors, as in
 * the M4 competition's Naive2) and what each moment of it adds, or multiplies by where all values are positive.
 */
final class Season {
    private static final double LIMIT = 1.645;

    private final int period;
    private final boolean multiplied;
    private final double[] indices;

    private Season(int period, boolean multiplied, double[] indices) {
        this.period = period;
        this.multiplied = multiplied;
        this.indices = indices;
    }

    /** The cycle of {@code y[0 .. n)} of {@code period} observations; null where there is none to speak of. */
    static @Nullable Season of(double[] y, int n, int period) {
        return period > 1 && n >= 3 * period && significant(y, n, period) ? decompose(y, n, period) : null;
    }

    /** The indices of {@code y[0 .. n)}, with or without a significant cycle; needs two cycles. */
    static Season decompose(double[] y, int n, int period) {
        boolean positive = true;
        for (int i = 0; i < n; i++) {
            positive &= y[i] > 0;
        }
        Season found = decompose(y, n, period, positive);
        return positive && Arrays.stream(found.indices).anyMatch(i -> !(i > 0))
                ? decompose(y, n, period, false)
                : found;
    }

    static Season decompose(double[] y, int n, int period, boolean multiplied) {
        double[] sum = new double[period];
        int[] count = new int[period];
        int half = period / 2;
        boolean even = period % 2 == 0;
        for (int t = half; t + half < n; t++) {
            double level = 0;
            for (int k = -half; k <= half; k++) {
                level += y[t + k] * (even && Math.abs(k) == half ? 0.5 : 1);
            }
            level /= period;
            sum[t % period] += multiplied ? y[t] / level : y[t] - level;
            count[t % period]++;
        }
        double mean = 0;
        for (int s = 0; s < period; s++) {
            sum[s] = count[s] == 0 ? (multiplied ? 1 : 0) : sum[s] / count[s];
            mean += sum[s] / period;
        }
        for (int s = 0; s < period; s++) {
            sum[s] = multiplied ? sum[s] / mean : sum[s] - mean;
        }
        return new Season(period, multiplied, sum);
    }

    /** {@code y[0 .. n)} without the cycle. */
    double[] removed(double[] y, int n) {
        double[] level = new double[n];
        for (int t = 0; t < n; t++) {
            double index = indices[t % period];
            level[t] = multiplied ? y[t] / index : y[t] - index;
        }
        return level;
    }

    /** Puts the cycle back on what follows {@code n} observations. */
    double[] restored(double[] ahead, int n) {
        double[] full = new double[ahead.length];
        for (int h = 0; h < full.length; h++) {
            double index = indices[(n + h) % period];
            full[h] = multiplied ? ahead[h] * index : ahead[h] + index;
        }
        return full;
    }

    double index(int t) {
        return indices[t % period];
    }

    static boolean significant(double[] y, int n, int period) {
        double mean = 0;
        for (int t = 0; t < n; t++) {
            mean += y[t] / n;
        }
        double variance = 0;
        for (int t = 0; t < n; t++) {
            variance += (y[t] - mean) * (y[t] - mean);
        }
        if (!(variance > 0)) {
            return false;
        }
        double squares = 0;
        double at = 0;
        for (int lag = 1; lag <= period; lag++) {
            at = 0;
            for (int t = lag; t < n; t++) {
                at += (y[t] - mean) * (y[t - lag] - mean);
            }
            at /= variance;
            squares += lag < period ? at * at : 0;
        }
        return Math.abs(at) > LIMIT * Math.sqrt((1 + 2 * squares) / n);
    }
}
