package dev.lepton.core.placement.share;

/** First in, first out; a running job is never stopped, and small jobs may pass one that does not fit. */
public final class FirstInFirstOut implements TimePolicy.QueueRule {
    @Override
    public double figure(Contender job) {
        return job.arrivalHours();
    }
}
