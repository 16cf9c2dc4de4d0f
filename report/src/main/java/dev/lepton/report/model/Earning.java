package dev.lepton.report.model;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * What a team or a model earned and what it cost over the same time.
 *
 * @param by {@code team}, {@code model}, {@code product}
 * @param name which one
 */
public record Earning(String by, String name, Money revenue, Money cost) {
    public Earning {
        Check.named("An earning", name);
        revenue.compareTo(cost); // both in one currency
    }

    public Money profit() {
        return revenue.minus(cost);
    }

    /** Cost ÷ revenue; empty without revenue. */
    public Optional<BigDecimal> costToRevenue() {
        return ratio(revenue);
    }

    /** Cost ÷ profit, another thing than cost ÷ revenue; empty without a profit. */
    public Optional<BigDecimal> costToProfit() {
        return ratio(profit());
    }

    private Optional<BigDecimal> ratio(Money to) {
        return to.isZero() || to.isNegative()
                ? Optional.empty()
                : Optional.of(cost.amount().divide(to.amount(), MathContext.DECIMAL64));
    }
}
