package dev.lepton.core.catalog;

import dev.lepton.core.evidence.Provenance;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What one machine size has.
 *
 * @param provider who offers it, lower case: {@code aws, azure, gcp}, or the owner's own word
 * @param instanceType the provider's name for the size
 * @param vcpus virtual CPUs
 * @param memoryGib main memory, GiB
 * @param device canonical name of its accelerator, see {@link Device#name}; empty when it has none or it is unknown
 * @param deviceCount accelerators in it: zero when it has none, empty when that is unknown; fractions are real
 *     ({@code g6f} machines sell an eighth of an L4)
 * @param deviceMemoryGib accelerator memory that one accelerator, or the share of one, gives the machine, GiB
 * @param provenance where the figures come from
 */
public record Shape(
        String provider,
        String instanceType,
        Optional<BigDecimal> vcpus,
        Optional<BigDecimal> memoryGib,
        Optional<String> device,
        Optional<BigDecimal> deviceCount,
        Optional<BigDecimal> deviceMemoryGib,
        Provenance provenance) {
    public Shape {
        if (deviceCount.isPresent() && deviceCount.get().signum() < 0) {
            throw new IllegalArgumentException(instanceType + " cannot have " + deviceCount.get() + " accelerators.");
        }
        if (device.isPresent() && deviceCount.map(BigDecimal::signum).orElse(1) == 0) {
            throw new IllegalArgumentException(instanceType + " has a " + device.get() + " and none of it.");
        }
    }

    /** Whether it is known to have no accelerator. */
    public boolean cpuOnly() {
        return deviceCount.isPresent() && deviceCount.get().signum() == 0;
    }

    /** Whether it has accelerators and their number is known. */
    public boolean accelerated() {
        return deviceCount.isPresent() && deviceCount.get().signum() > 0;
    }
}
