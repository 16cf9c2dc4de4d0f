package dev.lepton.app.cli;

import dev.lepton.core.forecast.Series;
import dev.lepton.core.forecast.anomaly.Contributor;
import dev.lepton.core.forecast.anomaly.Detector;
import dev.lepton.core.forecast.anomaly.Incident;
import dev.lepton.core.forecast.anomaly.SpendDetector;
import dev.lepton.core.forecast.anomaly.UtilisationDetector;
import dev.lepton.formats.series.WatchedCsv.Watched;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Series with what their detectors said of them. */
final class WatchedSeries {
    private static final Duration DAY = Duration.ofDays(1);

    /** Which detector is asked for. */
    enum Choice {
        AUTO,
        SPEND,
        UTILISATION
    }

    /**
     * A series and what was said of it.
     *
     * @param watched what was looked at
     * @param spend whether it was watched as spend
     * @param learns how many values were only learnt from
     */
    record Said(Watched watched, boolean spend, int learns, List<Detector.Reading> readings) {
        List<Incident> incidents() {
            return Incident.of(watched.series().values(), readings);
        }

        /** The parts of each dimension that had to do with {@code incident}, dimension by dimension. */
        List<Contributor> contributors(Incident incident) {
            List<Contributor> all = new ArrayList<>();
            watched.parts().forEach((dimension, parts) -> {
                Map<String, double[]> values = new TreeMap<>();
                parts.forEach((value, at) -> values.put(value, values(watched.series(), at)));
                all.addAll(Contributor.ranked(
                        dimension, values, incident, watched.series().cadence().season()));
            });
            return all;
        }

        private static double[] values(Series series, Map<Instant, Double> at) {
            return IntStream.range(0, series.size())
                    .mapToDouble(t -> at.getOrDefault(series.at(t), 0.0))
                    .toArray();
        }
    }

    private final List<Said> all;
    private final SpendDetector.Rule rule;

    private WatchedSeries(List<Said> all, SpendDetector.Rule rule) {
        this.all = List.copyOf(all);
        this.rule = rule;
    }

    /** Watches {@code series}, those of one cadence and kind together. */
    static WatchedSeries of(List<Watched> series, Choice choice, SpendDetector.Rule rule, boolean offline) {
        Map<Integer, List<Integer>> spending = new TreeMap<>();
        for (int i = 0; i < series.size(); i++) {
            if (choice == Choice.SPEND
                    || (choice == Choice.AUTO && byDays(series.get(i).series()))) {
                spending.computeIfAbsent(series.get(i).series().cadence().season(), s -> new ArrayList<>())
                        .add(i);
            }
        }
        Map<Integer, Said> said = new TreeMap<>();
        spending.forEach((season, members) -> {
            SpendDetector detector = new SpendDetector(season, rule);
            List<List<Detector.Reading>> readings = detector.watchTogether(
                    members.stream().map(m -> series.get(m).series()).toList());
            for (int k = 0; k < members.size(); k++) {
                Watched one = series.get(members.get(k));
                said.put(members.get(k), said(one, true, detector, readings.get(k), offline));
            }
        });
        UtilisationDetector utilisation = new UtilisationDetector();
        IntStream.range(0, series.size())
                .filter(i -> !said.containsKey(i))
                .parallel()
                .mapToObj(i -> Map.entry(
                        i,
                        said(
                                series.get(i),
                                false,
                                utilisation,
                                utilisation.watch(series.get(i).series().values()),
                                offline)))
                .toList()
                .forEach(e -> said.put(e.getKey(), e.getValue()));
        return new WatchedSeries(List.copyOf(said.values()), rule);
    }

    private static boolean byDays(Series series) {
        return series.size() < 2 || Duration.between(series.at(0), series.at(1)).compareTo(DAY) >= 0;
    }

    private static Said said(
            Watched watched, boolean spend, Detector detector, List<Detector.Reading> forward, boolean offline) {
        int learns = Math.min(detector.learns(), forward.size());
        List<Detector.Reading> readings = new ArrayList<>(forward);
        if (offline) {
            double[] y = watched.series().values();
            int n = y.length;
            List<Detector.Reading> back = detector.watch(
                    IntStream.range(0, n).mapToDouble(t -> y[n - 1 - t]).toArray());
            for (int t = 0; t < Math.min(learns, n - detector.learns()); t++) {
                readings.set(t, back.get(n - 1 - t));
            }
            return new Said(watched, spend, n < 2 * detector.learns() ? learns : 0, readings);
        }
        return new Said(watched, spend, learns, readings);
    }

    List<Said> all() {
        return all;
    }

    SpendDetector.Rule rule() {
        return rule;
    }

    /** How many alerts the series watched as spend would have had with another line; the rest has none. */
    Map<String, Integer> alerts(double line) {
        SpendDetector.Rule other = new SpendDetector.Rule(line, rule.falls(), rule.leastShare(), rule.least());
        List<Watched> spend =
                all.stream().filter(Said::spend).map(Said::watched).toList();
        Map<String, Integer> alerts = new TreeMap<>(Comparator.naturalOrder());
        if (!spend.isEmpty()) {
            for (Said one : of(spend, Choice.SPEND, other, false).all()) {
                alerts.put(one.watched().series().id(), one.incidents().size());
            }
        }
        return alerts;
    }
}
