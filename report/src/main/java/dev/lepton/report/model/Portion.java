package dev.lepton.report.model;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * So much of so much: 214 of 18,204 lines.
 *
 * @param part the part, from 0 to {@code whole}
 * @param whole the whole, not negative
 * @param unit what both are counted in, in the plural: {@code lines}, {@code GPU-hours}
 */
public record Portion(BigDecimal part, BigDecimal whole, String unit) {
    public Portion {
        Check.that(
                part.signum() >= 0 && part.compareTo(whole) <= 0,
                "A part lies between nothing and the whole, but " + part + " of " + whole + " " + unit + " does not.");
    }

    public static Portion of(long part, long whole, String unit) {
        return new Portion(BigDecimal.valueOf(part), BigDecimal.valueOf(whole), unit);
    }

    /** The part as a fraction from 0 to 1; 0 when the whole is nothing. */
    public BigDecimal fraction() {
        return whole.signum() == 0 ? BigDecimal.ZERO : part.divide(whole, MathContext.DECIMAL64);
    }
}
