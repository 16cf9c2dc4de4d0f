package dev.lepton.core.finance;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Optional;

/**
 * When what was paid has come back.
 *
 * @param years after now that the sum of all payments so far first comes back to zero from below; 0 where it never was below
 * @param holds whether the sum stays at or above zero from then on; later outlays can bring it down again
 */
public record Payback(BigDecimal years, boolean holds) {
    /**
     * When the payments sum up to zero, or their present values if {@code rate} is not 0; empty where they never do.
     *
     * @param rate per year as a share, above −1; 0 for the simple payback
     * @param evenly whether what a time pays comes evenly over the year before it, so that a part of the year is told; else
     *     on the day
     */
    public static Optional<Payback> of(CashFlows flows, BigDecimal rate, boolean evenly) {
        Money sum = Money.zero(flows.currency());
        BigDecimal found = null;
        boolean holds = true;
        boolean wasBelow = false;
        for (Map.Entry<BigDecimal, Money> e : flows.netted().entrySet()) {
            BigDecimal at = e.getKey();
            Money worth = new CashFlow(at, e.getValue()).presentValue(rate);
            Money after = sum.plus(worth);
            if (found == null && sum.isNegative() && !after.isNegative()) {
                found = evenly ? at.subtract(unpaidPart(after, worth, at)) : at;
            }
            holds &= found == null || !after.isNegative();
            wasBelow |= after.isNegative();
            sum = after;
        }
        if (!wasBelow) {
            return Optional.of(new Payback(BigDecimal.ZERO, true));
        }
        return found == null ? Optional.empty() : Optional.of(new Payback(found, holds));
    }

    private static BigDecimal unpaidPart(Money above, Money worth, BigDecimal at) {
        BigDecimal part = above.amount().divide(worth.amount(), MathContext.DECIMAL64);
        return part.multiply(at.min(BigDecimal.ONE));
    }
}
