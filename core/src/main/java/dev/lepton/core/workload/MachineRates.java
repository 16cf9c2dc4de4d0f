package dev.lepton.core.workload;

import dev.lepton.core.money.Price;
import java.util.Optional;

/**
 * What the machines of a pool cost, as far as their owner states it.
 *
 * @param machine one machine for one hour, all of it
 * @param core one vCPU for one hour
 * @param memory one GiB of main memory for one hour
 * @param gpu one physical GPU for one hour
 */
public record MachineRates(Optional<Price> machine, Optional<Price> core, Optional<Price> memory, Optional<Price> gpu) {
    public static final MachineRates UNKNOWN =
            new MachineRates(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
