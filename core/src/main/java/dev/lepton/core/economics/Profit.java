package dev.lepton.core.economics;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** What was earned over what it cost. The ratios are different things and are named apart. */
public record Profit(Money revenue, Money cost) {
    public Profit {
        if (revenue.isNegative() || cost.isNegative()) {
            throw new IllegalArgumentException("Revenue and cost cannot be negative: " + revenue + ", " + cost + ".");
        }
        revenue.minus(cost);
    }

    /** Revenue less cost; negative for a loss. */
    public Money profit() {
        return revenue.minus(cost);
    }

    /** Profit ÷ revenue; empty without revenue. */
    public Optional<BigDecimal> margin() {
        return ratio(profit(), revenue);
    }

    /** Cost ÷ profit; empty without profit, and for a loss, where it would say nothing. */
    public Optional<BigDecimal> costOverProfit() {
        return profit().isNegative() ? Optional.empty() : ratio(cost, profit());
    }

    /** Cost ÷ revenue; empty without revenue. */
    public Optional<BigDecimal> costOverRevenue() {
        return ratio(cost, revenue);
    }

    private static Optional<BigDecimal> ratio(Money part, Money whole) {
        return whole.isZero()
                ? Optional.empty()
                : Optional.of(part.amount().divide(whole.amount(), MathContext.DECIMAL128));
    }
}
