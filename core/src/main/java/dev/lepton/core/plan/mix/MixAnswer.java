package dev.lepton.core.plan.mix;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The answer to a {@link MixProblem}. Shapes and buckets are meant by their place in it. */
public sealed interface MixAnswer {
    /**
     * Part of a bucket's requests.
     *
     * @param share of the bucket's requests, above 0 and at most 1
     */
    record Route(int bucket, int shape, double share) {}

    /**
     * What holds the cost up.
     *
     * @param kind which limit
     * @param shape the type of machine it is of, if of one
     * @param saving what the plan would cost less an hour without it, or with one more of the stock; empty when not computed
     */
    record Limit(Kind kind, OptionalInt shape, Optional<Money> saving) {
        /** Kinds of limits. */
        public enum Kind {
            /** All of a type that there are, are used. */
            STOCK("stock"),
            /** The types chosen are full. */
            CAPACITY("capacity"),
            /** Machines may not be planned to their full throughput. */
            UTILISATION_LIMIT("utilisation_limit"),
            /** A bucket is split in equal parts only. */
            WHOLE_SLICES("whole_slices"),
            /** Machines come whole. */
            WHOLE_INSTANCES("whole_instances");

            private final String word;

            Kind(String word) {
                this.word = word;
            }

            public String word() {
                return word;
            }
        }
    }

    /**
     * Machines that serve everything.
     *
     * @param hourly what they cost an hour: counts times prices, exactly
     * @param bound no plan costs less
     * @param optimal whether it is proven that this is the least
     * @param counts how many of each shape
     * @param routes who serves what, by bucket, then shape
     * @param utilisation the share of each shape's measured throughput that is planned for; 0 for those not used
     * @param limits what binds
     */
    record Plan(
            Money hourly,
            Money bound,
            boolean optimal,
            List<Integer> counts,
            List<Route> routes,
            List<Double> utilisation,
            List<Limit> limits)
            implements MixAnswer {
        public Plan {
            counts = List.copyOf(counts);
            routes = List.copyOf(routes);
            utilisation = List.copyOf(utilisation);
            limits = List.copyOf(limits);
        }

        /** By how much at most a share of the cost could be saved: 0 when the plan is proven to be the cheapest. */
        public BigDecimal gap() {
            return hourly.isZero()
                    ? BigDecimal.ZERO
                    : hourly.minus(bound).amount().divide(hourly.amount(), MathContext.DECIMAL64);
        }

        /** What the machines cost an hour at {@code prices} per machine, in the order of {@link #counts}. */
        static Money hourly(List<Integer> counts, List<Price> prices) {
            Money sum = Money.zero(prices.get(0).currency());
            for (int i = 0; i < counts.size(); i++) {
                sum = sum.plus(prices.get(i).times(BigDecimal.valueOf(counts.get(i))));
            }
            return sum;
        }
    }

    /**
     * Nothing serves everything.
     *
     * @param unservable buckets that no type can serve
     * @param unserved routes of the plan that serves the most leave these shares out, because there are too few machines
     */
    record Impossible(List<Integer> unservable, List<Unserved> unserved) implements MixAnswer {
        public Impossible {
            unservable = List.copyOf(unservable);
            unserved = List.copyOf(unserved);
        }
    }

    /** A share of a bucket that stays without a machine. */
    record Unserved(int bucket, double share) {}
}
