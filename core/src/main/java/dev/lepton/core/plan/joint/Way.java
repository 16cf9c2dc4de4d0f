package dev.lepton.core.plan.joint;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import dev.lepton.core.queueing.PoolTable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * One way to do a work: the option that every strategy comes down to.
 *
 * @param work number of the work in the problem
 * @param settings what is set how, for print: {@code variant → fp8}
 * @param changes levers pulled against today
 * @param place number of the place; empty when it needs no machine
 * @param devices blocked by one unit (a replica, a run, a thing kept)
 * @param watts of one unit at work; empty when not known
 * @param accuracy as its source scales it; empty when not known
 * @param confidence in its figures
 * @param how what it does
 */
public record Way(
        int work,
        Map<Lever, String> settings,
        Set<Lever> changes,
        OptionalInt place,
        double devices,
        OptionalDouble watts,
        Optional<String> accuracy,
        Confidence confidence,
        How how) {
    /** What a way does for its work. */
    public sealed interface How {
        /**
         * Serves {@code rates} of each bucket a second with one full replica alone; 0 for a bucket that it cannot serve.
         *
         * @param spot whether it may run on machines that are taken back
         * @param pool what its replicas carry behind one line, when waits are promised; empty when they carry what the work says
         */
        record Serve(List<Double> rates, boolean spot, Optional<PoolTable> pool) implements How {
            public Serve {
                rates = List.copyOf(rates);
            }

            /** With no promise of waits. */
            public Serve(List<Double> rates, boolean spot) {
                this(rates, spot, Optional.empty());
            }

            /** Full replicas of load that {@code replicas} carry. */
            public double carried(int replicas, Work.Service service) {
                return pool.map(p -> p.carried(replicas)).orElse(replicas * service.utilisation());
            }

            /** The fewest replicas that carry {@code load} full replicas of it. */
            int fewest(double load, Work.Service service) {
                return pool.map(p -> p.fewest(load))
                        .orElseGet(() -> (int) Math.ceil(load / service.utilisation() - 1e-9));
            }
        }

        /** Ends after {@code hours} of machine time, on machines that may be taken back if {@code spot}. */
        record Finish(double hours, boolean spot) implements How {}

        /** Uses its machine for {@code share} of each slot's hours, and costs {@code monthly} besides. */
        record Keep(List<Double> share, Money monthly) implements How {
            public Keep {
                share = List.copyOf(share);
            }
        }
    }

    public Way {
        settings = java.util.Collections.unmodifiableMap(new java.util.EnumMap<>(withAll(settings)));
        changes = Collections.unmodifiableSet(new TreeSet<>(changes));
    }

    /** The same for the work of that number. */
    public Way of(int other) {
        return new Way(other, settings, changes, place, devices, watts, accuracy, confidence, how);
    }

    private static Map<Lever, String> withAll(Map<Lever, String> settings) {
        Map<Lever, String> copy = new java.util.EnumMap<>(Lever.class);
        copy.putAll(settings);
        return copy;
    }
}
