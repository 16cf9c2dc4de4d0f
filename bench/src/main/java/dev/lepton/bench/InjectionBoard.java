package dev.lepton.bench;

import dev.lepton.core.forecast.Series;
import dev.lepton.core.forecast.anomaly.Detector;
import dev.lepton.core.forecast.anomaly.SpendDetector;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Events put into daily series, and how many of them are told at a given number of false alerts. Four events of a kind in each
 * series after day 370, each in a part of its own; told is an alert within the days the kind allows. Every alert outside an
 * event and the two days after it is false, those on true holidays of the series included.
 */
final class InjectionBoard {
    private static final int FIRST = 370;
    private static final int EVENTS = 4;
    private static final int ROOM = 35;
    private static final int MONTH = 28;
    private static final double FALSE_ALERTS = 6;
    private static final LocalDate BEGIN = LocalDate.of(1996, 3, 18);

    /** What is put in: for {@code length} days from the start, told within {@code within}. */
    private enum Kind {
        SPIKE_50("one day +50 % of the mean of 28 days", 1, 3),
        SPIKE_100("one day +100 %", 1, 3),
        TEN_DAYS_50("ten days +50 %", 10, 3),
        DOUBLED_DAY("one day times 2", 1, 3),
        DRIFT("rising for three weeks to +50 % and a week there", 28, 28),
        WEEKEND("a weekend doubled", 9, 9),
        ZERO("one day at zero", 1, 3),
        NOTHING("nothing (told within 28 days by chance)", 28, 28);

        private final String words;
        private final int length;
        private final int within;

        Kind(String words, int length, int within) {
            this.words = words;
            this.length = length;
            this.within = within;
        }

        void put(double[] y, double[] was, int start) {
            double usual = 0;
            for (int i = 1; i <= MONTH; i++) {
                usual += was[start - i] / MONTH;
            }
            switch (this) {
                case SPIKE_50 -> y[start] += usual / 2;
                case SPIKE_100 -> y[start] += usual;
                case DOUBLED_DAY -> y[start] *= 2;
                case ZERO -> y[start] = 0;
                case TEN_DAYS_50 -> {
                    for (int i = 0; i < length; i++) {
                        y[start + i] += usual / 2;
                    }
                }
                case DRIFT -> {
                    for (int i = 0; i < length; i++) {
                        y[start + i] += usual / 2 * Math.min(1, (i + 1) / 21.0);
                    }
                }
                case WEEKEND -> {
                    int saturday = start + Math.floorMod(5 - start, 7);
                    y[saturday] *= 2;
                    y[saturday + 1] *= 2;
                }
                case NOTHING -> {}
            }
        }
    }

    private record Result(double falseAlerts, double told) {}

    private final List<double[]> given;
    private final List<int[]> starts = new ArrayList<>();
    private final long seed;
    private final PrintStream out;

    InjectionBoard(List<double[]> given, long seed, PrintStream out) {
        this.given = given;
        this.seed = seed;
        this.out = out;
        SplittableRandom random = new SplittableRandom(seed);
        for (double[] y : given) {
            int part = (y.length - FIRST - ROOM) / EVENTS;
            int[] at = new int[EVENTS];
            for (int i = 0; i < EVENTS; i++) {
                at[i] = FIRST + i * part + random.nextInt(part - ROOM + 2);
            }
            starts.add(at);
        }
    }

    List<String> run() {
        List<String> rows = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            BiFunction<List<Series>, SpendDetector, List<List<Detector.Reading>>> together =
                    (all, detector) -> detector.watchTogether(all);
            BiFunction<List<Series>, SpendDetector, List<List<Detector.Reading>>> alone = (all, detector) ->
                    all.parallelStream().map(s -> detector.watch(s.values())).toList();
            rows.add(row(kind, "together", together, kind == Kind.ZERO));
            rows.add(row(kind, "each alone", alone, kind == Kind.ZERO));
        }
        return rows;
    }

    private String row(
            Kind kind,
            String how,
            BiFunction<List<Series>, SpendDetector, List<List<Detector.Reading>>> watch,
            boolean falls) {
        double low = 0.5;
        double high = 30;
        for (int i = 0; i < 16; i++) {
            double line = (low + high) / 2;
            if (result(kind, line, watch, falls).falseAlerts() > FALSE_ALERTS) {
                low = line;
            } else {
                high = line;
            }
        }
        Result fixed = result(kind, high, watch, falls);
        Result usual = result(kind, SpendDetector.Rule.USUAL.line(), watch, falls);
        String row = String.format(
                Locale.ROOT,
                "%d,%s,%s,%s,%.2f,%.3f,%.2f,%.2f,%.3f",
                seed,
                kind.words,
                how,
                falls ? "rises and falls" : "rises",
                fixed.falseAlerts(),
                fixed.told(),
                high,
                usual.falseAlerts(),
                usual.told());
        out.println(row);
        return row;
    }

    private Result result(
            Kind kind,
            double line,
            BiFunction<List<Series>, SpendDetector, List<List<Detector.Reading>>> watch,
            boolean falls) {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            double[] y = given.get(i).clone();
            for (int start : starts.get(i)) {
                kind.put(y, given.get(i), start);
            }
            series.add(series(i, y));
        }
        SpendDetector.Rule usual = SpendDetector.Rule.USUAL;
        List<List<Detector.Reading>> said = watch.apply(
                series, new SpendDetector(7, new SpendDetector.Rule(line, falls, usual.leastShare(), usual.least())));
        double told = 0;
        double alerts = 0;
        double days = 0;
        for (int i = 0; i < said.size(); i++) {
            boolean[] event = new boolean[said.get(i).size()];
            for (int start : starts.get(i)) {
                told += alerted(said.get(i), start, start + kind.within) ? 1 : 0;
                java.util.Arrays.fill(
                        event, start, Math.min(event.length, start + kind.length + 2), kind != Kind.NOTHING);
            }
            for (int t = FIRST; t < event.length; t++) {
                days += event[t] ? 0 : 1;
                alerts += !event[t] && said.get(i).get(t).alert() ? 1 : 0;
            }
        }
        return new Result(alerts / days * 365, told / EVENTS / said.size());
    }

    private static boolean alerted(List<Detector.Reading> said, int from, int to) {
        return said.subList(from, Math.min(to, said.size())).stream().anyMatch(Detector.Reading::alert);
    }

    private static Series series(int i, double[] y) {
        TreeMap<Instant, Double> observed = new TreeMap<>();
        for (int t = 0; t < y.length; t++) {
            observed.put(BEGIN.plusDays(t).atStartOfDay().toInstant(ZoneOffset.UTC), y[t]);
        }
        return Series.of("series " + i, observed);
    }
}
