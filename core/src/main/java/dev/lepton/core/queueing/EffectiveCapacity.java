package dev.lepton.core.queueing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The largest load that n pooled replicas carry within a target, in full replicas: {@code of(n)} is 0 to n, and a load is the
 * sum of rates over throughputs. A planner asks it instead of taking n machines to carry n machines' work. Never falls as n
 * rises; each further replica carries more than the ones before, since a larger pool shares its reserve.
 */
public final class EffectiveCapacity {
    private static final double PRECISION = 1e-10;

    private final IntToDoubleFunction capacity;
    private final String words;

    private EffectiveCapacity(IntToDoubleFunction capacity, String words) {
        this.capacity = capacity;
        this.words = words;
    }

    /** Every machine to the full, as models without a queue take it: {@code of(n)} is n. */
    public static EffectiveCapacity full() {
        return new EffectiveCapacity(n -> n, "every replica to the full");
    }

    /** {@code most} of every machine, whatever their number, above 0 and at most 1. */
    public static EffectiveCapacity share(double most) {
        if (!(most > 0 && most <= 1)) {
            throw new IllegalArgumentException("A share of a replica is above 0 and at most 1, not " + most + ".");
        }
        return new EffectiveCapacity(n -> n * most, most + " of every replica");
    }

    /**
     * By a queue of n servers ({@link WaitingLine}): the load at which just {@code limit.share()} of arrivals wait longer
     * than it allows.
     */
    public static EffectiveCapacity waiting(WaitLimit limit, Variability variability) {
        return new EffectiveCapacity(
                n -> most(n, load -> WaitingLine.of(n, load, variability).meets(limit)),
                "at most " + limit.share() + " wait longer than " + limit.serviceTimes()
                        + " service times, arrivals' squared variation " + variability.arrivals() + ", service's "
                        + variability.service());
    }

    /**
     * By a queue of n batching replicas ({@link BatchingQueue#pool}); a full replica is one at its full rate. Where not
     * even a light load meets the target it is 0.
     */
    public static EffectiveCapacity batching(Replica replica, ServiceTarget target) {
        return new EffectiveCapacity(
                n -> {
                    BatchingQueue pool = BatchingQueue.pool(replica, n);
                    return n * pool.mostPerSecond(target).orElse(0) / pool.fullPerSecond();
                },
                "batching replicas of " + replica.slots() + " slots");
    }

    /** The same where each replica is {@code servers} of what was counted so far. */
    EffectiveCapacity each(int servers) {
        return new EffectiveCapacity(n -> of(n * servers) / servers, words);
    }

    /** Full replicas' worth of load that {@code replicas} carry; 0 for none. */
    public double of(int replicas) {
        if (replicas < 0) {
            throw new IllegalArgumentException("Replicas are 0 or more, not " + replicas + ".");
        }
        return replicas == 0 ? 0 : capacity.applyAsDouble(replicas);
    }

    /** The share of each of {@code replicas}, at least 1, that may be used. */
    public double usableShare(int replicas) {
        return of(replicas) / Math.max(1, replicas);
    }

    /** The values for 0 … {@code most} replicas, to be looked up by a planner. */
    public List<Double> table(int most) {
        List<Double> table = new ArrayList<>();
        double before = 0;
        for (int n = 0; n <= most; n++) {
            before = Math.max(before, of(n));
            table.add(before);
        }
        return List.copyOf(table);
    }

    /** What is asked of the pool, for a person. */
    public String words() {
        return words;
    }

    /** The largest load up to {@code n} that {@code carries}: more load never makes waits shorter. */
    private static double most(int n, java.util.function.DoublePredicate carries) {
        double low = 0;
        double high = n;
        while (high - low > PRECISION * n) {
            double middle = (low + high) / 2;
            if (carries.test(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
