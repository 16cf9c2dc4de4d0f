package dev.lepton.core.finance.risk;

import org.hipparchus.special.Erf;

/** How an uncertain figure is spread. Each gives its quantile from that of a standard normal, so that figures can be correlated. */
public sealed interface Spread {
    /** The figure where a standard normal has {@code z}. */
    double at(double z);

    /** The mean. */
    double mean();

    /** Bell-shaped around {@code mean}. */
    record Normal(double mean, double deviation) implements Spread {
        public Normal {
            check(deviation >= 0, "A standard deviation is 0 or more, not " + deviation + ".");
        }

        @Override
        public double at(double z) {
            return mean + deviation * z;
        }
    }

    /** Never below 0 and with a long tail upwards: half lies under {@code median}, 95 % under {@code p95}. */
    record LogNormal(double median, double p95) implements Spread {
        private static final double Z95 = 1.6448536269514722;

        public LogNormal {
            check(median > 0 && p95 >= median, "0 < median <= p95 does not hold: " + median + ", " + p95 + ".");
        }

        @Override
        public double at(double z) {
            return median * Math.exp(sigma() * z);
        }

        @Override
        public double mean() {
            return median * Math.exp(sigma() * sigma() / 2);
        }

        private double sigma() {
            return Math.log(p95 / median) / Z95;
        }
    }

    /** Anything between two figures alike. */
    record Uniform(double low, double high) implements Spread {
        public Uniform {
            check(low <= high, "low <= high does not hold: " + low + ", " + high + ".");
        }

        @Override
        public double at(double z) {
            return low + (high - low) * probability(z);
        }

        @Override
        public double mean() {
            return (low + high) / 2;
        }
    }

    /** A least, a most likely and a greatest figure. */
    record Triangular(double low, double likely, double high) implements Spread {
        public Triangular {
            check(
                    low <= likely && likely <= high,
                    "low <= likely <= high does not hold: " + low + ", " + likely + ", " + high + ".");
        }

        @Override
        public double at(double z) {
            double p = probability(z);
            double width = high - low;
            double rise = likely - low;
            return p * width <= rise
                    ? low + Math.sqrt(p * width * rise)
                    : high - Math.sqrt((1 - p) * width * (high - likely));
        }

        @Override
        public double mean() {
            return (low + likely + high) / 3;
        }
    }

    private static double probability(double z) {
        return 0.5 * Erf.erfc(-z / Math.sqrt(2));
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
