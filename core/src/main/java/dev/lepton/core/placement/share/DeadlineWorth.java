package dev.lepton.core.placement.share;

/**
 * What a deadline does to the worth of types: a type is ruled out where one round would leave the job unable to end in time
 * even at its fastest; a job that would be late for waiting one round counts a thousand times more, more so the less
 * laxity it has. A job that is late whatever is done is served like any other.
 */
final class DeadlineWorth {
    private static final double SAFETY = 0.02;
    private static final double URGENT = 1000;
    private static final double TINY = 1e-9;

    private DeadlineWorth() {}

    static void apply(Contest contest, Contender job, Urgency urgency, double[] worth) {
        double best = job.fastestLeft();
        double left = job.dueHours() - contest.nowHours();
        if (best > left + TINY || Double.isInfinite(left)) {
            return;
        }
        double round = contest.roundHours();
        boolean urgent = best + round + SAFETY * best + urgency.marginHours() > left;
        for (int t = 0; t < worth.length; t++) {
            if (!job.lengths().runsOn(t)) {
                continue;
            }
            if (!inTime(job.hoursLeft(t), best, left, round)) {
                worth[t] = -1;
            } else if (urgent) {
                worth[t] = urgency.weight()
                        * URGENT
                        * best
                        / job.hoursLeft(t)
                        * (1 + 1 / (0.1 + Math.max(0, left - best)));
            } else {
                worth[t] = Math.max(worth[t], 1e-6);
            }
        }
    }

    /** Whether the job can still end in time after a round on a type where its rest takes {@code hours}. */
    private static boolean inTime(double hours, double best, double left, double round) {
        if (hours <= left + TINY && hours <= round) {
            return true;
        }
        double safety = hours <= best * 1.0001 ? 0 : SAFETY * best;
        return best * (1 - round / hours) + round + safety <= left + TINY;
    }
}
