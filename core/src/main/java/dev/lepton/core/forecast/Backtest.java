package dev.lepton.core.forecast;

import dev.lepton.core.forecast.method.Method;

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

    /** Mean absolute error over all origins whose steps are in {@code y}, steps that were not observed left out; NaN without any. */
    double error(double[] y, boolean[] filled) {
        double sum = 0;
        int counted = 0;
        for (int k = 0; k < origins.length && origins[k] + ahead[k].length <= y.length; k++) {
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

    /** The same by step ahead, over the steps within an eighth of the horizon around each; NaN where none was observed. */
    double[] errorsAround(double[] y, boolean[] filled) {
        int horizon = ahead[0].length;
        int half = Math.max(1, horizon / 8);
        double[] around = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            double sum = 0;
            int counted = 0;
            for (int k = 0; k < origins.length && origins[k] + horizon <= y.length; k++) {
                for (int q = Math.max(0, h - half); q <= Math.min(horizon - 1, h + half); q++) {
                    if (!filled[origins[k] + q]) {
                        sum += Math.abs(y[origins[k] + q] - ahead[k][q]);
                        counted++;
                    }
                }
            }
            around[h] = sum / counted;
        }
        return around;
    }
}
