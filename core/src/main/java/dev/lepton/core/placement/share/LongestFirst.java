package dev.lepton.core.placement.share;

/** Longest job first, which keeps the makespan short; a running job is never stopped (Graham's list rule). */
public final class LongestFirst implements TimePolicy.QueueRule {
    @Override
    public double figure(Contender job) {
        return -job.lengths().fastest();
    }
}
