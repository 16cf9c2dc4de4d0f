package dev.lepton.core.billing;

import java.math.BigInteger;

/**
 * How much of one resource was held over time, in unit-seconds (see {@link Units}).
 *
 * @param allocated the larger of request and use, sample by sample
 * @param used what was measured to be used, never more than {@code allocated − unmeasured}
 * @param unmeasured the part of {@code allocated} whose use nobody measured
 */
public record Quantities(BigInteger allocated, BigInteger used, BigInteger unmeasured) {
    public static final Quantities NONE = new Quantities(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    public Quantities {
        if (used.signum() < 0 || unmeasured.signum() < 0 || used.add(unmeasured).compareTo(allocated) > 0) {
            throw new IllegalArgumentException(
                    "Of " + allocated + " allocated, " + used + " cannot be used and " + unmeasured + " unmeasured.");
        }
    }

    public Quantities plus(Quantities other) {
        return new Quantities(allocated.add(other.allocated), used.add(other.used), unmeasured.add(other.unmeasured));
    }
}
