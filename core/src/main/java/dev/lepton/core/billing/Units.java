package dev.lepton.core.billing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The whole numbers that capacity and use are counted in, so that quantities add up exactly in any order.
 *
 * <p>CPU is counted in millionths of a core, memory in KiB. A GPU is counted in 36,036,000ths: that number is divisible
 * by 1 to 16, 20, 32, 48 and 1,000, so a MIG slice (1/7, 1/4, 1/2), a time-slicing or MPS replica and a per-mille
 * share are each exact. Amounts over time are these units times seconds.
 */
public final class Units {
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3_600);

    private Units() {}

    /** Counting units in one core, GiB or GPU. Storage is counted in KiB like memory, network in bytes, load balancers whole. */
    public static long perWhole(Resource resource) {
        return switch (resource) {
            case CPU -> 1_000_000L;
            case RAM, STORAGE -> 1_048_576L;
            case GPU -> 36_036_000L;
            case NETWORK -> 1_073_741_824L;
            case LOAD_BALANCER -> 1L;
        };
    }

    /** {@code wholes} cores, GiB or GPUs as a count of units, rounded half-up. */
    public static BigInteger count(Resource resource, BigDecimal wholes) {
        return wholes.multiply(BigDecimal.valueOf(perWhole(resource)))
                .setScale(0, RoundingMode.HALF_UP)
                .toBigInteger();
    }

    /** Unit-seconds as core-hours, GiB-hours or GPU-hours, to 9 decimals: for show. */
    public static BigDecimal hours(Resource resource, BigInteger unitSeconds) {
        return new BigDecimal(unitSeconds)
                .divide(BigDecimal.valueOf(perWhole(resource)).multiply(SECONDS_PER_HOUR), 9, RoundingMode.HALF_EVEN);
    }
}
