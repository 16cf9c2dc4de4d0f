package dev.lepton.core.simulate.rounds;

import dev.lepton.core.money.Money;
import dev.lepton.core.placement.share.Lengths;
import java.util.Optional;

/**
 * A job of a trace.
 *
 * @param id its number, from 0 in the order of arrival
 * @param name what the trace calls it
 * @param gpus its gang
 * @param arrivalHours when it comes, from the trace's start
 * @param lengths hours that it really takes on each type of GPU
 * @param terms what is asked of it
 * @param fairHours the length by which its fairness is judged
 * @param epochs its epochs, when their lengths change as it runs
 */
public record TraceJob(
        int id,
        String name,
        int gpus,
        double arrivalHours,
        Lengths lengths,
        Terms terms,
        double fairHours,
        Optional<Epochs> epochs) {
    public TraceJob {
        if (gpus <= 0 || !(arrivalHours >= 0) || !(fairHours > 0)) {
            throw new IllegalArgumentException("Job '" + name + "' has " + gpus + " GPUs, arrives at " + arrivalHours
                    + " h and is judged by " + fairHours + " h.");
        }
    }

    /**
     * Whose a job is, how it ranks and when it is due.
     *
     * @param priority more goes first
     * @param tenant whose it is
     * @param deadlineHours from its arrival; infinite when it has none
     * @param charge what it costs however long it takes; empty when its GPU-hours are charged
     */
    public record Terms(int priority, String tenant, double deadlineHours, Optional<Money> charge) {
        /** Priority 0, nobody's in particular, no deadline. */
        public static final Terms NONE = new Terms(0, "", Double.POSITIVE_INFINITY, Optional.empty());

        public Terms {
            if (!(deadlineHours > 0)) {
                throw new IllegalArgumentException("A deadline cannot be " + deadlineHours + " h after arrival.");
            }
        }

        /** These with another deadline. */
        public Terms due(double hours) {
            return new Terms(priority, tenant, hours, charge);
        }
    }

    /** A job that is judged by its fastest length. */
    public static TraceJob of(int id, String name, int gpus, double arrivalHours, Lengths lengths, Terms terms) {
        return new TraceJob(id, name, gpus, arrivalHours, lengths, terms, lengths.fastest(), Optional.empty());
    }
}
