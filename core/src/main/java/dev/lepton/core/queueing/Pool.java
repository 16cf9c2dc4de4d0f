package dev.lepton.core.queueing;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Replicas behind one line, and how long requests may wait there. Loads are in full replicas: the sum of rates over measured throughputs.
 */
public sealed interface Pool {
    /** How far a share of requests may be above what is promised: the rounding of a plan's loads. */
    double ROUNDING = 1e-4;

    /** The load that so many replicas carry. */
    EffectiveCapacity capacity();

    /** What requests find at {@code load}, above 0, on {@code replicas}. */
    Waits at(int replicas, double load);

    /** Places for requests in service, of one replica. */
    int slots();

    /** The model and what is promised, for a person. */
    String words();

    /**
     * What requests find.
     *
     * @param beyond share of them that waits longer than promised; empty when no wait is promised
     * @param meanWaitMillis before a place is free
     * @param firstTokenMillis mean time to the first token; empty where the model has none
     * @param meets whether all that is promised is kept
     */
    record Waits(OptionalDouble beyond, double meanWaitMillis, OptionalDouble firstTokenMillis, boolean meets) {}

    /**
     * Every place for a request is a server, as {@link WaitingLine} has it, and a request takes as long as in a full replica: too long
     * where replicas are faster half empty.
     *
     * @param slots places of one replica
     * @param serviceMillis that a request takes in a full replica; the longest where requests differ
     * @param waitShare share of requests that may wait longer than {@code waitMillis}
     */
    record Line(int slots, double serviceMillis, Variability variability, double waitMillis, double waitShare)
            implements Pool {
        public Line {
            if (slots < 1 || !(serviceMillis > 0) || !(waitMillis >= 0)) {
                throw new IllegalArgumentException("A line needs a place and a time of service: " + slots + " places, "
                        + serviceMillis + " ms, a wait of " + waitMillis + " ms.");
            }
        }

        private WaitLimit limit() {
            return new WaitLimit(waitMillis / serviceMillis, waitShare);
        }

        @Override
        public EffectiveCapacity capacity() {
            return EffectiveCapacity.waiting(limit(), variability).each(slots);
        }

        @Override
        public Waits at(int replicas, double load) {
            WaitingLine line = WaitingLine.of(replicas * slots, load * slots, variability);
            double beyond = line.waitBeyond(limit().serviceTimes());
            return new Waits(
                    OptionalDouble.of(beyond),
                    line.meanWait() * serviceMillis,
                    OptionalDouble.empty(),
                    beyond <= waitShare * (1 + ROUNDING));
        }

        @Override
        public String words() {
            return String.format(
                    Locale.ROOT,
                    "G/G/c, %d at once a replica, %.4g ms of service, squared variations %.3g and %.3g",
                    slots,
                    serviceMillis,
                    variability.arrivals(),
                    variability.service());
        }
    }

    /** Replicas that take requests together and slow down as they fill, as {@link BatchingQueue} has them; arrivals of pure chance. */
    record Batching(Replica replica, ServiceTarget target) implements Pool {
        @Override
        public EffectiveCapacity capacity() {
            return EffectiveCapacity.batching(replica, target);
        }

        @Override
        public int slots() {
            return replica.slots();
        }

        @Override
        public Waits at(int replicas, double load) {
            BatchingQueue pool = BatchingQueue.pool(replica, replicas);
            BatchingLoad found = pool.at(load * pool.fullPerSecond() / replicas);
            return new Waits(
                    target.waitMillis().isPresent()
                            ? OptionalDouble.of(
                                    found.tail().beyond(target.waitMillis().getAsDouble()))
                            : OptionalDouble.empty(),
                    found.waitMillis(),
                    target.firstTokenMillis().isPresent()
                            ? OptionalDouble.of(found.firstTokenMillis())
                            : OptionalDouble.empty(),
                    target.loosened(ROUNDING).meets(found));
        }

        @Override
        public String words() {
            return "batching queue, " + replica.slots() + " at once a replica";
        }
    }
}
