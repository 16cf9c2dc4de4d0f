package dev.lepton.core.workload;

import java.util.Optional;

/**
 * Who a job is for.
 *
 * @param user who submitted it
 * @param team who pays for it: Slurm's account, Philly's virtual cluster
 */
public record Owner(Optional<String> user, Optional<String> team) {
    public static final Owner UNKNOWN = new Owner(Optional.empty(), Optional.empty());
}
