package dev.lepton.core.finance;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * One payment and when it is made.
 *
 * @param years after now, 0 or more; whole for the end of a year, days ÷ 365 for a date
 * @param amount what comes in; what goes out is negative
 */
public record CashFlow(BigDecimal years, Money amount) {
    private static final BigDecimal YEAR_DAYS = BigDecimal.valueOf(365);

    public CashFlow {
        if (years.signum() < 0) {
            throw new IllegalArgumentException(
                    "A payment " + years.toPlainString() + " years after now is in the past.");
        }
        years = years.stripTrailingZeros();
    }

    /** A payment after so many whole years. */
    public static CashFlow after(int years, Money amount) {
        return new CashFlow(BigDecimal.valueOf(years), amount);
    }

    /** A payment so many days after the first, a year having 365 of them always, as spreadsheets' XNPV has it. */
    public static CashFlow afterDays(long days, Money amount) {
        return new CashFlow(BigDecimal.valueOf(days).divide(YEAR_DAYS, MathContext.DECIMAL64), amount);
    }

    /** 1 ÷ (1 + rate)^years: to 34 digits for whole years, else to the 15 of a floating-point power. */
    static BigDecimal discount(BigDecimal rate, BigDecimal years) {
        BigDecimal growth = BigDecimal.ONE.add(rate);
        if (years.scale() <= 0) {
            return BigDecimal.ONE.divide(
                    growth.pow(years.intValueExact(), MathContext.DECIMAL128), MathContext.DECIMAL128);
        }
        return BigDecimal.valueOf(Math.pow(growth.doubleValue(), -years.doubleValue()));
    }

    Money presentValue(BigDecimal rate) {
        BigDecimal exact = amount.amount().multiply(discount(rate, years));
        return new Money(exact.setScale(Money.SCALE, RoundingMode.HALF_EVEN), amount.currency());
    }
}
