package dev.lepton.core.workload;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a job held, or what one machine has, as far as it is known.
 *
 * @param gpus physical GPUs; fractions are exact, 0.46 being 460 thousandths of one
 * @param gpuModel their model as the source wrote it
 * @param vcpus virtual CPUs
 * @param memoryGib main memory, GiB
 */
public record Resources(
        Optional<BigDecimal> gpus,
        Optional<String> gpuModel,
        Optional<BigDecimal> vcpus,
        Optional<BigDecimal> memoryGib) {
    public Resources {
        notNegative(gpus, "GPUs");
        notNegative(vcpus, "vCPUs");
        notNegative(memoryGib, "GiB of memory");
    }

    /** GPUs alone; the rest is unknown. */
    public static Resources ofGpus(BigDecimal gpus) {
        return new Resources(Optional.of(gpus), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static void notNegative(Optional<BigDecimal> amount, String unit) {
        if (amount.isPresent() && amount.get().signum() < 0) {
            throw new IllegalArgumentException("Nothing has " + amount.get() + " " + unit + ".");
        }
    }
}
