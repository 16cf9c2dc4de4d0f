package dev.lepton.core.catalog;

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
 * @param deviceCount accelerators in it; fractions are real ({@code g6f} machines sell an eighth of an L4)
 * @param deviceMemoryGib memory of one accelerator, GiB
 */
public record Shape(
        String provider,
        String instanceType,
        Optional<BigDecimal> vcpus,
        Optional<BigDecimal> memoryGib,
        Optional<String> device,
        BigDecimal deviceCount,
        Optional<BigDecimal> deviceMemoryGib) {
    public Shape {
        if (deviceCount.signum() < 0) {
            throw new IllegalArgumentException(instanceType + " cannot have " + deviceCount + " accelerators.");
        }
    }
}
