package dev.lepton.core.queueing;

/**
 * How many may wait how long.
 *
 * @param serviceTimes the wait that is allowed, in mean service times; 0 for none
 * @param share of arrivals that may wait longer, above 0 and at most 1
 */
public record WaitLimit(double serviceTimes, double share) {
    public WaitLimit {
        if (!(serviceTimes >= 0 && Double.isFinite(serviceTimes))) {
            throw new IllegalArgumentException("A wait is 0 or more service times, not " + serviceTimes + ".");
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "A share that may wait longer is above 0 and at most 1, not " + share + ".");
        }
    }
}
