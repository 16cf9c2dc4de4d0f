package dev.lepton.app.cli;

import dev.lepton.app.wiring.Session;
import dev.lepton.app.wiring.Told;
import dev.lepton.app.wiring.WatchedSpend;
import dev.lepton.core.forecast.Series;
import dev.lepton.core.forecast.anomaly.Detector;
import dev.lepton.core.forecast.anomaly.Incident;
import dev.lepton.core.forecast.anomaly.SpendDetector;
import dev.lepton.formats.series.WatchedCsv;
import dev.lepton.ledger.query.CostQuestion;
import dev.lepton.report.model.Chapter;
import dev.lepton.report.model.Plot;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The chapter of a report on days that were out of the ordinary, of all spend and of each team's.
 *
 * @param chapter tables, and the series with the dearest incidents drawn
 * @param told the dear incidents in few words, for the chart of cost over time
 */
record UnusualSpend(Chapter chapter, List<Told> told) {
    private static final String ID = "unusual";
    private static final String TITLE = "Out of the ordinary";
    private static final int DRAWN = 3;
    private static final int SHOWN_DAYS = 180;
    /** From what share of a mean day's spend in all on an incident has a mark on the chart of cost over time. */
    private static final double LEAST_MARKED = 0.25;

    private static final BigDecimal LEAST_SHARE = new BigDecimal("0.02");

    UnusualSpend {
        told = List.copyOf(told);
    }

    /** @param question by day and team; incidents of less than a fiftieth of the mean day's spend are not told */
    static UnusualSpend of(Session session, CostQuestion question) {
        int learns = new SpendDetector(7, SpendDetector.Rule.USUAL).learns();
        long most = ReportChapters.wholeDays(question);
        if (most <= learns) {
            return lacking(learns, most);
        }
        List<WatchedCsv.Watched> spend = WatchedSpend.of(session, question);
        int days = spend.isEmpty() ? 0 : spend.get(0).series().size();
        if (days <= learns) {
            return lacking(learns, days);
        }
        double mean = Arrays.stream(spend.get(0).series().values()).average().orElse(0);
        SpendDetector.Rule usual = SpendDetector.Rule.USUAL;
        SpendDetector.Rule rule = new SpendDetector.Rule(
                usual.line(), usual.falls(), usual.leastShare(), LEAST_SHARE.doubleValue() * Math.max(0, mean));
        WatchedSeries watched = WatchedSeries.of(spend, WatchedSeries.Choice.SPEND, rule, false);
        Sheets answer = new AnomaliesSheets(watched).answer(false, false);
        String currency = session.settings().currency().getCurrencyCode();
        answer.open("Days on which spend in " + currency
                + " rose above what the days before let expect, of all spend and of"
                + " each team; each told once, on the day it could be seen.");
        answer.note(
                "less than 2 % of a mean day's spend in all, and less than 10 % of what was expected, is not told.");
        List<Plot> plots = dearest(watched).stream().map(s -> plot(s, currency)).toList();
        return new UnusualSpend(
                new Chapter.Shown(ID, TITLE, answer.board(TITLE, plots), Optional.empty()),
                told(watched, LEAST_MARKED * mean));
    }

    private static UnusualSpend lacking(int learns, long days) {
        return new UnusualSpend(
                new Chapter.Lacking(
                        ID,
                        TITLE,
                        "What is usual is learnt from " + learns + " days of cost; there are " + days + ".",
                        Optional.of("lepton import usage FILE")),
                List.of());
    }

    /** All spend, and then the series whose incidents cost most. */
    private static List<WatchedSeries.Said> dearest(WatchedSeries watched) {
        List<WatchedSeries.Said> drawn = new ArrayList<>(watched.all().subList(0, 1));
        watched.all().stream()
                .skip(1)
                .filter(s -> !s.incidents().isEmpty())
                .sorted(Comparator.comparingDouble(UnusualSpend::impact).reversed())
                .limit(DRAWN - 1)
                .forEach(drawn::add);
        return drawn;
    }

    private static double impact(WatchedSeries.Said said) {
        return said.incidents().stream().mapToDouble(Incident::impact).sum();
    }

    private static List<Told> told(WatchedSeries watched, double least) {
        List<Told> told = new ArrayList<>();
        for (WatchedSeries.Said said : watched.all()) {
            Series series = said.watched().series();
            for (Incident incident : said.incidents()) {
                LocalDate day = date(series, incident.begin());
                if (incident.impact() < least) {
                    continue;
                }
                told.add(new Told(
                        day,
                        series.id() + ", " + day + ": "
                                + Cell.grouped(
                                        BigDecimal.valueOf(incident.impact()).setScale(0, RoundingMode.HALF_EVEN))
                                + " more than expected"));
            }
        }
        return told;
    }

    private static LocalDate date(Series series, int i) {
        return LocalDate.ofInstant(series.at(i), ZoneOffset.UTC);
    }

    private static Plot plot(WatchedSeries.Said said, String currency) {
        Series series = said.watched().series();
        int first = Math.max(0, series.size() - SHOWN_DAYS);
        List<Plot.Point> spent = new ArrayList<>();
        List<Plot.Point> alerts = new ArrayList<>();
        List<Plot.Point> expected = new ArrayList<>();
        List<Plot.Point> low = new ArrayList<>();
        List<Plot.Point> high = new ArrayList<>();
        for (int i = first; i < series.size(); i++) {
            Detector.Reading reading = said.readings().get(i);
            double x = i - first;
            spent.add(new Plot.Point(x, series.value(i)));
            if (i >= said.learns()) {
                expected.add(new Plot.Point(x, reading.expected()));
                low.add(new Plot.Point(x, Math.min(reading.expected(), Math.max(0, reading.low()))));
                high.add(new Plot.Point(x, reading.high()));
                if (reading.alert()) {
                    alerts.add(new Plot.Point(x, series.value(i)));
                }
            }
        }
        List<Plot.Series> drawn = new ArrayList<>();
        drawn.add(Plot.Series.of("spent", spent));
        drawn.add(Plot.Series.of("expected", expected));
        if (!alerts.isEmpty()) {
            drawn.add(new Plot.Series("told on that day", Plot.Tone.ALARM, alerts));
        }
        return new Plot(
                series.id().equals(WatchedSpend.TOTAL)
                        ? "All spend"
                        : "Spend of " + series.id().replace(":", " "),
                Plot.Form.LINES,
                new Plot.Axis("date", Optional.of(date(series, first))),
                new Plot.Axis(currency + " a day"),
                drawn,
                List.of(),
                List.of(new Plot.Range("not told of", "expected", low, high)));
    }
}
