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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * Forecasts of the ends of public series: the automatic choice beside every single method, on several ends of each series,
 * each forecast from what came before it.
 */
final class ForecastBoard {
    private static final int ENDS = 3;
    private static final double TAIL = 0.05;

    /** Peers that take hours on a set are left out of it: AutoARIMA of all. */
    private record Set(String name, String file, boolean header, Cadence cadence, int horizon, List<String> peers) {}

    private static final List<Set> SETS = List.of(
            new Set("M4 weekly", "m4_weekly_train.csv.gz", true, Cadence.WEEKLY, 13, List.of("AutoETS", "AutoTheta")),
            new Set("M4 hourly", "m4_hourly_train.csv.gz", true, Cadence.HOURLY, 48, List.of("AutoTheta")),
            new Set("NN5 daily", "nn5_daily_train.csv.gz", false, Cadence.DAILY, 56, List.of("AutoETS", "AutoTheta")));

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
    private final PrintStream out;
    private final List<String> rows =
            new ArrayList<>(List.of("set,end,method,series,smape,mase,owa,msis_95,coverage_95,coverage_80,seconds"));

    ForecastBoard(Path data, ForecastPeers peers, PrintStream out) {
        this.data = data;
        this.peers = peers;
        this.out = out;
    }

    List<String> run() throws IOException {
        for (Set set : SETS) {
            List<double[]> series = read(data.resolve("forecast").resolve(set.file()), set.header());
            for (int end = 0; end < ENDS; end++) {
                end(set, series, end);
            }
        }
        return rows;
    }

    private void end(Set set, List<double[]> series, int end) throws IOException {
        int cut = (end + 1) * set.horizon();
        int least = cut + 3 * set.cadence().longSeason() / 2;
        List<double[]> full = series.stream().filter(y -> y.length > least).toList();
        List<double[]> past =
                full.stream().map(y -> Arrays.copyOf(y, y.length - cut)).toList();
        long start = System.nanoTime();
        List<Forecast> automatic = Automatic.of(past, set.cadence(), set.horizon(), i -> {});
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, ForecastPeers.Peer> others = peers.ahead(past, set.cadence().season(), set.horizon(), set.peers());
        Map<String, Sums> all = new LinkedHashMap<>();
        Map<String, Double> times = new LinkedHashMap<>(Map.of("automatic", seconds));
        others.forEach((name, peer) -> times.put("statsforecast " + name, peer.seconds()));
        Sums naive = new Sums();
        Method.Run naive2 =
                new Deseasonalised(new SeasonalNaive(1), set.cadence().season()).begin();
        for (int i = 0; i < full.size(); i++) {
            double[] y = past.get(i);
            double scale = Accuracy.scale(y, y.length, set.cadence().season());
            if (scale > 0) {
                double[] actual = Arrays.copyOfRange(full.get(i), y.length, y.length + set.horizon());
                Forecast forecast = automatic.get(i);
                double[] plain = naive2.ahead(y, y.length, set.horizon());
                naive.add(Accuracy.smape(actual, plain), Accuracy.mase(actual, plain, scale));
                all.computeIfAbsent("automatic", n -> new Sums()).add(figures(actual, forecast, scale));
                for (Method method : set.cadence().methods()) {
                    double[] ahead = method.begin().ahead(y, y.length, set.horizon());
                    all.computeIfAbsent(method.name(), n -> new Sums())
                            .add(Accuracy.smape(actual, ahead), Accuracy.mase(actual, ahead, scale), 0, 0, 0);
                }
                int index = i;
                others.forEach((name, peer) -> {
                    double[] ahead = peer.ahead().get(index);
                    all.computeIfAbsent("statsforecast " + name, n -> new Sums())
                            .add(Accuracy.smape(actual, ahead), Accuracy.mase(actual, ahead, scale), 0, 0, 0);
                });
            }
        }
        print(set, end, all, naive, times);
    }

    private static double[] figures(double[] actual, Forecast forecast, double scale) {
        double[] mean = forecast.mean();
        double[] wide = forecast.halfWidths(1 - TAIL);
        double[] narrow = forecast.halfWidths(0.8);
        double[][] bands = new double[4][mean.length];
        for (int h = 0; h < mean.length; h++) {
            bands[0][h] = mean[h] - wide[h];
            bands[1][h] = mean[h] + wide[h];
            bands[2][h] = mean[h] - narrow[h];
            bands[3][h] = mean[h] + narrow[h];
        }
        return new double[] {
            Accuracy.smape(actual, mean),
            Accuracy.mase(actual, mean, scale),
            Accuracy.msis(actual, bands[0], bands[1], TAIL, scale),
            Accuracy.coverage(actual, bands[0], bands[1]),
            Accuracy.coverage(actual, bands[2], bands[3])
        };
    }

    private void print(Set set, int end, Map<String, Sums> all, Sums naive, Map<String, Double> times) {
        out.printf(Locale.ROOT, "%s, end %d: %s%n", set.name(), end, times);
        all.forEach((method, sums) -> {
            double owa = (sums.mean(0) / naive.mean(0) + sums.mean(1) / naive.mean(1)) / 2;
            String row = String.format(
                    Locale.ROOT,
                    "%s,%d,%s,%d,%.3f,%.4f,%.4f,%.2f,%.4f,%.4f,%.1f",
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
                    times.getOrDefault(method, 0.0));
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
