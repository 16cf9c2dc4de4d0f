package dev.lepton.core.placement.share;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a GPU draws while nobody holds it.
 *
 * @param watts while it is awake
 * @param sleep empty when it cannot sleep
 */
public record IdlePower(BigDecimal watts, Optional<Sleep> sleep) {
    /**
     * How a GPU sleeps.
     *
     * @param watts while it sleeps
     * @param afterHours how long nobody must have held it before it sleeps; 0: at once
     * @param wakeHours until it can run a job again; the job holds and pays it meanwhile, at its full watts
     */
    public record Sleep(BigDecimal watts, double afterHours, double wakeHours) {
        public Sleep {
            if (watts.signum() < 0 || !(afterHours >= 0) || !(wakeHours >= 0)) {
                throw new IllegalArgumentException("A GPU cannot sleep at " + watts + " W after " + afterHours
                        + " h and wake in " + wakeHours + " h.");
            }
        }
    }

    public IdlePower {
        if (watts.signum() < 0) {
            throw new IllegalArgumentException("An idle GPU cannot draw " + watts + " W.");
        }
        if (sleep.isPresent() && sleep.get().watts().compareTo(watts) > 0) {
            throw new IllegalArgumentException("A GPU that sleeps cannot draw "
                    + sleep.get().watts() + " W, more than " + watts + " W when idle.");
        }
    }

    /** What it draws when it is left alone for long. */
    public BigDecimal atRest() {
        return sleep.map(Sleep::watts).orElse(watts);
    }
}
