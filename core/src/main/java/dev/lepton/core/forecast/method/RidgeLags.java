package dev.lepton.core.forecast.method;

import java.util.Arrays;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;

/**
 * Ridge regression of a series on its own values at calendar lags, penalty a tenth in units of its variance; several steps ahead
 * by feeding forecasts back. Sums of products are carried from origin to origin, so a later origin costs little.
 *
 * @param cadence says which lags
 * @param logged whether logarithms are regressed; where a value is not positive, the plain values are
 * @param changes whether all is counted from the value before, for series without a level to return to
 */
public record RidgeLags(Cadence cadence, boolean logged, boolean changes) implements Method {
    private static final double PENALTY = 0.1;
    private static final double FURTHEST = 5;

    @Override
    public String name() {
        return "calendar-lags" + (changes ? "-changes" : "") + (logged ? "-log" : "");
    }

    @Override
    public int least() {
        return 8;
    }

    @Override
    public Run begin() {
        return new Sums();
    }

    private final class Sums implements Run {
        private int[] lags = {};
        private int[] back = {};
        private int done;
        private double offset;
        /** Sums over rows of products of the value and its lags, each less the reference; row and column 0 are the value's. */
        private double[][] products = {};

        private double[] sums = {};
        private double[] values = {};
        private boolean logs;

        @Override
        public double[] ahead(double[] y, int n, int horizon) {
            prepare(y, n);
            addRows(n);
            double[] ahead = kept(y, n, recursive(n, horizon));
            return ahead.length > 0
                    ? ahead
                    : new SeasonalNaive(usable(n)).begin().ahead(y, n, horizon);
        }

        private int usable(int n) {
            return cadence.season() <= n ? cadence.season() : 1;
        }

        private void prepare(double[] y, int n) {
            int[] wanted = cadence.lags(n);
            boolean positive = true;
            for (int t = 0; t < n; t++) {
                positive &= y[t] > 0;
            }
            boolean useLogs = logged && positive;
            if (!Arrays.equals(wanted, lags) || useLogs != logs || values.length == 0) {
                lags = wanted;
                logs = useLogs;
                back = new int[lags.length + 1];
                System.arraycopy(lags, 0, back, 1, lags.length);
                products = new double[back.length][back.length];
                sums = new double[back.length];
                done = back[back.length - 1];
                offset = 0;
                for (int t = 0; t < n; t++) {
                    offset += (logs ? Math.log(y[t]) : y[t]) / n;
                }
                values = new double[0];
            }
            int from = values.length;
            values = Arrays.copyOf(values, Math.max(n, from));
            for (int t = from; t < n; t++) {
                values[t] = (logs ? Math.log(y[t]) : y[t]) - offset;
            }
        }

        private void addRows(int n) {
            int size = back.length;
            double[] row = new double[size];
            for (int t = done; t < n; t++) {
                double reference = changes ? values[t - 1] : 0;
                for (int i = 0; i < size; i++) {
                    row[i] = values[t - back[i]] - reference;
                    sums[i] += row[i];
                }
                for (int i = 0; i < size; i++) {
                    double[] into = products[i];
                    double factor = row[i];
                    for (int k = 0; k <= i; k++) {
                        into[k] += factor * row[k];
                    }
                }
            }
            done = Math.max(done, n);
        }

        private double[] recursive(int n, int horizon) {
            int rows = n - back[back.length - 1];
            double[] means = new double[back.length];
            for (int i = 0; i < means.length; i++) {
                means[i] = changes ? 0 : sums[i] / rows;
            }
            double[] weights = weights(rows, means, variance(n));
            double[] path = Arrays.copyOf(values, n + horizon);
            double[] ahead = new double[horizon];
            for (int t = n; t < n + horizon; t++) {
                double reference = changes ? path[t - 1] : 0;
                path[t] = means[0] + reference;
                for (int i = 0; i < lags.length; i++) {
                    path[t] += weights[i] * (path[t - lags[i]] - reference - means[i + 1]);
                }
                double value = path[t] + offset;
                ahead[t - n] = logs ? Math.exp(value) : value;
            }
            return ahead;
        }

        private double variance(int n) {
            double mean = 0;
            for (int t = 0; t < n; t++) {
                mean += values[t] / n;
            }
            double variance = 0;
            for (int t = 0; t < n; t++) {
                variance += (values[t] - mean) * (values[t] - mean) / n;
            }
            return variance;
        }

        /** (X'X + penalty)⁻¹ X'y, X and y centred on {@code means}; zeros where that cannot be solved. */
        private double[] weights(int rows, double[] means, double variance) {
            int p = lags.length;
            double[][] gram = new double[p][p];
            double[] right = new double[p];
            for (int i = 0; i < p; i++) {
                right[i] = products[i + 1][0] - rows * means[i + 1] * means[0];
                for (int k = 0; k <= i; k++) {
                    gram[i][k] = products[i + 1][k + 1] - rows * means[i + 1] * means[k + 1];
                    gram[k][i] = gram[i][k];
                }
                gram[i][i] += PENALTY * variance;
            }
            try {
                return new CholeskyDecomposition(MatrixUtils.createRealMatrix(gram), 1e-6, variance * 1e-12)
                        .getSolver()
                        .solve(new ArrayRealVector(right, false))
                        .toArray();
            } catch (MathRuntimeException e) {
                return new double[p];
            }
        }
    }

    /** {@code ahead} with negative values raised to 0 where the past has none; empty if it runs away. */
    private static double[] kept(double[] y, int n, double[] ahead) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < n; t++) {
            low = Math.min(low, y[t]);
            high = Math.max(high, y[t]);
        }
        double most = high + FURTHEST * (high - low);
        double least = low - FURTHEST * (high - low);
        for (int h = 0; h < ahead.length; h++) {
            if (!(ahead[h] <= most && ahead[h] >= least)) {
                return new double[0];
            }
            ahead[h] = low >= 0 ? Math.max(0, ahead[h]) : ahead[h];
        }
        return ahead;
    }
}
