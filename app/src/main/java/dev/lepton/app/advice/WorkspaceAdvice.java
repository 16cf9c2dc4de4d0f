package dev.lepton.app.advice;

import dev.lepton.app.wiring.Session;
import dev.lepton.core.advise.Advice;
import dev.lepton.core.advise.Advisor;
import dev.lepton.core.advise.Assumptions;
import dev.lepton.core.advise.Books;
import dev.lepton.core.advise.Effort;
import dev.lepton.core.advise.source.AdviceSources;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.OperatingPoint;
import dev.lepton.core.time.Window;
import dev.lepton.ledger.query.CostQuestion;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The advice on a workspace and the books it was given on.
 *
 * @param effort what changes are taken to cost
 * @param beyond where nobody named a window and bills reach beyond that of usage and jobs: all that is known of
 */
public record WorkspaceAdvice(Books books, Advice advice, Effort effort, Optional<Window> beyond) {
    /** What an hour of work is taken to cost, in the workspace's currency. */
    public static final BigDecimal HOUR_OF_WORK = BigDecimal.valueOf(100);

    /** How many months a saving is counted. */
    public static final int MONTHS = 12;

    /** Discount rate a year. */
    public static final BigDecimal RATE = new BigDecimal("0.1");

    /**
     * Advice on what {@code question} asks about, other ways at the prices of {@code now}.
     *
     * @param measured variants of models, beside those that were imported
     */
    public static WorkspaceAdvice of(
            Session session,
            CostQuestion question,
            Assumptions assumed,
            Effort effort,
            PowerTables power,
            List<OperatingPoint> measured,
            Instant now) {
        Books books = AdviceBooks.of(session, question, assumed, power, measured, now);
        Optional<Window> beyond = question.window().isPresent()
                ? Optional.empty()
                : session.facts().span().filter(s -> !s.equals(books.window()));
        return new WorkspaceAdvice(books, new Advisor(books, effort).advise(AdviceSources.all()), effort, beyond);
    }

    /** The same with everything assumed as usual. */
    public static WorkspaceAdvice of(Session session, CostQuestion question, Instant now) {
        Effort effort =
                new Effort(Map.of(), new Money(HOUR_OF_WORK, session.settings().currency()), MONTHS, RATE);
        return of(
                session,
                question,
                Assumptions.usual(session.settings().zone()),
                effort,
                new PowerTables(Optional.empty(), Map.of()),
                List.of(),
                now);
    }
}
