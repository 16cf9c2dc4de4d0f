package dev.lepton.core.workload;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How much of what it held a job used, as far as somebody measured it.
 *
 * @param gpu mean share of its GPUs that was busy, 0 to 1
 * @param cpu CPU time over vCPUs × time held; at most a little over 1
 * @param peakMemoryGib most main memory used at once, GiB
 */
public record Utilisation(Optional<BigDecimal> gpu, Optional<BigDecimal> cpu, Optional<BigDecimal> peakMemoryGib) {
    public static final Utilisation UNKNOWN = new Utilisation(Optional.empty(), Optional.empty(), Optional.empty());

    public Utilisation {
        if (gpu.isPresent() && (gpu.get().signum() < 0 || gpu.get().compareTo(BigDecimal.ONE) > 0)) {
            throw new IllegalArgumentException("A GPU utilisation is a share from 0 to 1, not " + gpu.get() + ".");
        }
        if (cpu.isPresent() && cpu.get().signum() < 0) {
            throw new IllegalArgumentException("A CPU utilisation cannot be negative: " + cpu.get() + ".");
        }
        if (peakMemoryGib.isPresent() && peakMemoryGib.get().signum() < 0) {
            throw new IllegalArgumentException("Nothing uses " + peakMemoryGib.get() + " GiB of memory.");
        }
    }
}
