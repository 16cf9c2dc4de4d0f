package dev.lepton.core.predict.demand;

import dev.lepton.core.evidence.Confidence;
import java.math.BigDecimal;

/**
 * How much of something is needed, and how that was got.
 *
 * @param what for instance {@code "GPU-hours"}
 * @param amount how much, in {@code unit}
 * @param unit its unit
 * @param working how it was got, with the figures
 * @param confidence how sure it is: a guess where something was assumed
 */
public record Need(String what, BigDecimal amount, String unit, String working, Confidence confidence) {
    public Need {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("Nothing needs " + amount + " " + unit + " of " + what + ".");
        }
    }
}
