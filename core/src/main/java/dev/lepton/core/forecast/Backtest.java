package dev.lepton.core.forecast;

import dev.lepton.core.forecast.method.Method;
import java.util.Arrays;

/**
 * A method's forecasts at origins in the past, each made from what came before it only.
 *
 * @param method the method
 * @param origins how many observations were known, ascending
 * @param ahead the forecasts, one row an origin
 */
record Backtest(Method method, int[] origins, double[][] ahead) {
    static Backtest of(Method method, double[] y, int[] origins, int horizon) {
        Method.Run run = method.begin();
        double[][] ahead = new double[origins.length][];
        for (int k = 0; k < origins.length; k++) {
            ahead[k] = run.ahead(y, origins[k], horizon);
        }
        return new Backtest(method, origins, ahead);
    }

    /** Mean absolute error at origin number {@code k}. */
    double error(double[] y, int k) {
        return error(y, origins[k], ahead[k]);
    }

    static double error(double[] y, int origin, double[] ahead) {
        double sum = 0;
        for (int h = 0; h < ahead.length; h++) {
            sum += Math.abs(y[origin + h] - ahead[h]);
        }
        return sum / ahead.length;
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
