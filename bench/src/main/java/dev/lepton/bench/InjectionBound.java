package dev.lepton.bench;

import dev.lepton.core.forecast.anomaly.Detector;
import dev.lepton.core.forecast.anomaly.SpendDetector;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * What no watcher of single days that expects what ours expects could exceed: it knows beforehand how large the event is and the law of errors, and by
 * Neyman and Pearson alerts where their ratio of likelihoods is highest. The law is a kernel density of the very errors that are judged, so the figures
 * are too good, more so with each series' own.
 */
final class InjectionBound {
    private static final int FIRST = 370;
    private static final int MONTH = 28;
    private static final int POOLED = 2_000;
    private static final double FALSE_ALERTS = 6;
    private static final double YEAR = 365;

    private InjectionBound() {}

    /** Rows as those of {@link InjectionBoard}, the bound instead of a seed. */
    static List<String> rows(List<double[]> series, PrintStream out) {
        List<double[]> errors = new ArrayList<>();
        List<double[]> usual = new ArrayList<>();
        for (double[] y : series) {
            List<Detector.Reading> said = new SpendDetector(7, SpendDetector.Rule.USUAL).watch(y);
            errors.add(IntStream.range(FIRST, y.length)
                    .mapToDouble(t -> (y[t] - said.get(t).expected()) / size(said.get(t)))
                    .toArray());
            usual.add(IntStream.range(FIRST, y.length)
                    .mapToDouble(t -> Arrays.stream(y, t - MONTH, t).average().orElseThrow() / size(said.get(t)))
                    .toArray());
        }
        double[] all = errors.stream().flatMapToDouble(Arrays::stream).toArray();
        DoubleUnaryOperator pooled = density(new SplittableRandom(1)
                .ints(POOLED, 0, all.length)
                .mapToDouble(i -> all[i])
                .toArray());
        List<String> rows = new ArrayList<>();
        for (double share : new double[] {0.5, 1}) {
            for (boolean own : new boolean[] {false, true}) {
                double[][][] ratios = IntStream.range(0, series.size())
                        .parallel()
                        .mapToObj(
                                i -> ratios(errors.get(i), usual.get(i), share, own ? density(errors.get(i)) : pooled))
                        .toArray(double[][][]::new);
                String row = String.format(
                        Locale.ROOT,
                        "bound,one day +%.0f %%,%s law of errors known,rises,%.2f,%.3f,,,",
                        100 * share,
                        own ? "each series' own" : "one",
                        FALSE_ALERTS,
                        told(ratios));
                out.println(row);
                rows.add(row);
            }
        }
        return rows;
    }

    private static double size(Detector.Reading said) {
        return Math.max(1e-9, (said.high() - said.expected()) / SpendDetector.Rule.USUAL.line());
    }

    /** Gaussian kernels, and a little of a law with long tails so that nothing is impossible. */
    private static DoubleUnaryOperator density(double[] seen) {
        double[] near =
                Arrays.stream(seen).map(v -> Math.max(-3, Math.min(3, v))).toArray();
        double mean = Arrays.stream(near).average().orElse(0);
        double deviation = Math.sqrt(
                Arrays.stream(near).map(v -> (v - mean) * (v - mean)).average().orElse(1));
        double width = 1.06 * deviation * Math.pow(seen.length, -0.2);
        return z -> {
            double sum = 0;
            for (double v : seen) {
                double off = (z - v) / width;
                sum += Math.exp(-0.5 * off * off);
            }
            return sum / seen.length / width / Math.sqrt(2 * Math.PI) + 1e-4 / (1 + z * z);
        };
    }

    /** Logarithms of likelihood with the event over without, of each day as it is and as it would be with the event. */
    private static double[][] ratios(double[] errors, double[] usual, double share, DoubleUnaryOperator law) {
        double[][] ratios = new double[2][errors.length];
        for (int t = 0; t < errors.length; t++) {
            double event = share * usual[t];
            for (int with = 0; with < 2; with++) {
                double z = errors[t] + with * event;
                ratios[with][t] = Math.log(law.applyAsDouble(z - event)) - Math.log(law.applyAsDouble(z));
            }
        }
        return ratios;
    }

    /** The share of days on which the event would be told, on the day or by a false alert in the two days after. */
    private static double told(double[][][] ratios) {
        double low = -60;
        double high = 60;
        for (int i = 0; i < 50; i++) {
            double line = (low + high) / 2;
            if (alerts(ratios, line) > FALSE_ALERTS) {
                low = line;
            } else {
                high = line;
            }
        }
        double line = high;
        double onTheDay = Arrays.stream(ratios)
                .mapToDouble(r -> Arrays.stream(r[1]).filter(v -> v > line).count() / (double) r[1].length)
                .average()
                .orElse(0);
        return onTheDay + (1 - onTheDay) * (1 - Math.pow(1 - FALSE_ALERTS / YEAR, 2));
    }

    /** Alerts a year without events, days in a row counted once. */
    private static double alerts(double[][][] ratios, double line) {
        double alerts = 0;
        double days = 0;
        for (double[][] one : ratios) {
            for (int t = 0; t < one[0].length; t++) {
                alerts += one[0][t] > line && (t == 0 || one[0][t - 1] <= line) ? 1 : 0;
                days++;
            }
        }
        return alerts / days * YEAR;
    }
}
