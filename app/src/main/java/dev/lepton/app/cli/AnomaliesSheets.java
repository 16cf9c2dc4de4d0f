package dev.lepton.app.cli;

import dev.lepton.core.forecast.Series;
import dev.lepton.core.forecast.anomaly.Contributor;
import dev.lepton.core.forecast.anomaly.Detector;
import dev.lepton.core.forecast.anomaly.Incident;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** What {@code lepton anomalies} answers of series. */
final class AnomaliesSheets {
    private static final MathContext DIGITS = new MathContext(15);
    private static final MathContext SCORE_DIGITS = new MathContext(6);
    private static final int SHOWN_PARTS = 3;
    private static final double YEAR_SECONDS = Duration.ofDays(365).toSeconds();
    private static final double[] LINES = {2.5, 3, 3.4, 4, 5, 6};
    private static final List<String> ROW =
            List.of("unique_id", "ds", "y", "score", "is_anomaly", "expected", "lo", "hi", "incident");

    private final WatchedSeries series;

    AnomaliesSheets(WatchedSeries series) {
        this.series = series;
    }

    /** A row for each value: {@code unique_id, ds, y, score, is_anomaly, expected, lo, hi, incident}. */
    Table table() {
        Table table = new Table();
        ROW.forEach(c -> table.left("", c));
        rows(cells -> table.row(cells.stream()
                .map(c -> c.raw().isNull() ? "" : c.raw().asText())
                .toList()));
        return table;
    }

    Sheets answer(boolean withRows, boolean backtest) {
        Sheets answer = new Sheets();
        if (withRows) {
            Sheet rows = new Sheet("rows", "");
            ROW.forEach(c -> rows.text(c, c));
            rows(cells -> rows.row(cells.toArray(Cell[]::new)));
            answer.add(rows);
        }
        Sheet incidents = incidents();
        answer.add(incidents);
        if (incidents.isEmpty()) {
            answer.open("Nothing is out of the ordinary.");
        }
        answer.add(contributors(withRows ? Integer.MAX_VALUE : SHOWN_PARTS));
        answer.add(backtest ? backtest() : perYear());
        notes(answer);
        return answer;
    }

    private interface RowTaker {
        void take(List<Cell> cells);
    }

    private void rows(RowTaker taker) {
        for (WatchedSeries.Said said : series.all()) {
            Series one = said.watched().series();
            double[] y = one.values();
            int incident = 0;
            for (int t = 0; t < y.length; t++) {
                Detector.Reading reading = said.readings().get(t);
                incident += reading.alert() ? 1 : 0;
                boolean known = t >= said.learns();
                taker.take(List.of(
                        Cell.text(one.id()),
                        Cell.text(ForecastSheets.time(one, t)),
                        number(y[t]),
                        number(reading.score(), SCORE_DIGITS),
                        Cell.flag(reading.alert(), "yes", "no"),
                        known ? number(reading.expected()) : Cell.NONE,
                        known ? number(reading.low()) : Cell.NONE,
                        known ? number(reading.high()) : Cell.NONE,
                        reading.open() ? Cell.plain(BigDecimal.valueOf(incident)) : Cell.NONE));
            }
        }
    }

    private Sheet incidents() {
        Sheet sheet = new Sheet("incidents", "Out of the ordinary")
                .text("series", "unique_id")
                .number("no.", "incident")
                .text("from", "start")
                .text("to", "end")
                .text("", "state")
                .number("expected", "total_expected")
                .number("actual", "total_actual")
                .number("impact", "total_impact")
                .number("%", "total_impact_percentage")
                .number("most at once", "max_impact")
                .number("score", "score");
        for (WatchedSeries.Said said : series.all()) {
            int number = 0;
            for (Incident incident : said.incidents()) {
                number++;
                OptionalDouble share = incident.impactShare();
                sheet.row(
                        Cell.text(said.watched().series().id()),
                        Cell.plain(BigDecimal.valueOf(number)),
                        Cell.text(ForecastSheets.time(said.watched().series(), incident.begin())),
                        Cell.text(ForecastSheets.time(said.watched().series(), incident.end())),
                        Cell.text(incident.ongoing() ? "ongoing" : "over"),
                        number(incident.expected()),
                        number(incident.actual()),
                        number(incident.impact()),
                        share.isEmpty() ? Cell.NONE : number(100 * share.getAsDouble(), new MathContext(6)),
                        number(incident.peak()),
                        number(incident.score(), new MathContext(3)));
            }
        }
        return sheet;
    }

    private Sheet contributors(int most) {
        Sheet sheet = new Sheet("contributors", "What had to do with it")
                .text("series", "unique_id")
                .number("no.", "incident")
                .text("dimension", "dimension")
                .text("part", "value")
                .number("impact", "impact")
                .number("% of the parts that moved so", "share");
        for (WatchedSeries.Said said : series.all()) {
            int number = 0;
            for (Incident incident : said.incidents()) {
                number++;
                String dimension = "";
                int rank = 0;
                for (Contributor part : said.contributors(incident)) {
                    rank = part.dimension().equals(dimension) ? rank + 1 : 1;
                    dimension = part.dimension();
                    if (rank <= most) {
                        sheet.row(
                                Cell.text(said.watched().series().id()),
                                Cell.plain(BigDecimal.valueOf(number)),
                                Cell.text(dimension),
                                Cell.text(part.value()),
                                number(part.impact()),
                                Cell.share(new BigDecimal(part.share(), SCORE_DIGITS), 1));
                    }
                }
            }
        }
        return sheet;
    }

    private Sheet perYear() {
        Sheet sheet = new Sheet("alerts_per_year", "Alerts")
                .text("series", "unique_id")
                .text("watched as", "detector")
                .number("values", "values")
                .number("only learnt from", "learnt")
                .number("alerts", "alerts")
                .number("a year", "alerts_per_year");
        for (WatchedSeries.Said said : series.all()) {
            int alerts = said.incidents().size();
            sheet.row(
                    Cell.text(said.watched().series().id()),
                    Cell.text(said.spend() ? "spend" : "utilisation"),
                    Cell.plain(BigDecimal.valueOf(said.readings().size())),
                    Cell.plain(BigDecimal.valueOf(said.learns())),
                    Cell.plain(BigDecimal.valueOf(alerts)),
                    perYear(said, alerts));
        }
        return sheet;
    }

    private static Cell perYear(WatchedSeries.Said said, int alerts) {
        Series one = said.watched().series();
        double seconds = said.learns() >= one.size()
                ? 0
                : Duration.between(one.at(said.learns()), one.at(one.size())).toSeconds();
        return seconds <= 0 ? Cell.NONE : Cell.number(BigDecimal.valueOf(alerts / seconds * YEAR_SECONDS), 1);
    }

    private Sheet backtest() {
        Sheet sheet = new Sheet("alerts_per_year", "Alerts that each line would have given")
                .text("series", "unique_id")
                .number("line", "line")
                .number("alerts", "alerts")
                .number("a year", "alerts_per_year");
        for (double line : LINES) {
            Map<String, Integer> alerts = series.alerts(line);
            for (WatchedSeries.Said said : series.all()) {
                Integer count = alerts.get(said.watched().series().id());
                if (count != null) {
                    sheet.row(
                            Cell.text(said.watched().series().id()),
                            number(line, new MathContext(3)),
                            Cell.plain(BigDecimal.valueOf(count)),
                            perYear(said, count));
                }
            }
        }
        series.all().stream()
                .filter(s -> !s.spend())
                .forEach(s -> sheet.row(
                        Cell.text(s.watched().series().id()),
                        Cell.NONE,
                        Cell.plain(BigDecimal.valueOf(s.incidents().size())),
                        perYear(s, s.incidents().size())));
        return sheet;
    }

    private void notes(Sheets answer) {
        List<String> silent = new ArrayList<>();
        for (WatchedSeries.Said said : series.all()) {
            Series one = said.watched().series();
            if (said.learns() >= one.size()) {
                silent.add("'" + one.id() + "' with " + one.size() + " values");
            }
            if (!one.filled().isEmpty()) {
                answer.note(one.id() + ": " + one.filled().size() + " of " + one.size()
                        + " steps had no value and were filled from the cycles before, the first at "
                        + ForecastSheets.time(one, one.filled().get(0)) + ".");
            }
        }
        answer.note("series are too short to say anything of, which were only learnt from", silent);
        boolean spend = series.all().stream().anyMatch(WatchedSeries.Said::spend);
        if (spend && !series.rule().falls()) {
            answer.note("falls are not told of; --falls tells of spend that falls to nearly nothing.");
        }
        long together = series.all().stream().filter(WatchedSeries.Said::spend).count();
        if (together >= 8) {
            answer.note("what all " + together
                    + " series did on one day is taken off each; their sum is worth watching for itself.");
        }
        if (IntStream.range(0, series.all().size())
                .anyMatch(i -> !series.all().get(i).incidents().isEmpty())) {
            answer.note("expected, low and high are estimates from what came before; is_anomaly marks the value that"
                    + " alerts, incident every value of it.");
        }
    }

    private static Cell number(double value) {
        return number(value, DIGITS);
    }

    private static Cell number(double value, MathContext digits) {
        BigDecimal rounded = new BigDecimal(value).round(digits);
        return Cell.shownAs(rounded.setScale(2, RoundingMode.HALF_EVEN), rounded);
    }
}
