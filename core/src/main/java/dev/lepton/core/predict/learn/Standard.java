package dev.lepton.core.predict.learn;

/** Features brought to mean 0 and deviation 1; one that never changes is 0. */
final class Standard {
    private final double[] mean;
    private final double[] deviation;

    private Standard(double[] mean, double[] deviation) {
        this.mean = mean;
        this.deviation = deviation;
    }

    static Standard of(double[][] x) {
        int features = x[0].length;
        double[] mean = new double[features];
        double[] deviation = new double[features];
        for (double[] row : x) {
            for (int j = 0; j < features; j++) {
                mean[j] += row[j] / x.length;
            }
        }
        for (double[] row : x) {
            for (int j = 0; j < features; j++) {
                deviation[j] += (row[j] - mean[j]) * (row[j] - mean[j]) / x.length;
            }
        }
        for (int j = 0; j < features; j++) {
            deviation[j] = Math.sqrt(deviation[j]);
            if (deviation[j] <= 1e-9 * Math.max(1, Math.abs(mean[j]))) {
                deviation[j] = 0;
            }
        }
        return new Standard(mean, deviation);
    }

    double[] apply(double[] features) {
        double[] z = new double[mean.length];
        for (int j = 0; j < z.length; j++) {
            z[j] = deviation[j] == 0 ? 0 : (features[j] - mean[j]) / deviation[j];
        }
        return z;
    }

    double[][] apply(double[][] x) {
        double[][] z = new double[x.length][];
        for (int i = 0; i < z.length; i++) {
            z[i] = apply(x[i]);
        }
        return z;
    }

    /** The predictor that adds {@code weights} times the standardised features to {@code level}. */
    Learner.Predictor linear(double level, double[] weights) {
        return features -> {
            double[] z = apply(features);
            double sum = level;
            for (int j = 0; j < z.length; j++) {
                sum += weights[j] * z[j];
            }
            return sum;
        };
    }

    static double mean(double[] y) {
        double sum = 0;
        for (double v : y) {
            sum += v;
        }
        return sum / y.length;
    }
}
