package dev.lepton.core.placement.share;

import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * All GPUs of one type, taken as one pool.
 *
 * @param name the type, for instance {@code "v100"}
 * @param count how many there are, positive
 * @param perGpuHour what an hour of one costs
 * @param watts what one draws while it is held; empty when it is not known
 * @param idle what one draws while it is not; empty when that is not known
 */
public record GpuPool(String name, int count, Price perGpuHour, Optional<BigDecimal> watts, Optional<IdlePower> idle) {
    /** A pool of which is not known what it draws when nobody holds it. */
    public GpuPool(String name, int count, Price perGpuHour, Optional<BigDecimal> watts) {
        this(name, count, perGpuHour, watts, Optional.empty());
    }

    public GpuPool {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A GPU type needs a name.");
        }
        if (count <= 0) {
            throw new IllegalArgumentException(
                    "There must be at least one GPU of type " + name + ", not " + count + ".");
        }
        if (watts.isPresent() && watts.get().signum() < 0) {
            throw new IllegalArgumentException("A GPU of type " + name + " cannot draw " + watts.get() + " W.");
        }
    }
}
