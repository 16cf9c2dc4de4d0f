package dev.lepton.core.forecast.method;

/**
 * Dynamic optimised theta model (Fiorucci and others, 2016): the line is fitted anew with every value, and its weight θ,
 * the smoothing α and the first level are chosen for the least squared one-step errors.
 */
public record DynamicTheta() implements Method {
    private static final int FIRST = 250;
    private static final int LATER = 60;

    @Override
    public String name() {
        return "dynamic-theta";
    }

    @Override
    public int least() {
        return 5;
    }

    @Override
    public Run begin() {
        return new Fitted();
    }

    private static final class Fitted implements Run {
        private double[] known = {};
        private double level;
        private double mean;
        private double slope;
        /** (1 − α) to the power of the values seen. */
        private double decay;

        @Override
        public double[] ahead(double[] y, int n, int horizon) {
            double size = Math.abs(y[0]) / 2 + 1e-9;
            double[] steps = {0.3 * size, 0.2, 0.5};
            known = known.length == 0
                    ? Descent.lowest(p -> loss(y, n, p), new double[] {y[0] / 2, 0.5, 2}, steps, FIRST)
                    : Descent.lowest(p -> loss(y, n, p), known, new double[] {0.05 * size, 0.05, 0.2}, LATER);
            loss(y, n, known);
            double[] ahead = new double[horizon];
            int t = n;
            for (int h = 0; h < horizon; h++) {
                ahead[h] = predicted(t, known[1], known[2]);
                step(ahead[h], t, known[1]);
                t++;
            }
            return ahead;
        }

        private double loss(double[] y, int n, double[] p) {
            if (!(p[1] >= 0.001 && p[1] <= 0.999 && p[2] >= 1 && p[2] <= 1e4)) {
                return Double.POSITIVE_INFINITY;
            }
            level = p[0];
            mean = 0;
            slope = 0;
            decay = 1;
            double sum = 0;
            for (int t = 0; t < n; t++) {
                double error = y[t] - predicted(t, p[1], p[2]);
                sum += t >= 2 ? error * error : 0;
                step(y[t], t, p[1]);
            }
            return sum;
        }

        /** What is expected of value number {@code t}, from 0 on. */
        private double predicted(int t, double alpha, double theta) {
            double start = mean - slope * (t + 1) / 2.0;
            return t == 0
                    ? level
                    : level + (1 - 1 / theta) * (decay * start + (1 - decay * (1 - alpha)) / alpha * slope);
        }

        private void step(double value, int t, double alpha) {
            level += alpha * (value - level);
            decay *= 1 - alpha;
            double before = mean;
            mean = (t * mean + value) / (t + 1);
            slope = t == 0 ? 0 : ((t - 1) * slope + 6 * (value - before) / (t + 1)) / (t + 2);
        }
    }
}
