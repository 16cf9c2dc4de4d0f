package dev.lepton.core.queueing;

/**
 * How the wait for a slot is spread. Who finds j others waiting and every slot taken waits for j + 1 to leave, at the full
 * rate: an Erlang distribution, exactly.
 */
public final class WaitTail {
    private final double[] shares;
    private final int slots;
    private final double fullPerMilli;
    private final double lost;

    WaitTail(double[] shares, int slots, double fullPerMilli, double lost) {
        this.shares = shares;
        this.slots = slots;
        this.fullPerMilli = fullPerMilli;
        this.lost = lost;
    }

    /** Share of arrivals that find no place and are lost. */
    public double lost() {
        return lost;
    }

    /** Share of those that are taken which wait longer than {@code millis}. */
    public double beyond(double millis) {
        double mean = fullPerMilli * millis;
        double log = -mean;
        double upTo = Math.exp(log);
        double beyond = 0;
        int last = shares.length - (lost > 0 ? 1 : 0);
        for (int waiting = 0; slots + waiting < last; waiting++) {
            if (waiting > 0) {
                log += mean > 0 ? Math.log(mean / waiting) : Double.NEGATIVE_INFINITY;
                upTo += Math.exp(log);
            }
            beyond += shares[slots + waiting] * Math.min(1, upTo);
        }
        return beyond / (1 - lost());
    }
}
