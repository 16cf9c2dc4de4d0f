package dev.lepton.core.economics;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A response time held against its target. The lower the better: a ratio above 1 misses the target.
 *
 * @param actualSeconds what was measured, not negative
 * @param targetSeconds what was promised, above 0
 */
public record ResponseTime(BigDecimal actualSeconds, BigDecimal targetSeconds) {
    public ResponseTime {
        if (actualSeconds.signum() < 0 || targetSeconds.signum() <= 0) {
            throw new IllegalArgumentException("A response time cannot be negative and its target must be above 0: "
                    + actualSeconds.toPlainString() + " s, target " + targetSeconds.toPlainString() + " s.");
        }
    }

    /** Actual ÷ target: 2 is twice as slow as promised. */
    public BigDecimal ratio() {
        return actualSeconds.divide(targetSeconds, MathContext.DECIMAL128);
    }

    /** Whether the target was met; just meeting it counts. */
    public boolean met() {
        return actualSeconds.compareTo(targetSeconds) <= 0;
    }
}
