package dev.lepton.core.economics;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * How much of a resource was used: servers, GPU-hours, GiB, bytes per second.
 *
 * @param used in one unit with {@code total}; more than the total is possible where usage bursts above what was bought
 * @param total above 0
 */
public record Utilisation(BigDecimal used, BigDecimal total) {
    public Utilisation {
        if (used.signum() < 0 || total.signum() <= 0) {
            throw new IllegalArgumentException("Used cannot be negative and the total must be above 0: "
                    + used.toPlainString() + " of " + total.toPlainString() + ".");
        }
    }

    /** Used ÷ total, 0.6 for 60 %. */
    public BigDecimal share() {
        return used.divide(total, MathContext.DECIMAL128);
    }
}
