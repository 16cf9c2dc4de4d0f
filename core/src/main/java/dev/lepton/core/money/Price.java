package dev.lepton.core.money;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Currency;

/**
 * What a provider charges for a quantity, kept as printed: USD 0.15 per 1,000,000 tokens stays exactly that.
 *
 * <p>A price is a ratio and is never rounded; {@link #times} multiplies first and rounds once.
 *
 * @param amount what is charged, in {@code currency}, not negative
 * @param currency the currency of {@code amount}
 * @param per how many units {@code amount} buys, positive
 */
public record Price(BigDecimal amount, Currency currency, BigDecimal per) {
    public Price {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("A price cannot be negative: " + amount + ".");
        }
        if (per.signum() <= 0) {
            throw new IllegalArgumentException("A price must be for a positive quantity, not " + per + ".");
        }
    }

    /** {@code amount} United States dollars for one unit. */
    public static Price usd(String amount) {
        return new Price(new BigDecimal(amount), Money.USD, BigDecimal.ONE);
    }

    /** {@code amount} United States dollars for {@code per} units. */
    public static Price usd(String amount, String per) {
        return new Price(new BigDecimal(amount), Money.USD, new BigDecimal(per));
    }

    /** {@code amount} of {@code currency} for one unit. */
    public static Price of(BigDecimal amount, Currency currency) {
        return new Price(amount, currency, BigDecimal.ONE);
    }

    /** The cost of {@code quantity} units: amount × quantity ÷ per, rounded once to {@link Money#SCALE} decimals. */
    public Money times(BigDecimal quantity) {
        BigDecimal cost = amount.multiply(quantity);
        if (per.compareTo(BigDecimal.ONE) == 0) {
            return new Money(cost, currency);
        }
        return new Money(
                cost.divide(per, Math.max(Money.SCALE + 2, cost.scale()), java.math.RoundingMode.HALF_EVEN), currency);
    }

    /** The same rate for {@code units} times the quantity: a node's price over its 8 GPUs is {@code spreadOver(8)} per GPU. */
    public Price spreadOver(BigDecimal units) {
        return new Price(amount, currency, per.multiply(units));
    }

    /** The price of one unit to 34 digits, for display and comparison; costs are computed by {@link #times}. */
    public BigDecimal perUnit() {
        return amount.divide(per, MathContext.DECIMAL128);
    }

    /** Which of two prices in one currency is lower per unit, exactly. */
    public int compareRate(Price other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(
                    "Cannot compare a price in " + currency + " with one in " + other.currency + ".");
        }
        return amount.multiply(other.per).compareTo(other.amount.multiply(per));
    }

    @Override
    public String toString() {
        String base = amount.toPlainString() + " " + currency.getCurrencyCode();
        return per.compareTo(BigDecimal.ONE) == 0 ? base : base + " per " + per.toPlainString();
    }
}
