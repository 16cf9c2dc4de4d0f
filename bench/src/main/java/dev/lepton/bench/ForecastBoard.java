package dev.lepton.bench;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.lepton.core.forecast.Accuracy;
import dev.lepton.core.forecast.Automatic;
import dev.lepton.core.forecast.Forecast;
import dev.lepton.core.forecast.method.Cadence;
import dev.lepton.core.forecast.method.Deseasonalised;
import dev.lepton.core.forecast.method.Method;
import dev.lepton.core.forecast.method.SeasonalNaive;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Forecasts of the ends of public series: the automatic choice beside every single method, on several ends of each series,
 * each forecast from what came before it.
 */
final class ForecastBoard {
    private static final int ENDS = 3;
    private static final double TAIL = 0.05;
    private static final long SEED = 1;

    /** Run on a sample of series; what takes minutes a series is left out of its set. */
    private record Set(String name, String file, boolean header, Cadence cadence, int horizon, List<String> peers) {}

    private static final List<String> PEERS = List.of("AutoETS", "AutoTheta", "AutoARIMA");

    private static final List<Set> SETS = List.of(
            new Set("M4 weekly", "m4_weekly_train.csv.gz", true, Cadence.WEEKLY, 13, PEERS),
            new Set("M4 hourly", "m4_hourly_train.csv.gz", true, Cadence.HOURLY, 48, PEERS.subList(0, 2)),
            new Set("NN5 daily", "nn5_daily_train.csv.gz", false, Cadence.DAILY, 56, PEERS));

    /** Means over series: sMAPE, MASE, MSIS, coverage of 95 % and of 80 %. */
    private static final class Sums {
        private final double[] sum = new double[5];
        private int count;

        void add(double... values) {
            for (int i = 0; i < values.length; i++) {
                sum[i] += values[i];
            }
            count++;
        }

        double mean(int i) {
            return sum[i] / count;
        }
    }

    private final Path data;
    private final ForecastPeers peers;
    private final int sample;
    private final PrintStream out;
    private final List<String> rows = new ArrayList<>(
            List.of("set,end,method,series,smape,mase,owa,msis_95,coverage_95,coverage_80,seconds,processor_seconds"));

    /** @param sample how many series of each set to draw and run peers on; 0 for all series, without peers */
    ForecastBoard(Path data, ForecastPeers peers, int sample, PrintStream out) {
        this.data = data;
        this.peers = peers;
        this.sample = sample;
        this.out = out;
    }

    List<String> run() throws IOException {
        for (Set set : SETS) {
            List<double[]> series = drawn(read(data.resolve("forecast").resolve(set.file()), set.header()));
            for (int end = 0; end < ENDS; end++) {
                end(set, series, end);
            }
        }
        return rows;
    }

    private List<double[]> drawn(List<double[]> all) {
        if (sample == 0) {
            return all;
        }
        List<double[]> left = new ArrayList<>(all);
        SplittableRandom random = new SplittableRandom(SEED);
        return IntStream.range(0, Math.min(sample, all.size()))
                .mapToObj(i -> left.remove(random.nextInt(left.size())))
                .toList();
    }

    private static double processorSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    private void end(Set set, List<double[]> series, int end) throws IOException {
        int cut = (end + 1) * set.horizon();
        int least = cut + 2 * set.horizon();
        List<double[]> full = series.stream().filter(y -> y.length > least).toList();
        List<double[]> past =
                full.stream().map(y -> Arrays.copyOf(y, y.length - cut)).toList();
        double processor = processorSeconds();
        long start = System.nanoTime();
        List<Forecast> automatic = Automatic.of(past, set.cadence(), set.horizon(), i -> {});
        double[] taken = {(System.nanoTime() - start) / 1e9, processorSeconds() - processor};
        Map<String, ForecastPeers.Peer> others =
                sample == 0 ? Map.of() : peers.ahead(past, set.cadence().season(), set.horizon(), set.peers());
        Map<String, Sums> all = new LinkedHashMap<>();
        Map<String, double[]> times = new LinkedHashMap<>(Map.of("automatic", taken));
        others.forEach((name, peer) ->
                times.put("statsforecast " + name, new double[] {peer.seconds(), peer.processorSeconds()}));
        Sums naive = new Sums();
        ForecastReference reference = new ForecastReference(set.cadence(), set.horizon());
        for (int i = 0; i < full.size(); i++) {
            double[] y = past.get(i);
            double scale = Accuracy.scale(y, y.length, set.cadence().season());
            if (scale > 0) {
                double[] actual = Arrays.copyOfRange(full.get(i), y.length, y.length + set.horizon());
                all.computeIfAbsent("automatic", n -> new Sums())
                        .add(figures(actual, automatic.get(i), ForecastReference.floor(y), scale));
                reference
                        .references(y)
                        .forEach((name, band) ->
                                all.computeIfAbsent(name, n -> new Sums()).add(figures(actual, band, scale)));
                single(set, y, actual, scale, all, naive);
                int index = i;
                others.forEach((name, peer) -> all.computeIfAbsent("statsforecast " + name, n -> new Sums())
                        .add(points(actual, peer.ahead().get(index), scale)));
            }
        }
        print(set, end, all, naive, times);
    }

    /** Each method by itself, the last value where a series is too short for it, and Naive2. */
    private static void single(Set set, double[] y, double[] actual, double scale, Map<String, Sums> all, Sums naive) {
        Method naive2 = new Deseasonalised(new SeasonalNaive(1), set.cadence().season());
        naive.add(points(actual, naive2.begin().ahead(y, y.length, set.horizon()), scale));
        for (Method method : set.cadence().methods()) {
            Method able = method.least() <= y.length ? method : new SeasonalNaive(1);
            all.computeIfAbsent(method.name(), n -> new Sums())
                    .add(points(actual, able.begin().ahead(y, y.length, set.horizon()), scale));
        }
    }

    private static double[] points(double[] actual, double[] ahead, double scale) {
        return new double[] {Accuracy.smape(actual, ahead), Accuracy.mase(actual, ahead, scale), 0, 0, 0};
    }

    private static double[] figures(double[] actual, Forecast forecast, double floor, double scale) {
        return figures(
                actual,
                ForecastReference.Band.of(
                        forecast.mean(), forecast.halfWidths(1 - TAIL), forecast.halfWidths(0.8), floor),
                scale);
    }

    private static double[] figures(double[] actual, ForecastReference.Band band, double scale) {
        double[] mean = band.row(0);
        return new double[] {
            Accuracy.smape(actual, mean),
            Accuracy.mase(actual, mean, scale),
            Accuracy.msis(actual, band.row(1), band.row(2), TAIL, scale),
            Accuracy.coverage(actual, band.row(1), band.row(2)),
            Accuracy.coverage(actual, band.row(3), band.row(4))
        };
    }

    private void print(Set set, int end, Map<String, Sums> all, Sums naive, Map<String, double[]> times) {
        all.forEach((method, sums) -> {
            double owa = (sums.mean(0) / naive.mean(0) + sums.mean(1) / naive.mean(1)) / 2;
            String row = String.format(
                    Locale.ROOT,
                    "%s,%d,%s,%d,%.3f,%.4f,%.4f,%.2f,%.4f,%.4f,%.1f,%.1f",
                    set.name(),
                    end,
                    method,
                    sums.count,
                    sums.mean(0),
                    sums.mean(1),
                    owa,
                    sums.mean(2),
                    sums.mean(3),
                    sums.mean(4),
                    times.getOrDefault(method, new double[2])[0],
                    times.getOrDefault(method, new double[2])[1]);
            rows.add(row);
            out.println(row);
        });
    }

    static List<double[]> read(Path file, boolean header) throws IOException {
        List<double[]> all = new ArrayList<>();
        try (var csv = CsvReader.builder()
                .ofCsvRecord(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            csv.stream()
                    .skip(header ? 1 : 0)
                    .forEach(r -> all.add(IntStream.range(1, r.getFieldCount())
                            .mapToObj(r::getField)
                            .filter(f -> !f.isEmpty() && !f.equals("NA"))
                            .mapToDouble(Double::parseDouble)
                            .toArray()));
        }
        return all;
    }
}
