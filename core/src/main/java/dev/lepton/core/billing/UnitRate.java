package dev.lepton.core.billing;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * What a share of an asset's resource costs: the hourly cost of all of it over the units it has.
 *
 * @param hourly cost of the whole resource of the asset for an hour, kept as a ratio, not rounded
 * @param currency of {@code hourly}
 * @param capacity units the asset has, see {@link Units}; zero when it has none of the resource
 */
public record UnitRate(BigDecimal hourly, Currency currency, BigInteger capacity) {
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3_600);

    public UnitRate {
        if (hourly.signum() < 0 || capacity.signum() < 0) {
            throw new IllegalArgumentException(
                    "An hourly cost of " + hourly + " over " + capacity + " units is impossible.");
        }
    }

    /**
     * The cost of {@code unitSeconds}, multiplied first and then rounded down once to {@link Money#SCALE} decimals.
     *
     * <p>Down, because then the costs of shares that fit in the asset never exceed the asset's cost, and what is used
     * of a share never exceeds the share: nothing derived by subtraction can be negative.
     */
    public Money cost(BigInteger unitSeconds) {
        if (unitSeconds.signum() == 0 || capacity.signum() == 0) {
            return Money.zero(currency);
        }
        BigDecimal unitHours = new BigDecimal(capacity).multiply(SECONDS_PER_HOUR);
        return new Money(
                hourly.multiply(new BigDecimal(unitSeconds)).divide(unitHours, Money.SCALE, RoundingMode.FLOOR),
                currency);
    }

    /** The cost of having the whole resource for {@code seconds}. */
    public Money assetCost(BigInteger seconds) {
        return new Money(
                hourly.multiply(new BigDecimal(seconds)).divide(SECONDS_PER_HOUR, Money.SCALE, RoundingMode.HALF_EVEN),
                currency);
    }
}
