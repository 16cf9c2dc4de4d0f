package dev.lepton.core.predict.learn;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/** Least squares with weights kept small; how small is chosen by generalised cross-validation (Golub, Heath and Wahba, 1979). */
public final class Ridge implements Learner {
    private static final int PENALTIES = 17;

    @Override
    public String name() {
        return "ridge";
    }

    @Override
    public Predictor fit(double[][] x, double[] y, long seed) {
        Standard standard = Standard.of(x);
        double level = Standard.mean(y);
        double[] ones = new double[y.length];
        java.util.Arrays.fill(ones, 1);
        return standard.linear(level, new Spectrum(standard.apply(x), y, ones, level).best());
    }

    /** Penalties from a thousandth of the number of examples to ten times it. */
    static double penalty(int step, int examples) {
        return examples * Math.pow(10, -3 + 4.0 * step / (PENALTIES - 1));
    }

    /** Weighted least squares in the axes in which features do not go together. */
    static final class Spectrum {
        private final double[][] z;
        private final double[] y;
        private final double[] share;
        private final double level;
        private final double[] values;
        private final RealMatrix axes;
        private final double[] along;

        Spectrum(double[][] z, double[] y, double[] share, double level) {
            this.z = z;
            this.y = y;
            this.share = share;
            this.level = level;
            int features = z[0].length;
            double[][] gram = new double[features][features];
            double[] right = new double[features];
            for (int i = 0; i < z.length; i++) {
                for (int j = 0; j < features; j++) {
                    right[j] += share[i] * z[i][j] * (y[i] - level);
                    double weighted = share[i] * z[i][j];
                    for (int k = 0; k <= j; k++) {
                        gram[j][k] += weighted * z[i][k];
                    }
                }
            }
            for (int j = 0; j < features; j++) {
                for (int k = 0; k < j; k++) {
                    gram[k][j] = gram[j][k];
                }
            }
            EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(gram, false));
            values = eigen.getEigenvalues();
            axes = eigen.getV();
            along = axes.transpose().operate(right);
        }

        double[] best() {
            double[] best = weights(penalty(0, z.length));
            double least = Double.MAX_VALUE;
            for (int step = 0; step < PENALTIES; step++) {
                double penalty = penalty(step, z.length);
                double[] weights = weights(penalty);
                double free = 1;
                for (double value : values) {
                    free += Math.max(0, value) / (Math.max(0, value) + penalty);
                }
                double left = Math.max(1e-9, z.length - free) / z.length;
                double error = squares(weights) / (left * left);
                if (error < least) {
                    least = error;
                    best = weights;
                }
            }
            return best;
        }

        double[] weights(double penalty) {
            double[] scaled = new double[along.length];
            for (int j = 0; j < scaled.length; j++) {
                scaled[j] = along[j] / (Math.max(0, values[j]) + penalty);
            }
            return axes.operate(scaled);
        }

        private double squares(double[] weights) {
            double sum = 0;
            for (int i = 0; i < z.length; i++) {
                double error = y[i] - level;
                for (int j = 0; j < weights.length; j++) {
                    error -= weights[j] * z[i][j];
                }
                sum += share[i] * error * error;
            }
            return sum;
        }
    }
}
