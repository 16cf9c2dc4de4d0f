package dev.lepton.core.forecast;

/** How far forecasts were from what came, as the M4 competition measures it. */
public final class Accuracy {
    private static final double PERCENT = 200;

    private Accuracy() {}

    /** Symmetric absolute percentage error, 0 to 200; steps where both are 0 count as 0. */
    public static double smape(double[] actual, double[] forecast) {
        double sum = 0;
        for (int h = 0; h < actual.length; h++) {
            double size = Math.abs(actual[h]) + Math.abs(forecast[h]);
            sum += size == 0 ? 0 : PERCENT * Math.abs(actual[h] - forecast[h]) / size;
        }
        return sum / actual.length;
    }

    /** Mean absolute change over {@code season} steps of {@code y[0 .. n)}: what MASE and MSIS divide by. */
    public static double scale(double[] y, int n, int season) {
        double sum = 0;
        for (int t = season; t < n; t++) {
            sum += Math.abs(y[t] - y[t - season]);
        }
        return sum / (n - season);
    }

    /** Mean absolute error over {@code scale}. */
    public static double mase(double[] actual, double[] forecast, double scale) {
        double sum = 0;
        for (int h = 0; h < actual.length; h++) {
            sum += Math.abs(actual[h] - forecast[h]);
        }
        return sum / actual.length / scale;
    }

    /** Mean scaled interval score: width, and 2/α times what lies outside, over {@code scale}. */
    public static double msis(double[] actual, double[] low, double[] high, double alpha, double scale) {
        double sum = 0;
        for (int h = 0; h < actual.length; h++) {
            sum += high[h] - low[h];
            sum += 2 / alpha * (Math.max(0, low[h] - actual[h]) + Math.max(0, actual[h] - high[h]));
        }
        return sum / actual.length / scale;
    }

    /** Share of actual values inside. */
    public static double coverage(double[] actual, double[] low, double[] high) {
        int inside = 0;
        for (int h = 0; h < actual.length; h++) {
            inside += actual[h] >= low[h] && actual[h] <= high[h] ? 1 : 0;
        }
        return (double) inside / actual.length;
    }
}
