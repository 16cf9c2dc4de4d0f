package dev.lepton.app.cli;

import dev.lepton.core.forecast.Forecast;
import dev.lepton.core.forecast.Series;
import dev.lepton.core.forecast.method.Cadence;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What {@code lepton forecast} answers. */
final class ForecastSheets {
    private static final int MOST_MONTHS = 120;
    private static final MathContext DIGITS = new MathContext(15);

    private final List<Series> series;
    private final List<Forecast> forecasts;
    private final List<BigDecimal> levels;
    private final @Nullable BigDecimal budget;

    ForecastSheets(
            List<Series> series, List<Forecast> forecasts, List<BigDecimal> levels, @Nullable BigDecimal budget) {
        this.series = series;
        this.forecasts = forecasts;
        this.levels = levels;
        this.budget = budget;
    }

    /**
     * One row a series and step: {@code unique_id, ds, mean, lo-80, hi-80, …}; with a budget the figures of the step's month
     * as well, empty where the horizon does not reach its end.
     */
    Table table() {
        Table table = new Table().left("", "unique_id").left("", "ds").right("", "mean");
        levels.forEach(l -> table.right("", "lo-" + l).right("", "hi-" + l));
        Map<String, Cell[]> months = new HashMap<>();
        if (budget != null) {
            List<String> named = List.of("month_known", "month_expected", "month_lo-95", "month_hi-95");
            named.forEach(n -> table.right("", n));
            table.right("", "probability_over_budget").left("", "crossing");
            for (int i = 0; i < series.size(); i++) {
                months(
                        i,
                        cells -> months.put(
                                cells[0].raw().asText() + " " + cells[1].raw().asText(), cells));
            }
        }
        rows((id, ds, cells) -> {
            List<String> row = new ArrayList<>(List.of(id, ds));
            cells.forEach(c -> row.add(raw(c)));
            if (budget != null) {
                Cell[] month = months.get(id + " " + ds.substring(0, 7));
                for (int k = 2; k < 8; k++) {
                    row.add(month == null ? "" : raw(month[k]));
                }
            }
            table.row(row);
        });
        return table;
    }

    private static String raw(Cell cell) {
        return cell.raw().isNumber()
                ? cell.raw().decimalValue().toPlainString()
                : cell.raw().isNull() ? "" : cell.raw().asText();
    }

    Sheets answer() {
        Sheets answer = new Sheets();
        addTo(answer);
        return answer;
    }

    /** Puts what is forecast, by step and by month, and how methods compared, into {@code answer}. */
    void addTo(Sheets answer) {
        Sheet rows = new Sheet("rows", "Ahead")
                .text("series", "unique_id")
                .text("when", "ds")
                .number("mean", "mean");
        levels.forEach(l -> rows.number(l + " % from", "lo-" + l).number("to", "hi-" + l));
        rows((id, ds, cells) -> {
            List<Cell> row = new ArrayList<>(List.of(Cell.text(id), Cell.text(ds)));
            row.addAll(cells);
            rows.row(row.toArray(Cell[]::new));
        });
        answer.add(rows);
        answer.add(months(answer));
        answer.add(backtest());
        for (int i = 0; i < series.size(); i++) {
            if (forecasts.get(i).origins() == 0) {
                answer.note(
                        series.get(i).id() + ": the past is too short to look back from, so there are no bands and no"
                                + " comparison; the forecast is "
                                + basis(forecasts.get(i)) + ".");
            }
        }
        if (forecasts.stream().anyMatch(f -> f.origins() > 0)) {
            answer.note(
                    "bands come from this forecast's own errors at up to 20 origins in the past; what never happened"
                            + " there is not in them.");
        }
    }

    private static String basis(Forecast forecast) {
        List<Forecast.Score> taken =
                forecast.scores().stream().filter(s -> s.weight() > 0).toList();
        return taken.size() == 1 ? taken.get(0).method() : "a blend of " + taken.size() + " methods";
    }

    private interface RowTaker {
        void take(String id, String ds, List<Cell> cells);
    }

    private void rows(RowTaker taker) {
        for (int i = 0; i < series.size(); i++) {
            Series one = series.get(i);
            Forecast forecast = forecasts.get(i);
            boolean floor = Arrays.stream(one.values()).allMatch(v -> v >= 0);
            List<double[]> widths = levels.stream()
                    .map(l -> forecast.halfWidths(l.movePointLeft(2).doubleValue()))
                    .toList();
            for (int h = 0; h < forecast.mean().length; h++) {
                double mean = floored(forecast.mean()[h], floor);
                List<Cell> cells = new ArrayList<>(List.of(number(mean)));
                for (double[] width : widths) {
                    double low = forecast.mean()[h] - width[h];
                    cells.add(Double.isFinite(low) ? number(floored(low, floor)) : Cell.NONE);
                    cells.add(number(forecast.mean()[h] + width[h]));
                }
                taker.take(one.id(), time(one, one.size() + h), cells);
            }
        }
    }

    private Sheet backtest() {
        Sheet sheet = new Sheet("backtest", "Mean absolute error of each method at origins in the past")
                .text("series", "unique_id")
                .text("method", "method")
                .number("error", "mean_absolute_error")
                .number("origins", "origins")
                .number("weight %", "weight")
                .text("taken", "taken");
        for (int i = 0; i < series.size(); i++) {
            for (Forecast.Score score : forecasts.get(i).scores()) {
                sheet.row(
                        Cell.text(series.get(i).id()),
                        Cell.text(score.method()),
                        number(score.error()),
                        Cell.plain(BigDecimal.valueOf(forecasts.get(i).compared())),
                        Cell.share(BigDecimal.valueOf(score.weight()).round(DIGITS), 0),
                        Cell.flag(score.weight() > 0, "yes", ""));
            }
        }
        return sheet;
    }

    /** Calendar months that the forecast reaches the end of, what was observed of them included. */
    private Sheet months(Sheets answer) {
        Sheet sheet = new Sheet("months", "Calendar months, what is known of them included")
                .text("series", "unique_id")
                .text("month", "month")
                .number("known", "known")
                .number("expected", "expected")
                .number("95 % from", "lo-95")
                .number("to", "hi-95")
                .number("over budget %", "probability_over_budget")
                .text("crossed on", "crossing");
        boolean cut = false;
        for (int i = 0; i < series.size(); i++) {
            cut |= months(i, sheet::row);
        }
        if (budget != null && sheet.isEmpty() && !cut) {
            answer.note("--budget is for series of days or hours; it was not used.");
        }
        if (cut) {
            answer.note("a month that the horizon does not reach the end of is left out; a longer --horizon shows it.");
        }
        return sheet;
    }

    /** Gives {@code taker} the figures of each month of a series of days or hours; returns whether one was cut off. */
    private boolean months(int i, Consumer<Cell[]> taker) {
        Series one = series.get(i);
        Forecast forecast = forecasts.get(i);
        if (one.cadence() != Cadence.DAILY && one.cadence() != Cadence.HOURLY) {
            return false;
        }
        int n = one.size();
        int end = n + forecast.mean().length;
        YearMonth month = month(one.at(n));
        for (int m = 0; m < MOST_MONTHS; m++, month = month.plusMonths(1)) {
            Instant from = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            Instant to =
                    month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            if (one.at(end).isBefore(to)) {
                return true;
            }
            int first = n;
            while (first > 0 && !one.at(first - 1).isBefore(from)) {
                first--;
            }
            int last = n;
            while (last < end && one.at(last).isBefore(to)) {
                last++;
            }
            int begin = n;
            while (begin < last && one.at(begin).isBefore(from)) {
                begin++;
            }
            taker.accept(row(one, forecast, month, first, begin - n, last - n));
        }
        return false;
    }

    private Cell[] row(Series one, Forecast forecast, YearMonth month, int first, int from, int to) {
        double known = Arrays.stream(one.values(), first, one.size()).sum();
        double expected = known + Arrays.stream(forecast.mean(), from, to).sum();
        double width = forecast.halfWidthOfSum(from, to, 0.95);
        boolean floor = Arrays.stream(one.values()).allMatch(v -> v >= 0) && Double.isFinite(width);
        Optional<BigDecimal> limit = Optional.ofNullable(budget);
        Cell over = limit.map(b -> forecast.probabilityAbove(from, to, b.doubleValue() - known))
                .filter(OptionalDouble::isPresent)
                .map(p -> Cell.share(BigDecimal.valueOf(p.getAsDouble()), 0))
                .orElse(Cell.NONE);
        String crossed = limit.map(b -> crossed(one, forecast, b.doubleValue(), first, from, to))
                .orElse("");
        return new Cell[] {
            Cell.text(one.id()),
            Cell.text(month.toString()),
            number(known),
            number(expected),
            number(floor ? Math.max(known, expected - width) : expected - width),
            number(expected + width),
            over,
            Cell.text(crossed)
        };
    }

    /** The first step at which the month's sum is above {@code limit}, observed or expected; empty where none is. */
    private static String crossed(Series one, Forecast forecast, double limit, int first, int from, int to) {
        double[] known = one.values();
        double[] ahead = forecast.mean();
        double sum = 0;
        for (int i = first < one.size() ? first : one.size() + from; i < one.size() + to; i++) {
            sum += i < one.size() ? known[i] : ahead[i - one.size()];
            if (sum > limit) {
                return time(one, i);
            }
        }
        return "";
    }

    private static YearMonth month(Instant at) {
        return YearMonth.from(at.atOffset(ZoneOffset.UTC));
    }

    /** When step {@code i} is: a date, or a time where steps are not whole days. */
    static String time(Series series, int i) {
        Instant at = series.at(i);
        return at.getEpochSecond() % 86_400 == 0
                        && (series.cadence() == Cadence.DAILY
                                || series.cadence() == Cadence.WEEKLY
                                || series.cadence() == Cadence.MONTHLY)
                ? at.atOffset(ZoneOffset.UTC).toLocalDate().toString()
                : at.toString();
    }

    private static double floored(double value, boolean floor) {
        return floor ? Math.max(0, value) : value;
    }

    private static Cell number(double value) {
        if (!Double.isFinite(value)) {
            return Cell.NONE;
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS);
        return Cell.shownAs(rounded.setScale(2, java.math.RoundingMode.HALF_EVEN), rounded);
    }
}
