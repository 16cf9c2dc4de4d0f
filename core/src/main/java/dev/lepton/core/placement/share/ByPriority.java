package dev.lepton.core.placement.share;

/** Higher priority first and stopping lower ones for it; within a priority running jobs first, then as they came. */
public final class ByPriority implements TimePolicy.QueueRule {
    @Override
    public double figure(Contender job) {
        return job.arrivalHours();
    }

    @Override
    public int level(Contender job) {
        return -job.priority();
    }
}
