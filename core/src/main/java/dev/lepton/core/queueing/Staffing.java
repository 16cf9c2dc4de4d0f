package dev.lepton.core.queueing;

import org.hipparchus.distribution.continuous.NormalDistribution;

/** How many servers a load needs. */
public final class Staffing {
    private static final NormalDistribution NORMAL = new NormalDistribution();
    private static final double MOST_BETA = 30;
    private static final int MOST_SERVERS = 10_000_000;

    private Staffing() {}

    /**
     * The fewest servers that carry {@code offered} erlangs within {@code limit}: Erlang's recursion goes on by one server at
     * a time until it does.
     *
     * @throws IllegalArgumentException if no number up to 10 million does
     */
    public static int fewest(double offered, Variability variability, WaitLimit limit) {
        new Erlang(1, offered);
        double time =
                variability.stretch() == 0 ? Double.POSITIVE_INFINITY : limit.serviceTimes() / variability.stretch();
        double blocked = 1;
        for (int servers = 1; servers <= MOST_SERVERS; servers++) {
            blocked = offered * blocked / (servers + offered * blocked);
            if (servers > offered) {
                double spare = servers - offered;
                double beyond = variability.stretch() == 0
                        ? 0
                        : Erlang.waiting(blocked, offered / servers) * Math.exp(-spare * time);
                if (beyond <= limit.share()) {
                    return servers;
                }
            }
        }
        throw new IllegalArgumentException(offered + " erlangs need more than " + MOST_SERVERS + " servers.");
    }

    /**
     * The share that waits under square-root staffing c = a + β√a as the load grows: Halfin and Whitt,
     * [1 + βΦ(β) ÷ φ(β)]⁻¹.
     */
    public static double waitingShare(double beta) {
        return 1 / (1 + beta * NORMAL.cumulativeProbability(beta) / NORMAL.density(beta));
    }

    /** The β above 0 under which {@code share} waits, 0 &lt; share &lt; 1. */
    public static double beta(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("A share that waits is between 0 and 1, not " + share + ".");
        }
        double low = 0;
        double high = MOST_BETA;
        while (high - low > 1e-12) {
            double middle = (low + high) / 2;
            if (waitingShare(middle) > share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Servers by square-root staffing, rounded up, for {@code share} of arrivals to wait at all. */
    public static int squareRoot(double offered, double share) {
        return (int) Math.ceil(offered + beta(share) * Math.sqrt(offered));
    }
}
