package dev.lepton.app.wiring;

import dev.lepton.core.billing.Filter;
import dev.lepton.core.billing.Sharing;
import dev.lepton.core.forecast.Automatic;
import dev.lepton.core.forecast.Forecast;
import dev.lepton.core.forecast.Series;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import dev.lepton.core.watch.BudgetCheck;
import dev.lepton.ledger.query.CostQuestion;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Forecasts what a budget will have spent at its end, from the daily spend of its scope until now. */
final class BudgetForecast {
    /** With fewer days there is no week to go by, and a straight line says as much. */
    private static final int LEAST_DAYS = 14;

    private static final int MOST_DAYS = 2_000;
    private static final double LEVEL = 0.95;

    private final Session session;
    private final Instant asOf;
    private final ZoneOffset zone;

    BudgetForecast(Session session, Instant asOf) {
        this.session = session;
        this.asOf = asOf;
        zone = session.settings().zone();
    }

    /** The end of {@code check}, whose scope is {@code filter}; empty where it is not running, or the past is too short. */
    Optional<BudgetCheck.Ahead> of(BudgetCheck check, Filter filter) {
        Optional<Window> known = session.facts().span().filter(s -> s.from().isBefore(asOf));
        if (known.isEmpty()
                || asOf.isBefore(check.window().from())
                || !asOf.isBefore(check.window().to())) {
            return Optional.empty();
        }
        CostQuestion question = new CostQuestion(
                Optional.of(new Window(known.get().from(), asOf)),
                List.of(),
                filter,
                Sharing.Rule.NONE,
                Optional.empty(),
                Sharing.Rule.NONE,
                CostQuestion.Basis.EFFECTIVE,
                zone);
        List<Series> spend = DailySpend.of(session, question).series();
        if (spend.isEmpty() || spend.get(0).size() < LEAST_DAYS) {
            return Optional.empty();
        }
        Series days = spend.get(0);
        LocalDate next = LocalDate.ofInstant(days.at(days.size()), ZoneOffset.UTC);
        LocalDate end =
                LocalDate.ofInstant(check.window().to().minusNanos(1), zone).plusDays(1);
        long steps = end.toEpochDay() - next.toEpochDay();
        return steps < 1 || steps > MOST_DAYS
                ? Optional.empty()
                : Optional.of(ahead(check, days, next, Math.toIntExact(steps)));
    }

    /** A day that is not over counts with what is forecast of it, or with what it has spent where that is more. */
    private BudgetCheck.Ahead ahead(BudgetCheck check, Series days, LocalDate next, int steps) {
        Forecast forecast = Automatic.ofSeries(List.of(days), steps, i -> {}).get(0);
        double[] mean = forecast.mean();
        boolean spending = IntStream.range(0, days.size()).allMatch(i -> days.value(i) >= 0);
        LocalDate from = LocalDate.ofInstant(check.window().from(), zone);
        int first = Math.toIntExact(from.toEpochDay() - next.toEpochDay());
        double known = IntStream.range(Math.max(0, days.size() + first), days.size())
                .mapToDouble(days::value)
                .sum();
        int begin = Math.max(0, first);
        double today = Math.max(0, check.spent().toDouble() - known);
        double budget = check.budget().amount().toDouble();
        double sum = known;
        Optional<LocalDate> crossing = Optional.empty();
        for (int h = begin; h < steps; h++) {
            double day = spending ? Math.max(0, mean[h]) : mean[h];
            sum += h == begin ? Math.max(today, day) : day;
            if (sum > budget && crossing.isEmpty()) {
                crossing = Optional.of(next.plusDays(h));
            }
        }
        double width = forecast.halfWidthOfSum(begin, steps, LEVEL);
        boolean sure = Double.isFinite(width);
        double low = Math.max(spending ? check.spent().toDouble() : Double.NEGATIVE_INFINITY, sum - width);
        return new BudgetCheck.Ahead(
                money(sum, check),
                sure ? Optional.of(money(low, check)) : Optional.empty(),
                sure ? Optional.of(money(sum + width, check)) : Optional.empty(),
                forecast.probabilityAbove(begin, steps, budget - known).stream()
                        .mapToObj(BigDecimal::valueOf)
                        .findFirst(),
                crossing);
    }

    private static Money money(double value, BudgetCheck check) {
        return new Money(
                BigDecimal.valueOf(value).setScale(2, java.math.RoundingMode.HALF_EVEN),
                check.spent().currency());
    }
}
