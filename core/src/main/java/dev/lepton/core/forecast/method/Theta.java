package dev.lepton.core.forecast.method;

/**
 * The theta method (Assimakopoulos and Nikolopoulos, 2000): half the straight line through all values, half simple
 * exponential smoothing of what the line with doubled curvature leaves.
 */
public record Theta() implements Method {
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int STEPS = 24;

    @Override
    public String name() {
        return "theta";
    }

    @Override
    public int least() {
        return 3;
    }

    @Override
    public Run begin() {
        return Theta::ahead;
    }

    private static double[] ahead(double[] y, int n, int horizon) {
        double meanT = (n - 1) / 2.0;
        double meanY = 0;
        for (int t = 0; t < n; t++) {
            meanY += y[t] / n;
        }
        double sxy = 0;
        double sxx = 0;
        for (int t = 0; t < n; t++) {
            sxy += (t - meanT) * (y[t] - meanY);
            sxx += (t - meanT) * (t - meanT);
        }
        double slope = sxy / sxx;
        double start = meanY - slope * meanT;
        double[] bent = new double[n];
        for (int t = 0; t < n; t++) {
            bent[t] = 2 * y[t] - start - slope * t;
        }
        double level = level(bent, alpha(bent));
        double[] ahead = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            ahead[h] = (level + start + slope * (n + h)) / 2;
        }
        return ahead;
    }

    /** The weight of the newest value with the least squared one-step errors, by golden section. */
    private static double alpha(double[] y) {
        double low = 0.0001;
        double high = 0.9999;
        double a = high - GOLDEN * (high - low);
        double b = low + GOLDEN * (high - low);
        double lossA = loss(y, a);
        double lossB = loss(y, b);
        for (int i = 0; i < STEPS; i++) {
            if (lossA <= lossB) {
                high = b;
                b = a;
                lossB = lossA;
                a = high - GOLDEN * (high - low);
                lossA = loss(y, a);
            } else {
                low = a;
                a = b;
                lossA = lossB;
                b = low + GOLDEN * (high - low);
                lossB = loss(y, b);
            }
        }
        return (low + high) / 2;
    }

    private static double loss(double[] y, double alpha) {
        double level = y[0];
        double sum = 0;
        for (int t = 1; t < y.length; t++) {
            double error = y[t] - level;
            sum += error * error;
            level += alpha * error;
        }
        return sum;
    }

    private static double level(double[] y, double alpha) {
        double level = y[0];
        for (double value : y) {
            level += alpha * (value - level);
        }
        return level;
    }
}
