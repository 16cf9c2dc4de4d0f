package dev.lepton.core.plan.joint;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Something that must be done, in one of several ways. */
public sealed interface Work {
    String name();

    /**
     * Dollars a month lost by not doing it; empty when it must be done.
     */
    OptionalDouble worth();

    /**
     * What requests need of the links of sites. A request crosses a site's link when it arises there and is served elsewhere, or the other way round.
     *
     * @param origin the site where requests arise; empty for somewhere outside of all
     * @param kib of a request and its answer together
     */
    record Traffic(Optional<String> origin, double kib) {
        public Traffic {
            if (!(kib >= 0 && Double.isFinite(kib))) {
                throw new IllegalArgumentException("A request has 0 KiB or more, not " + kib + ".");
            }
        }

        /** Megabits that one request served at a place of {@code served}, if it is at a site, sends over the link of {@code site}. */
        double over(String site, Optional<String> served) {
            boolean arises = origin.equals(Optional.of(site));
            boolean there = served.equals(Optional.of(site));
            return arises == there ? 0 : kib * 1024 * 8 / 1e6;
        }
    }

    /**
     * Requests to be answered as they come.
     *
     * @param buckets what is told apart, by name
     * @param rates requests (or tokens) a second, by slot, then by bucket
     * @param utilisation share of a replica's measured throughput that is planned with
     * @param fewest replicas at any time
     * @param core share of the load that must be served when the machines of any one domain of failure that may be taken back are gone
     * @param oneForm whether only one form of the model may serve it, in all slots
     * @param traffic what its requests need of links; empty when nobody said, which needs nothing
     */
    record Service(
            String name,
            OptionalDouble worth,
            List<String> buckets,
            List<List<Double>> rates,
            double utilisation,
            int fewest,
            double core,
            boolean oneForm,
            Optional<Traffic> traffic)
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

        /** Any forms side by side, no traffic. */
        public Service(
                String name,
                OptionalDouble worth,
                List<String> buckets,
                List<List<Double>> rates,
                double utilisation,
                int fewest,
                double core) {
            this(name, worth, buckets, rates, utilisation, fewest, core, false, Optional.empty());
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
