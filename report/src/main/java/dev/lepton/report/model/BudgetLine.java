package dev.lepton.report.model;

import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import java.util.Optional;

/**
 * A budget beside what was spent and what will have been.
 *
 * @param name whose: {@code total}, {@code team research}
 * @param period what it is for
 * @param budget what may be spent, positive
 * @param actual what was spent so far
 * @param projected what will have been spent by the end of the period; empty when the period is over
 * @param projection how that was projected; empty with {@code projected}
 */
public record BudgetLine(
        String name, Window period, Money budget, Money actual, Optional<Money> projected, String projection) {
    public BudgetLine {
        Check.named("A budget", name);
        Check.that(
                !budget.isNegative() && !budget.isZero(),
                "The budget '" + name + "' is " + budget + "; it must be positive.");
        Check.that(!actual.isNegative(), "The budget '" + name + "' has a negative spend, " + actual + ".");
        projected.ifPresent(p -> Check.that(
                p.compareTo(actual) >= 0, "The budget '" + name + "' projects " + p + ", less than " + actual + "."));
    }

    /** What is or will be spent above the budget, by how much; empty when the budget holds. */
    public Optional<Money> brokenBy() {
        Money over = projected.orElse(actual).minus(budget);
        return over.isNegative() || over.isZero() ? Optional.empty() : Optional.of(over);
    }

    /** Whether it is broken already, not only by the projection. */
    public boolean brokenNow() {
        return actual.compareTo(budget) > 0;
    }
}
