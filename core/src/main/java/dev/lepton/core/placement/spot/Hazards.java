package dev.lepton.core.placement.spot;

/**
 * How likely availability is to end, and to come back, in the next tick, by how long it has lasted: estimated from what was
 * observed of the zone in use under {@link ZoneChoice}, with a prior. A young run is fragile and an old one safe, an old
 * outage stays; so hazards are kept in buckets of age. Observations lose half their weight every two days.
 *
 * <p>The day's rhythm is not modelled.
 */
final class Hazards {
    /** Ages, in ticks already spent in the state, at which each bucket begins: 0.1, 0.3, 0.7, 1.6, 4.1 hours. */
    private static final int[] FROM = {1, 3, 7, 16, 41};

    static final int BUCKETS = FROM.length;
    private static final double[] PRIOR_SHAPE = {1.6, 1.3, 1.0, 0.7, 0.5};
    private static final double PRIOR_RUN_TICKS = 25;
    private static final double PRIOR_RUNS = 6;
    private static final double BUCKET_WEIGHT = 5;
    private static final double DECAY = Math.pow(0.5, 1 / (2.0 * SpotJob.TICKS_PER_DAY));
    private static final double PRIOR_HOPS = 0.5;
    private static final double PRIOR_HOP_TICKS = 60;

    /** Chance per tick, by bucket, that no zone is available any more. */
    final double[] leaveUp;

    /** Chance per tick, by bucket, that a zone becomes available. */
    final double[] leaveDown;

    /** Chance per tick that the zone in use is lost while another is available. */
    final double hop;

    /** Hazards as given. */
    Hazards(double[] leaveUp, double[] leaveDown, double hop) {
        this.leaveUp = leaveUp.clone();
        this.leaveDown = leaveDown.clone();
        this.hop = hop;
    }

    /** Hazards estimated from {@code seen}. */
    static Hazards of(Observed seen) {
        Replay replay = new Replay(seen);
        replay.run();
        return new Hazards(
                fit(replay.upTicks, replay.upEnds),
                fit(replay.downTicks, replay.downEnds),
                seen.zones() == 1 ? 0 : (replay.hops + PRIOR_HOPS) / (replay.spotTicks + PRIOR_HOP_TICKS));
    }

    private static double[] fit(double[] ticks, double[] ends) {
        double allTicks = PRIOR_RUNS * PRIOR_RUN_TICKS;
        double allEnds = PRIOR_RUNS;
        for (int b = 0; b < BUCKETS; b++) {
            allTicks += ticks[b];
            allEnds += ends[b];
        }
        double[] hazards = new double[BUCKETS];
        for (int b = 0; b < BUCKETS; b++) {
            double prior = Math.min(0.8, allEnds / allTicks * PRIOR_SHAPE[b]);
            hazards[b] = Math.min(0.95, (ends[b] + BUCKET_WEIGHT) / (ticks[b] + BUCKET_WEIGHT / prior));
        }
        return hazards;
    }

    /** The bucket of a state that has lasted {@code ageTicks}, at least 1. */
    static int bucket(int ageTicks) {
        int bucket = 0;
        while (bucket + 1 < BUCKETS && ageTicks >= FROM[bucket + 1]) {
            bucket++;
        }
        return bucket;
    }

    /** Chance of growing into the next bucket during {@code ticks}. */
    static double older(int bucket, double ticks) {
        return bucket + 1 == BUCKETS ? 0 : during(1.0 / (FROM[bucket + 1] - FROM[bucket]), ticks);
    }

    /** The chance over {@code ticks} of what has chance {@code perTick} in each. */
    static double during(double perTick, double ticks) {
        return 1 - Math.pow(1 - perTick, ticks);
    }

    /** Ticks since "any zone is available" last changed, the present one among them; at most 64. */
    static int age(Observed seen) {
        boolean now = seen.any(seen.now());
        int t = seen.now();
        while (t > seen.first() && seen.now() - t < 64 && seen.any(t - 1) == now) {
            t--;
        }
        return Math.min(64, seen.now() - t + 1);
    }

    /** The zone in use, replayed over all that was seen; weighted ticks at risk and ends, by bucket. */
    private static final class Replay {
        private final Observed seen;
        private final double[] meanRun;
        private final double[] upTicks = new double[BUCKETS];
        private final double[] upEnds = new double[BUCKETS];
        private final double[] downTicks = new double[BUCKETS];
        private final double[] downEnds = new double[BUCKETS];
        private double hops;
        private double spotTicks;
        private int zone = -1;

        Replay(Observed seen) {
            this.seen = seen;
            this.meanRun = new double[seen.zones()];
            for (int z = 0; z < meanRun.length; z++) {
                meanRun[z] = meanRun.length == 1 ? 0 : ZoneChoice.meanRun(seen, z);
            }
        }

        void run() {
            double weight = Math.pow(DECAY, (double) seen.now() - seen.first());
            boolean before = false;
            int age = 0;
            for (int t = seen.first(); t <= seen.now(); t++) {
                move(t, weight);
                boolean now = zone >= 0;
                if (t > seen.first()) {
                    int b = bucket(age);
                    (before ? upTicks : downTicks)[b] += weight;
                    (before ? upEnds : downEnds)[b] += now == before ? 0 : weight;
                }
                spotTicks += now ? weight : 0;
                age = t > seen.first() && now == before ? age + 1 : 1;
                before = now;
                weight /= DECAY;
            }
        }

        /** Stays in the zone while it lives, else goes to the best one that is available. */
        private void move(int t, double weight) {
            if (zone >= 0 && seen.available(zone, t)) {
                return;
            }
            int old = zone;
            zone = -1;
            for (int z = 0; z < meanRun.length; z++) {
                if (seen.available(z, t) && (zone < 0 || meanRun[z] > meanRun[zone])) {
                    zone = z;
                }
            }
            if (old >= 0 && zone >= 0) {
                hops += weight;
            }
        }
    }
}
