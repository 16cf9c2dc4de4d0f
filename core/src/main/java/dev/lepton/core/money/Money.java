package dev.lepton.core.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/**
 * An amount of one currency, exact to 10⁻¹⁸ of its major unit: a result that has been rounded once.
 *
 * <p>Eighteen decimals because real bills need them: the public FOCUS sample carries eleven, per-token prices
 * more. The ledger stores the same amounts as {@code DECIMAL(38,18)}. Amounts of different currencies never meet:
 * every operation on two of them throws.
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {
    /** Decimals an amount can carry. */
    public static final int SCALE = 18;

    /** United States dollar, what the bundled price lists are in. */
    public static final Currency USD = Currency.getInstance("USD");

    /** Rounds {@code amount} half-even to {@link #SCALE} decimals; trailing zeros are dropped so that equal amounts are equal. */
    public Money {
        BigDecimal rounded = amount.scale() > SCALE ? amount.setScale(SCALE, RoundingMode.HALF_EVEN) : amount;
        rounded = rounded.stripTrailingZeros();
        amount = rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    /** {@code amount} United States dollars, for instance {@code usd("98.32")}. */
    public static Money usd(String amount) {
        return new Money(new BigDecimal(amount), USD);
    }

    /** {@code amount} United States dollars. */
    public static Money usd(BigDecimal amount) {
        return new Money(amount, USD);
    }

    /** Nothing, in {@code currency}. */
    public static Money zero(Currency currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    /** The sum of {@code amounts}, all in {@code currency}; zero when there are none. */
    public static Money sum(Iterable<Money> amounts, Currency currency) {
        Money total = zero(currency);
        for (Money amount : amounts) {
            total = total.plus(amount);
        }
        return total;
    }

    public Money plus(Money other) {
        return new Money(amount.add(sameCurrency(other)), currency);
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(sameCurrency(other)), currency);
    }

    /** This amount times a pure number, rounded once. */
    public Money times(BigDecimal factor) {
        return new Money(amount.multiply(factor), currency);
    }

    public Money negated() {
        return new Money(amount.negate(), currency);
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }

    public boolean isNegative() {
        return amount.signum() < 0;
    }

    /**
     * Splits this amount by {@code weights} (none negative, not all zero): the parts add up to it exactly, and each
     * is within one unit of the last decimal of its share. Cumulative rounding: part i is the difference of two
     * rounded running totals, so no part takes all the dust.
     *
     * @throws IllegalArgumentException if a weight is negative or all are zero
     */
    public List<Money> split(List<BigDecimal> weights) {
        BigDecimal total = BigDecimal.ZERO;
        for (BigDecimal weight : weights) {
            if (weight.signum() < 0) {
                throw new IllegalArgumentException("A weight is negative: " + weight + ".");
            }
            total = total.add(weight);
        }
        if (total.signum() == 0) {
            throw new IllegalArgumentException(
                    "All " + weights.size() + " weights are zero; there is nothing to split by.");
        }
        List<Money> parts = new ArrayList<>(weights.size());
        BigDecimal running = BigDecimal.ZERO;
        BigDecimal before = BigDecimal.ZERO;
        for (BigDecimal weight : weights) {
            running = running.add(weight);
            BigDecimal upTo = amount.multiply(running).divide(total, SCALE, RoundingMode.HALF_EVEN);
            parts.add(new Money(upTo.subtract(before), currency));
            before = upTo;
        }
        return parts;
    }

    /** For display and ratios only: never add up what this returns. */
    public double toDouble() {
        return amount.doubleValue();
    }

    /** Orders amounts of one currency. */
    @Override
    public int compareTo(Money other) {
        return amount.compareTo(sameCurrency(other));
    }

    /** The amount as it is, every decimal, then the currency code: {@code 20.52022672899 USD}. */
    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency.getCurrencyCode();
    }

    private BigDecimal sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Cannot combine " + this + " with " + other
                    + ": convert one of them with a dated exchange rate first.");
        }
        return other.amount;
    }
}
