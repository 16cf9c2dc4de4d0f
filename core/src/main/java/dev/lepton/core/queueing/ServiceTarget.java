package dev.lepton.core.queueing;

import java.util.OptionalDouble;

/**
 * What a service promises; a part that is empty is not promised.
 *
 * @param firstTokenMillis most the mean time to the first token may be
 * @param decodeMillis most the mean time between tokens may be
 * @param waitMillis the wait for a slot that only {@code waitShare} may exceed
 * @param waitShare share of requests that may wait longer than {@code waitMillis}
 */
public record ServiceTarget(
        OptionalDouble firstTokenMillis, OptionalDouble decodeMillis, OptionalDouble waitMillis, double waitShare) {
    public ServiceTarget {
        if (!(waitShare >= 0 && waitShare <= 1)) {
            throw new IllegalArgumentException("A share that may wait longer is 0 to 1, not " + waitShare + ".");
        }
    }

    /** Limits on means alone. */
    public static ServiceTarget means(OptionalDouble firstTokenMillis, OptionalDouble decodeMillis) {
        return new ServiceTarget(firstTokenMillis, decodeMillis, OptionalDouble.empty(), 1);
    }

    /** The same with every limit a {@code share} higher. */
    ServiceTarget loosened(double share) {
        return new ServiceTarget(
                more(firstTokenMillis, share),
                more(decodeMillis, share),
                waitMillis,
                Math.min(1, waitShare * (1 + share)));
    }

    private static OptionalDouble more(OptionalDouble limit, double share) {
        return limit.isPresent() ? OptionalDouble.of(limit.getAsDouble() * (1 + share)) : limit;
    }

    /** Whether {@code load} keeps all of it. */
    public boolean meets(BatchingLoad load) {
        return load.firstTokenMillis() <= firstTokenMillis.orElse(Double.POSITIVE_INFINITY)
                && load.decodeMillis() <= decodeMillis.orElse(Double.POSITIVE_INFINITY)
                && (waitMillis.isEmpty() || load.tail().beyond(waitMillis.getAsDouble()) <= waitShare);
    }
}
