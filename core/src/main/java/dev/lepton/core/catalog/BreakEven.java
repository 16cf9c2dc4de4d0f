package dev.lepton.core.catalog;

import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.MathContext;

/** When a commitment, always paid, costs less than the same machine paid for while it runs. */
public final class BreakEven {
    private BreakEven() {}

    /**
     * The share of the time a machine must run for {@code committed} (per hour, paid whether it runs or not) to cost as
     * much as {@code asUsed} (per hour, paid while it runs): committed ÷ asUsed. Above it the commitment is cheaper; a
     * share above 1 is never reached.
     *
     * @throws IllegalArgumentException if the prices are in different currencies or {@code asUsed} is zero
     */
    public static BigDecimal runningShare(Price committed, Price asUsed) {
        if (!committed.currency().equals(asUsed.currency()) || asUsed.amount().signum() == 0) {
            throw new IllegalArgumentException("No break-even between " + committed + " and " + asUsed + ".");
        }
        return committed
                .amount()
                .multiply(asUsed.per())
                .divide(committed.per().multiply(asUsed.amount()), MathContext.DECIMAL128);
    }
}
