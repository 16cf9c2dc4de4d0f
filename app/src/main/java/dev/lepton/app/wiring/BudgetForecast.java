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
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
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

    /** The way of {@code check}, whose scope is {@code filter}; empty where it is not running, or the past is too short. */
    Optional<BudgetCourse> of(BudgetCheck check, Filter filter) {
        Optional<Window> known = session.facts().span().filter(s -> s.from().isBefore(asOf));
        if (known.isEmpty()
                || asOf.isBefore(check.window().from())
                || !asOf.isBefore(check.window().to())) {
            return Optional.empty();
        }
        CostQuestion question = new CostQuestion(
                Optional.of(new Window(known.get().from(), dayEnd())),
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
                : Optional.of(course(check, days, next, Math.toIntExact(steps)));
    }

    /** A day that is not over counts with what is forecast of it, or with what it has spent where that is more. */
    private BudgetCourse course(BudgetCheck check, Series days, LocalDate next, int steps) {
        Forecast forecast = Automatic.ofSeries(List.of(days), steps, i -> {}).get(0);
        int first =
                Math.toIntExact(LocalDate.ofInstant(check.window().from(), zone).toEpochDay() - next.toEpochDay());
        List<Double> spent = spent(days, Math.max(0, days.size() + first));
        double known = spent.isEmpty() ? 0 : spent.get(spent.size() - 1);
        int begin = Math.max(0, first);
        List<BudgetCourse.Day> ahead = ahead(check, days, next, forecast, known, begin);
        Optional<BudgetCourse.Band> band = ahead.get(ahead.size() - 1).band();
        double budget = check.budget().amount().toDouble();
        BudgetCheck.Ahead end = new BudgetCheck.Ahead(
                money(ahead.get(ahead.size() - 1).expected(), check),
                band.map(b -> money(b.low(), check)),
                band.map(b -> money(b.high(), check)),
                forecast.probabilityAbove(begin, steps, budget - known).stream()
                        .mapToObj(BigDecimal::valueOf)
                        .findFirst(),
                crossing(budget, next.minusDays(spent.size()), spent, ahead));
        return new BudgetCourse(check.with(end), next.minusDays(spent.size()), spent, ahead);
    }

    /** Sums of the days from {@code first} on. */
    private static List<Double> spent(Series days, int first) {
        List<Double> spent = new ArrayList<>();
        double sum = 0;
        for (int i = first; i < days.size(); i++) {
            sum += days.value(i);
            spent.add(sum);
        }
        return spent;
    }

    private static List<BudgetCourse.Day> ahead(
            BudgetCheck check, Series days, LocalDate next, Forecast forecast, double known, int begin) {
        double[] mean = forecast.mean();
        boolean spending = IntStream.range(0, days.size()).allMatch(i -> days.value(i) >= 0);
        double today = Math.max(0, check.spent().toDouble() - known);
        double floor = spending ? check.spent().toDouble() : Double.NEGATIVE_INFINITY;
        double sum = known;
        List<BudgetCourse.Day> ahead = new ArrayList<>();
        for (int h = begin; h < mean.length; h++) {
            double day = spending ? Math.max(0, mean[h]) : mean[h];
            sum += h == begin ? Math.max(today, day) : day;
            double width = forecast.halfWidthOfSum(begin, h + 1, LEVEL);
            double low = Math.min(sum, Math.max(floor, sum - width));
            ahead.add(new BudgetCourse.Day(
                    next.plusDays(h),
                    sum,
                    Double.isFinite(width) ? Optional.of(new BudgetCourse.Band(low, sum + width)) : Optional.empty()));
        }
        return ahead;
    }

    private static Optional<LocalDate> crossing(
            double budget, LocalDate first, List<Double> spent, List<BudgetCourse.Day> ahead) {
        for (int i = 0; i < spent.size(); i++) {
            if (spent.get(i) > budget) {
                return Optional.of(first.plusDays(i));
            }
        }
        return ahead.stream()
                .filter(d -> d.expected() > budget)
                .map(BudgetCourse.Day::date)
                .findFirst();
    }

    /** The end of the day if this is its last second, for then all of it is known; else this moment. */
    private Instant dayEnd() {
        Instant next = asOf.plusSeconds(1);
        return next.atOffset(zone).toLocalTime().equals(LocalTime.MIDNIGHT) ? next : asOf;
    }

    private static Money money(double value, BudgetCheck check) {
        return new Money(
                BigDecimal.valueOf(value).setScale(2, java.math.RoundingMode.HALF_EVEN),
                check.spent().currency());
    }
}
