package dev.lepton.core.queueing;

/**
 * The queue M/M/c: arrivals at random, exponential service times, {@code servers} servers, first come first served. All
 * times are in mean service times.
 *
 * <p>The recursion over servers is Erlang's, B(k) = aB(k−1) ÷ (k + aB(k−1)): every step is between 0 and 1, so no factorial
 * overflows at any size.
 *
 * @param servers at least 1
 * @param offered arrivals per mean service time (erlangs), not negative; from {@code servers} on the line grows for ever
 */
public record Erlang(int servers, double offered) {
    public Erlang {
        if (servers < 1) {
            throw new IllegalArgumentException("A queue needs a server, not " + servers + ".");
        }
        if (!(offered >= 0 && Double.isFinite(offered))) {
            throw new IllegalArgumentException("An offered load is 0 or more erlangs, not " + offered + ".");
        }
    }

    /** Share of arrivals that are lost where nobody waits (Erlang B). */
    public double blocked() {
        double blocked = 1;
        for (int k = 1; k <= servers; k++) {
            blocked = offered * blocked / (k + offered * blocked);
        }
        return blocked;
    }

    /** Share of arrivals that wait (Erlang C); 1 where the line grows for ever. */
    public double waiting() {
        return offered >= servers ? 1 : waiting(blocked(), offered / servers);
    }

    /** Erlang C of a known Erlang B where servers are {@code busy}, below 1, in the mean. */
    static double waiting(double blocked, double busy) {
        return blocked / (1 - busy + busy * blocked);
    }

    /** Mean wait of all arrivals, in service times; infinite where the line grows for ever. */
    public double meanWait() {
        return offered >= servers ? Double.POSITIVE_INFINITY : waiting() / (servers - offered);
    }

    /** Share of arrivals that wait longer than {@code serviceTimes}. */
    public double waitBeyond(double serviceTimes) {
        return offered >= servers ? 1 : waiting() * Math.exp(-(servers - offered) * serviceTimes);
    }
}
