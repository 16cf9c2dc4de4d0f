package dev.lepton.core.forecast;

import dev.lepton.core.forecast.method.Method;
import java.util.Arrays;

/** A method's forecasts at origins in the past, each made from what came before it only. */
final class Backtest {
    private final Method method;
    private final int[] origins;
    private final double[][] ahead;

    private Backtest(Method method, int[] origins, double[][] ahead) {
        this.method = method;
        this.origins = origins;
        this.ahead = ahead;
    }

    /** @param origins how many observations were known, ascending */
    static Backtest of(Method method, double[] y, int[] origins, int horizon) {
        Method.Run run = method.begin();
        double[][] ahead = new double[origins.length][];
        for (int k = 0; k < origins.length; k++) {
            ahead[k] = run.ahead(y, origins[k], horizon);
        }
        return new Backtest(method, origins, ahead);
    }

    Method method() {
        return method;
    }

    /** The forecasts, one row an origin. */
    double[][] ahead() {
        return ahead;
    }

    /** Mean absolute error over all origins, steps that were not observed left out; NaN without any. */
    double error(double[] y, boolean[] filled) {
        double sum = 0;
        int counted = 0;
        for (int k = 0; k < origins.length; k++) {
            double here = 0;
            int steps = 0;
            for (int h = 0; h < ahead[k].length; h++) {
                if (!filled[origins[k] + h]) {
                    here += Math.abs(y[origins[k] + h] - ahead[k][h]);
                    steps++;
                }
            }
            if (steps > 0) {
                sum += here / steps;
                counted++;
            }
        }
        return sum / counted;
    }

    /** The median of forecasts, step by step. */
    static double[] median(double[][] all) {
        double[] median = new double[all[0].length];
        double[] at = new double[all.length];
        for (int h = 0; h < median.length; h++) {
            for (int i = 0; i < all.length; i++) {
                at[i] = all[i][h];
            }
            Arrays.sort(at);
            int middle = at.length / 2;
            median[h] = at.length % 2 == 1 ? at[middle] : (at[middle - 1] + at[middle]) / 2;
        }
        return median;
    }
}
