package dev.lepton.core.plan.joint;

import java.util.List;
import java.util.OptionalDouble;

/** Something that must be done, in one of several ways. */
public sealed interface Work {
    String name();

    /**
     * Dollars a month lost by not doing it; empty when it must be done.
     */
    OptionalDouble worth();

    /**
     * Requests to be answered as they come.
     *
     * @param buckets what is told apart, by name
     * @param rates requests (or tokens) a second, by slot, then by bucket
     * @param utilisation share of a replica's measured throughput that is planned with
     * @param fewest replicas at any time
     * @param oneForm whether only one form of the model may serve it, in all slots
     * @param core share of the load that must be served when the machines of any one place that may be taken back are gone
     */
    record Service(
            String name,
            OptionalDouble worth,
            List<String> buckets,
            List<List<Double>> rates,
            double utilisation,
            int fewest,
            double core,
            boolean oneForm)
            implements Work {
        public Service {
            buckets = List.copyOf(buckets);
            rates = rates.stream().map(List::copyOf).toList();
            if (!(utilisation > 0 && utilisation <= 1) || fewest < 0 || !(core >= 0 && core <= 1)) {
                throw new IllegalArgumentException(
                        name + " is planned at " + utilisation + " of what was measured, with " + fewest
                                + " replicas at least and " + core + " of its load safe.");
            }
        }

        /** Any forms side by side. */
        public Service(
                String name,
                OptionalDouble worth,
                List<String> buckets,
                List<List<Double>> rates,
                double utilisation,
                int fewest,
                double core) {
            this(name, worth, buckets, rates, utilisation, fewest, core, false);
        }

        /** The load of a bucket in a slot, a second. */
        public double rate(int slot, int bucket) {
            return rates.get(slot).get(bucket);
        }
    }

    /**
     * Work with an end, done once a month: training, a batch. One way is chosen, and its hours are put where they cost least.
     *
     * @param deadlineHours after its start
     */
    record Run(String name, OptionalDouble worth, double deadlineHours) implements Work {}

    /** Something kept as it is or in another way, one of several: a notebook, data, a cooling plant. */
    record Choice(String name, OptionalDouble worth) implements Work {}
}
