package dev.lepton.core.finance;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Equal payments at the end of each of {@code years} years at a yearly interest, and the worth today of a later amount.
 * Powers are exact and each result is rounded once; without interest the formulas come down to plain division.
 *
 * @param interest per year as a share, 0.08 for 8 %; 0 to 10
 * @param years 1 to 100
 */
public record Annuity(BigDecimal interest, int years) {
    private static final int MAX_YEARS = 100;

    public Annuity {
        if (interest.signum() < 0 || interest.compareTo(BigDecimal.TEN) > 0) {
            throw new IllegalArgumentException(
                    "A yearly interest is 0 to 10 (1,000 %), not " + interest.toPlainString() + ".");
        }
        if (years < 1 || years > MAX_YEARS) {
            throw new IllegalArgumentException("A life is 1 to " + MAX_YEARS + " whole years, not " + years + ".");
        }
    }

    /** i (1 + i)ⁿ ÷ ((1 + i)ⁿ − 1), or 1/n without interest: the yearly payment for each unit owed today. To 34 digits. */
    public BigDecimal capitalRecoveryFactor() {
        return dividend().divide(divisor(), MathContext.DECIMAL128);
    }

    /** The yearly payment that settles {@code owedToday}. */
    public Money yearly(Money owedToday) {
        return ratio(owedToday, dividend(), divisor());
    }

    /**
     * The payment at the end of each of {@code periods} that settles {@code owedToday}, at {@code rate} of interest a period. Powers are worked
     * out to 34 digits.
     */
    public static Money payment(Money owedToday, BigDecimal rate, int periods) {
        if (rate.signum() == 0) {
            return ratio(owedToday, BigDecimal.ONE, BigDecimal.valueOf(periods));
        }
        BigDecimal growth = rate.add(BigDecimal.ONE).pow(periods, MathContext.DECIMAL128);
        return ratio(owedToday, rate.multiply(growth), growth.subtract(BigDecimal.ONE));
    }

    /** What {@code later}, paid at the end of the last year, is worth today. */
    public Money presentValue(Money later) {
        return ratio(later, BigDecimal.ONE, growth());
    }

    private BigDecimal dividend() {
        return interest.signum() == 0 ? BigDecimal.ONE : interest.multiply(growth());
    }

    private BigDecimal divisor() {
        return interest.signum() == 0 ? BigDecimal.valueOf(years) : growth().subtract(BigDecimal.ONE);
    }

    private BigDecimal growth() {
        return interest.add(BigDecimal.ONE).pow(years);
    }

    private static Money ratio(Money amount, BigDecimal dividend, BigDecimal divisor) {
        BigDecimal product = amount.amount().multiply(dividend);
        return new Money(product.divide(divisor, Money.SCALE, RoundingMode.HALF_EVEN), amount.currency());
    }
}
