package dev.lepton.core.queueing;

import java.util.OptionalDouble;

/**
 * One or several batching {@link Replica}s behind one line: arrivals at random, a service rate that depends on how many are
 * in service, a line that holds so many and no more. The birth-and-death chain of llm-d's autoscaler, with more replicas and
 * the whole distribution of the wait. Several replicas are taken as evenly loaded, as by the shortest queue, so a small
 * number of them does a little worse than this says.
 */
public final class BatchingQueue {
    /** Places for each slot, those in service included, as in llm-d: ten batches may wait for each that is served. */
    public static final int PLACES_PER_SLOT = 11;

    private static final int GRID = 64;
    private static final double LEAST = 0.001;
    private static final double MOST = 0.999;
    /** The logarithm of a share that changes no figure. */
    private static final double NOTHING = -60;

    private final Replica replica;
    private final int replicas;
    private final double[] perMilli;
    /** Logarithms of {@link #perMilli}. */
    private final double[] logPerMilli;

    private final int places;

    /**
     * @param replicas how many stand behind the line, at least 1
     * @param places requests that are in service or wait, at most; a further one is lost
     */
    public BatchingQueue(Replica replica, int replicas, int places) {
        long slots = (long) replica.slots() * replicas;
        if (replicas < 1 || slots > 50_000_000 || places < slots) {
            throw new IllegalArgumentException(
                    replicas + " replicas of " + replica.slots() + " slots do not fit " + places + " places.");
        }
        this.replica = replica;
        this.replicas = replicas;
        this.places = places;
        perMilli = new double[(int) slots + 1];
        logPerMilli = new double[perMilli.length];
        for (int n = 1; n < perMilli.length; n++) {
            perMilli[n] = replicas * replica.perMilli((double) n / replicas);
            logPerMilli[n] = Math.log(perMilli[n]);
        }
    }

    /** One replica, with {@link #PLACES_PER_SLOT} places for each slot. */
    public static BatchingQueue of(Replica replica) {
        return pool(replica, 1);
    }

    /** {@code replicas} of them. */
    public static BatchingQueue pool(Replica replica, int replicas) {
        return new BatchingQueue(replica, replicas, PLACES_PER_SLOT * replica.slots() * replicas);
    }

    /** Requests a second with every slot taken: above it the line grows. */
    public double fullPerSecond() {
        return 1000 * perMilli[perMilli.length - 1];
    }

    /** What happens at {@code perSecond} arrivals a second, above 0. */
    public BatchingLoad at(double perSecond) {
        if (!(perSecond > 0 && Double.isFinite(perSecond))) {
            throw new IllegalArgumentException("Arrivals are above 0 a second, not " + perSecond + ".");
        }
        double[] shares = shares(perSecond / 1000);
        int slots = perMilli.length - 1;
        double served = 0;
        double inSystem = 0;
        double inService = 0;
        double prefill = 0;
        double decode = 0;
        for (int n = 1; n < shares.length; n++) {
            int busy = Math.min(n, slots);
            double leaving = shares[n] * perMilli[busy];
            double each = (double) busy / replicas;
            served += leaving;
            inSystem += shares[n] * n;
            inService += shares[n] * busy;
            prefill += leaving * replica.prefillMillis(each);
            decode += leaving * replica.decodeMillis(each);
        }
        return new BatchingLoad(
                perSecond,
                1000 * served,
                (inSystem - inService) / served,
                prefill / served,
                decode / served,
                inService / replicas,
                new WaitTail(shares, slots, perMilli[slots], shares.length > places ? shares[places] : 0));
    }

    /**
     * The most arrivals a second at which {@code target} is met, and at every lower rate that was looked at; empty when
     * not even a thousandth of one request at a time meets it. At most 99.9 % of {@link #fullPerSecond}.
     */
    public OptionalDouble mostPerSecond(ServiceTarget target) {
        double least = 1000 * LEAST * perMilli[1];
        double most = MOST * fullPerSecond();
        double met = least;
        double missed = most;
        if (!target.meets(at(least))) {
            return OptionalDouble.empty();
        }
        boolean all = true;
        for (int i = 1; i <= GRID && all; i++) {
            double rate = least + (most - least) * i / GRID;
            all = target.meets(at(rate));
            if (all) {
                met = rate;
            } else {
                missed = rate;
            }
        }
        while (!all && missed - met > 1e-12 * most) {
            double middle = (met + missed) / 2;
            if (middle <= met || middle >= missed) {
                break;
            }
            if (target.meets(at(middle))) {
                met = middle;
            } else {
                missed = middle;
            }
        }
        return OptionalDouble.of(met);
    }

    /**
     * The share of time with 0, 1, 2 … places in the system; those after the last are below {@link #NOTHING} of the largest. In
     * logarithms, since the weights span more than a double does.
     */
    private double[] shares(double arrivalsPerMilli) {
        double arrivals = Math.log(arrivalsPerMilli);
        int slots = perMilli.length - 1;
        double[] weights = new double[places + 1];
        double largest = 0;
        int last = 0;
        for (int n = 1; n <= places; n++) {
            weights[n] = weights[n - 1] + arrivals - logPerMilli[Math.min(n, slots)];
            largest = Math.max(largest, weights[n]);
            last = n;
            if (n >= slots && arrivals < logPerMilli[slots] && weights[n] < largest + NOTHING) {
                break;
            }
        }
        double[] shares = new double[last + 1];
        double sum = 0;
        for (int n = 0; n <= last; n++) {
            shares[n] = Math.exp(weights[n] - largest);
            sum += shares[n];
        }
        for (int n = 0; n <= last; n++) {
            shares[n] /= sum;
        }
        return shares;
    }
}
