package dev.lepton.core.placement.share;

/** Shortest job first, by its whole length where it is fastest; a running job is never stopped. */
public final class ShortestFirst implements TimePolicy.QueueRule {
    @Override
    public double figure(Contender job) {
        return job.lengths().fastest();
    }
}
