package dev.lepton.core.workload;

import dev.lepton.core.catalog.Terms;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * A number of alike machines that are there for a while. One machine is a pool of one.
 *
 * @param name the machine's or the pool's name
 * @param count machines in it, at least 1
 * @param cluster the cluster they belong to
 * @param place what they are and where: provider, size, region, terms
 * @param each what one machine has
 * @param rates what one machine costs, as far as its owner states it
 * @param from first moment they are there; empty for always
 * @param to first moment they are gone; empty while they are there
 * @param providerId the provider's identifier of a single machine
 * @param power what one machine draws
 * @param labels anything else that says whose they are
 */
public record Pool(
        String name,
        int count,
        Optional<String> cluster,
        Place place,
        Resources each,
        MachineRates rates,
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> providerId,
        Power power,
        Labels labels) {
    public Pool {
        if (name.isBlank() || count < 1) {
            throw new IllegalArgumentException(
                    "A pool needs a name and at least one machine: '" + name + "', " + count + ".");
        }
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw new IllegalArgumentException("The pool " + name + " is gone before it is there.");
        }
        if (count > 1 && providerId.isPresent()) {
            throw new IllegalArgumentException(
                    "The provider's identifier " + providerId.get() + " cannot name " + count + " machines.");
        }
    }

    /**
     * What machines are and where.
     *
     * @param provider who offers them: {@code aws, azure, gcp}, or the owner's own word
     * @param instanceType the provider's name for their size
     * @param region the provider's name of the place
     * @param terms what they are had on
     */
    public record Place(
            Optional<String> provider, Optional<String> instanceType, Optional<String> region, Optional<Terms> terms) {
        public static final Place UNKNOWN =
                new Place(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * What one whole machine draws from the wall.
     *
     * @param watts at full load
     * @param idleWatts switched on and doing nothing
     */
    public record Power(Optional<BigDecimal> watts, Optional<BigDecimal> idleWatts) {
        public static final Power UNKNOWN = new Power(Optional.empty(), Optional.empty());

        public Power {
            BigDecimal idle = idleWatts.orElse(BigDecimal.ZERO);
            if (idle.signum() < 0 || watts.orElse(idle).compareTo(idle) < 0) {
                throw new IllegalArgumentException(
                        "A machine cannot draw " + watts + " W at full load and " + idle + " W idle.");
            }
        }
    }
}
