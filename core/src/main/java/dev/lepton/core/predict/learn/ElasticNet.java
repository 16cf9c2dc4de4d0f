package dev.lepton.core.predict.learn;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Least squares with weights kept small and, where they do little, at zero, by coordinate descent (Friedman, Hastie and Tibshirani,
 * 2010); how much is chosen on five folds.
 */
public final class ElasticNet implements Learner {
    private static final int PENALTIES = 20;
    private static final double SMALLEST = 1e-3;
    private static final int FOLDS = 5;
    private static final int SWEEPS = 100;
    private static final double STILL = 1e-3;

    private final double zeroing;

    /**
     * A net.
     *
     * @param zeroing the share of the penalty that drives weights to zero: 1 for the lasso
     */
    public ElasticNet(double zeroing) {
        this.zeroing = zeroing;
    }

    @Override
    public String name() {
        return zeroing == 1 ? "lasso" : "elastic-net";
    }

    @Override
    public Predictor fit(double[][] x, double[] y, long seed) {
        Standard standard = Standard.of(x);
        double[][] z = standard.apply(x);
        double level = Standard.mean(y);
        double[] path = path(z, y, level);
        double[] error = new double[PENALTIES];
        int[] fold = new int[y.length];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < fold.length; i++) {
            fold[i] = random.nextInt(FOLDS);
        }
        for (int f = 0; f < FOLDS; f++) {
            held(z, y, fold, f, path, error);
        }
        int best = 0;
        for (int p = 1; p < PENALTIES; p++) {
            best = error[p] < error[best] ? p : best;
        }
        double[] weights = new double[z[0].length];
        for (int p = 0; p <= best; p++) {
            descend(z, y, level, path[p], weights);
        }
        return standard.linear(level, weights);
    }

    /** Penalties from the one at which every weight is zero down to a thousandth of it. */
    private double[] path(double[][] z, double[] y, double level) {
        double most = 1e-12;
        for (int j = 0; j < z[0].length; j++) {
            double together = 0;
            for (int i = 0; i < y.length; i++) {
                together += z[i][j] * (y[i] - level);
            }
            most = Math.max(most, Math.abs(together) / y.length / zeroing);
        }
        double[] path = new double[PENALTIES];
        for (int p = 0; p < PENALTIES; p++) {
            path[p] = most * Math.pow(SMALLEST, (double) p / (PENALTIES - 1));
        }
        return path;
    }

    private void held(double[][] z, double[] y, int[] fold, int out, double[] path, double[] error) {
        int count = (int) Arrays.stream(fold).filter(f -> f != out).count();
        if (count == 0 || count == y.length) {
            return;
        }
        double[][] inZ = new double[count][];
        double[] inY = new double[count];
        int next = 0;
        for (int i = 0; i < y.length; i++) {
            if (fold[i] != out) {
                inZ[next] = z[i];
                inY[next++] = y[i];
            }
        }
        double level = Standard.mean(inY);
        double[] weights = new double[z[0].length];
        for (int p = 0; p < path.length; p++) {
            descend(inZ, inY, level, path[p], weights);
            for (int i = 0; i < y.length; i++) {
                if (fold[i] == out) {
                    double miss = y[i] - level;
                    for (int j = 0; j < weights.length; j++) {
                        miss -= weights[j] * z[i][j];
                    }
                    error[p] += miss * miss;
                }
            }
        }
    }

    private void descend(double[][] z, double[] y, double level, double penalty, double[] weights) {
        int n = y.length;
        double[] left = new double[n];
        double[] squares = new double[weights.length];
        for (int i = 0; i < n; i++) {
            left[i] = y[i] - level;
            for (int j = 0; j < weights.length; j++) {
                left[i] -= weights[j] * z[i][j];
                squares[j] += z[i][j] * z[i][j];
            }
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double moved = 0;
            for (int j = 0; j < weights.length; j++) {
                double together = 0;
                for (int i = 0; i < n; i++) {
                    together += z[i][j] * left[i];
                }
                double pull = (together + squares[j] * weights[j]) / n;
                double shrunk = Math.signum(pull) * Math.max(0, Math.abs(pull) - penalty * zeroing);
                double now = squares[j] == 0 ? 0 : shrunk / (squares[j] / n + penalty * (1 - zeroing));
                double step = now - weights[j];
                if (step != 0) {
                    for (int i = 0; i < n; i++) {
                        left[i] -= step * z[i][j];
                    }
                    weights[j] = now;
                    moved = Math.max(moved, Math.abs(step));
                }
            }
            if (moved <= STILL * penalty) {
                return;
            }
        }
    }
}
