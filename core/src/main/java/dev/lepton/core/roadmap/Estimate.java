package dev.lepton.core.roadmap;

import org.hipparchus.distribution.continuous.BetaDistribution;

/** How much work something is, and how sure that is. In days, person-days or hours, as its task says. */
public sealed interface Estimate {
    /** What is planned with. */
    double planned();

    /** What it stays below with probability {@code share}, 0 to 1. */
    double quantile(double share);

    /** So much and no other. */
    record Fixed(double value) implements Estimate {
        public Fixed {
            check(value >= 0 && Double.isFinite(value), "An estimate cannot be " + value + ".");
        }

        @Override
        public double planned() {
            return value;
        }

        @Override
        public double quantile(double share) {
            return value;
        }
    }

    /**
     * A least, a most likely and a greatest figure, spread as the beta distribution of PERT: planned with
     * (low + 4·likely + high) ÷ 6.
     */
    record Pert(double low, double likely, double high) implements Estimate {
        public Pert {
            checkThree(low, likely, high);
        }

        @Override
        public double planned() {
            return (low + 4 * likely + high) / 6;
        }

        @Override
        public double quantile(double share) {
            double width = high - low;
            if (width == 0 || share <= 0) {
                return low;
            }
            if (share >= 1) {
                return high;
            }
            double first = 1 + 4 * (likely - low) / width;
            double second = 1 + 4 * (high - likely) / width;
            return low + width * new BetaDistribution(first, second).inverseCumulativeProbability(share);
        }
    }

    /** The same with a triangular distribution: planned with the mean of the three. */
    record Triangular(double low, double likely, double high) implements Estimate {
        public Triangular {
            checkThree(low, likely, high);
        }

        @Override
        public double planned() {
            return (low + likely + high) / 3;
        }

        @Override
        public double quantile(double share) {
            double width = high - low;
            double rise = likely - low;
            return share * width <= rise
                    ? low + Math.sqrt(share * width * rise)
                    : high - Math.sqrt((1 - share) * width * (high - likely));
        }
    }

    /** An estimate held against how such estimates came out: planned with its median. */
    record Reference(double value, ReferenceClass of) implements Estimate {
        public Reference {
            check(value > 0 && Double.isFinite(value), "An estimate cannot be " + value + ".");
        }

        @Override
        public double planned() {
            return quantile(0.5);
        }

        @Override
        public double quantile(double share) {
            return value * of.ratio(share);
        }
    }

    private static void checkThree(double low, double likely, double high) {
        check(
                low >= 0 && low <= likely && likely <= high && Double.isFinite(high) && high > 0,
                "0 <= low <= likely <= high does not hold: " + low + ", " + likely + ", " + high + ".");
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
