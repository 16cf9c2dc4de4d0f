package dev.lepton.app.wiring;

import dev.lepton.core.billing.Filter;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import dev.lepton.core.watch.Budget;
import dev.lepton.core.watch.BudgetCheck;
import dev.lepton.ledger.query.CostAnswer;
import dev.lepton.ledger.query.CostQuestion;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds the budgets of the settings against the cost of the workspace. */
public final class Budgets {
    private final Session session;

    public Budgets(Session session) {
        this.session = session;
    }

    /**
     * Every budget as of {@code asOf}. Idle cost belongs to no team: it counts in the total, and in a team's budget only
     * what the team held.
     */
    public List<BudgetCheck> check(Instant asOf) {
        List<BudgetCheck> checks = new ArrayList<>();
        for (Budget budget : session.settings().budgets()) {
            Window window = budget.window(asOf, session.settings().zone());
            Instant end = asOf.isBefore(window.to()) ? asOf : window.to();
            if (!window.from().isBefore(end)) {
                checks.add(new BudgetCheck(
                        budget, window, asOf, Money.zero(budget.amount().currency()), BigDecimal.ZERO));
                continue;
            }
            Filter filter = filter(budget);
            CostAnswer answer = session.costs()
                    .ask(CostQuestion.by(List.of())
                            .in(Optional.of(new Window(window.from(), end)))
                            .where(filter));
            checks.add(new BudgetCheck(budget, window, asOf, answer.total(), unknown(answer.quality())));
        }
        return checks;
    }

    /** {@link #check}, with those that are running forecast to the end of their window from the daily spend before. */
    public List<BudgetCheck> checkAhead(Instant asOf) {
        return standing(asOf).stream().map(Standing::check).toList();
    }

    /** A budget, and its way where it is running and the past is long enough. */
    public record Standing(BudgetCheck check, Optional<BudgetCourse> course) {}

    /** {@link #checkAhead}, with the way of each that was forecast. */
    public List<Standing> standing(Instant asOf) {
        BudgetForecast forecast = new BudgetForecast(session, asOf);
        return check(asOf).stream()
                .map(c -> {
                    Optional<BudgetCourse> course = forecast.of(c, filter(c.budget()));
                    return new Standing(course.map(BudgetCourse::check).orElse(c), course);
                })
                .toList();
    }

    private static Filter filter(Budget budget) {
        return switch (budget.scope()) {
            case Budget.Scope.Total total -> new Filter.Everything();
            case Budget.Scope.Labelled l ->
                new Filter.Compare(l.key(), Filter.Operator.EQUALS, false, List.of(l.value()));
        };
    }

    private static BigDecimal unknown(CostAnswer.Quality quality) {
        long all = quality.samples() + quality.billLines();
        return all == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(quality.unpricedSamples() + quality.unconvertedLines())
                        .divide(BigDecimal.valueOf(all), MathContext.DECIMAL64);
    }
}
