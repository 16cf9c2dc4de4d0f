package dev.lepton.app.cli;

import dev.lepton.app.wiring.BudgetCourse;
import dev.lepton.app.wiring.Budgets;
import dev.lepton.app.wiring.DailySpend;
import dev.lepton.app.wiring.Session;
import dev.lepton.core.forecast.Automatic;
import dev.lepton.core.forecast.Forecast;
import dev.lepton.core.forecast.Series;
import dev.lepton.core.money.Money;
import dev.lepton.ledger.query.CostQuestion;
import dev.lepton.report.model.Chapter;
import dev.lepton.report.model.Plot;
import dev.lepton.report.model.Scoreboard;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The chapter of a report on spend to come: by day with bands, by month, and the way of each running budget. */
record SpendAhead(Session session, CostQuestion question, List<Budgets.Standing> budgets) {
    private static final String ID = "ahead";
    private static final String TITLE = "Spend ahead";
    private static final int LEAST_DAYS = 14;
    private static final int SHOWN_DAYS = 180;
    private static final int MOST_DAYS = 100;
    private static final List<BigDecimal> LEVELS = List.of(BigDecimal.valueOf(80), BigDecimal.valueOf(95));

    /** @param all the days until the report's window ends, which is what {@code question} is about; no keys */
    static Chapter of(Session session, CostQuestion all, List<Budgets.Standing> budgets) {
        long most = ReportChapters.wholeDays(all);
        if (most < LEAST_DAYS) {
            return lacking(most);
        }
        DailySpend spend = DailySpend.of(session, all);
        int days = spend.series().isEmpty() ? 0 : spend.series().get(0).size();
        return days < LEAST_DAYS ? lacking(days) : new SpendAhead(session, all, budgets).chapter(spend);
    }

    private static Chapter lacking(long days) {
        return new Chapter.Lacking(
                ID,
                TITLE,
                "A forecast of spend needs at least " + LEAST_DAYS + " whole days of cost; there are " + days + ".",
                Optional.of("lepton import usage FILE"));
    }

    private Chapter chapter(DailySpend spend) {
        Series days = spend.series().get(0).named("all spend");
        int horizon = horizon(days);
        Forecast forecast = Automatic.ofSeries(List.of(days), horizon, i -> {}).get(0);
        Sheets answer = new Sheets();
        String currency = session.settings().currency().getCurrencyCode();
        answer.open("All spend by the day in " + currency + ", " + date(days, 0) + " to " + date(days, days.size() - 1)
                + ", and " + horizon
                + " days ahead as estimated from them; nothing that is planned is in it.");
        List<BudgetCourse> courses =
                budgets.stream().flatMap(b -> b.course().stream()).toList();
        answer.add(budgets(courses, currency));
        ForecastSheets sheets = new ForecastSheets(List.of(days), List.of(forecast), LEVELS, null);
        sheets.addTo(answer);
        ForecastInput.ledger(session, question, spend).notes().forEach(answer::note);
        List<Plot> plots = new ArrayList<>();
        plots.add(days("Spend by the day, and ahead", days, forecast, currency));
        held().ifPresent(h -> plots.add(days(
                "Of it what somebody held, idle left out",
                h,
                Automatic.ofSeries(List.of(h), horizon, i -> {}).get(0),
                currency)));
        courses.forEach(c -> plots.add(course(c, currency)));
        Scoreboard board = answer.board(TITLE, plots);
        return new Chapter.Shown(ID, TITLE, board, Optional.empty());
    }

    /** What is spent without what nobody asked for; empty where nothing is idle or too little is known. */
    private Optional<Series> held() {
        TreeMap<Instant, Double> held = new TreeMap<>();
        boolean idle = false;
        DailySpend teams = DailySpend.of(session, question.groupedBy(List.of("team")));
        for (int k = 0; k < teams.series().size(); k++) {
            Series one = teams.series().get(k);
            if (teams.paths().get(k).equals(List.of(DailySpend.IDLE))) {
                idle = true;
                continue;
            }
            for (int i = 0; i < one.size(); i++) {
                held.merge(one.at(i), one.value(i), Double::sum);
            }
        }
        return idle && held.size() >= LEAST_DAYS ? Optional.of(Series.of("held", held)) : Optional.empty();
    }

    /** To the end of the next month, or of a running budget where that is later, but no more than 100 days. */
    private int horizon(Series days) {
        LocalDate next = date(days, days.size());
        LocalDate end = YearMonth.from(next).plusMonths(1).atEndOfMonth();
        for (Budgets.Standing standing : budgets) {
            LocalDate last = LocalDate.ofInstant(
                    standing.check().window().to().minusNanos(1),
                    session.settings().zone());
            end = standing.course().isPresent() && last.isAfter(end) ? last : end;
        }
        return (int) Math.min(MOST_DAYS, ChronoUnit.DAYS.between(next, end) + 1);
    }

    private static LocalDate date(Series days, int i) {
        return LocalDate.ofInstant(days.at(i), ZoneOffset.UTC);
    }

    private static Plot days(String title, Series days, Forecast forecast, String currency) {
        int n = days.size();
        int first = Math.max(0, n - SHOWN_DAYS);
        boolean floor = IntStream.range(0, n).allMatch(i -> days.value(i) >= 0);
        List<Plot.Point> spent = new ArrayList<>();
        for (int i = first; i < n; i++) {
            spent.add(new Plot.Point(i - first, days.value(i)));
        }
        List<Plot.Point> expected = new ArrayList<>();
        double[] mean = forecast.mean();
        for (int h = 0; h < mean.length; h++) {
            expected.add(new Plot.Point(n - first + h, floor ? Math.max(0, mean[h]) : mean[h]));
        }
        List<Plot.Range> ranges = new ArrayList<>();
        for (int k = LEVELS.size() - 1; k >= 0; k--) {
            double[] width = forecast.halfWidths(LEVELS.get(k).movePointLeft(2).doubleValue());
            if (Double.isFinite(width[0])) {
                ranges.add(range(LEVELS.get(k) + " % of days", expected, mean, width, floor));
            }
        }
        return new Plot(
                title,
                Plot.Form.LINES,
                new Plot.Axis("date", Optional.of(date(days, first))),
                new Plot.Axis(currency + " a day"),
                List.of(Plot.Series.of("spent", spent), Plot.Series.of("expected", expected)),
                List.of(new Plot.Mark("the facts end", true, n - first - 0.5)),
                ranges);
    }

    private static Plot.Range range(
            String name, List<Plot.Point> expected, double[] mean, double[] width, boolean floor) {
        List<Plot.Point> low = new ArrayList<>();
        List<Plot.Point> high = new ArrayList<>();
        for (int h = 0; h < mean.length; h++) {
            double x = expected.get(h).x();
            low.add(new Plot.Point(x, floor ? Math.max(0, mean[h] - width[h]) : mean[h] - width[h]));
            high.add(new Plot.Point(x, Math.max(low.get(h).y(), mean[h] + width[h])));
        }
        return new Plot.Range(name, "expected", low, high);
    }

    /** A budget's sums by the end of each day. */
    private static Plot course(BudgetCourse course, String currency) {
        List<Plot.Point> spent = new ArrayList<>();
        for (int i = 0; i < course.spent().size(); i++) {
            spent.add(new Plot.Point(i, course.spent().get(i)));
        }
        List<Plot.Point> expected = new ArrayList<>();
        List<Plot.Point> low = new ArrayList<>();
        List<Plot.Point> high = new ArrayList<>();
        spent.stream().skip(Math.max(0, spent.size() - 1)).forEach(expected::add);
        for (BudgetCourse.Day day : course.ahead()) {
            double x = ChronoUnit.DAYS.between(course.first(), day.date());
            expected.add(new Plot.Point(x, day.expected()));
            day.band().ifPresent(b -> {
                low.add(new Plot.Point(x, b.low()));
                high.add(new Plot.Point(x, b.high()));
            });
        }
        double limit = course.check().budget().amount().toDouble();
        List<Plot.Mark> marks = new ArrayList<>();
        marks.add(new Plot.Mark("budget", false, limit));
        course.check()
                .ahead()
                .flatMap(a -> a.crossing())
                .ifPresent(d ->
                        marks.add(new Plot.Mark("over it on " + d, true, ChronoUnit.DAYS.between(course.first(), d))));
        return new Plot(
                "The budget '" + course.check().budget().name() + "': spent by the end of each day, and ahead",
                Plot.Form.LINES,
                new Plot.Axis("date", Optional.of(course.first())),
                new Plot.Axis("so far, " + currency),
                List.of(Plot.Series.of("spent", spent), Plot.Series.of("expected", expected)),
                marks,
                low.isEmpty() ? List.of() : List.of(new Plot.Range("95 % of such sums", "expected", low, high)));
    }

    private static Sheet budgets(List<BudgetCourse> courses, String currency) {
        Sheet sheet = new Sheet("budgets", "Running budgets at their end, as forecast")
                .text("budget", "name")
                .text("ends", "end")
                .number("amount " + currency, "amount")
                .number("spent", "spent")
                .number("expected at its end", "expected")
                .number("95 % from", "lo-95")
                .number("to", "hi-95")
                .number("probably over, %", "probability_over_budget")
                .text("crossed on", "crossing");
        for (BudgetCourse course : courses) {
            var check = course.check();
            var ahead = check.ahead().orElseThrow();
            sheet.row(
                    Cell.text(check.budget().name()),
                    Cell.text(
                            course.ahead().get(course.ahead().size() - 1).date().toString()),
                    money(check.budget().amount()),
                    money(check.spent()),
                    money(ahead.atEnd()),
                    Cell.known(ahead.low(), SpendAhead::money),
                    Cell.known(ahead.high(), SpendAhead::money),
                    Cell.known(ahead.probabilityOver(), p -> Cell.percent(p, 0)),
                    Cell.text(ahead.crossing().map(LocalDate::toString).orElse("not expected")));
        }
        return sheet;
    }

    private static Cell money(Money money) {
        return Cell.number(money.amount(), 2);
    }
}
