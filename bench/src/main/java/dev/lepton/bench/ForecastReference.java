package dev.lepton.bench;

import dev.lepton.core.forecast.method.Cadence;
import dev.lepton.core.forecast.method.Method;
import dev.lepton.core.forecast.method.SeasonalNaive;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Plain ways to forecast whose results on other ends of the same series are published, to say how hard an end is: the last value with the normal
 * band of a random walk, and the median of the three methods that did best at six origins with a pooled band scaled by step from twenty.
 */
final class ForecastReference {
    private static final int ORIGINS = 20;
    private static final int COMPARED = 6;
    private static final int KEPT = 3;
    private static final int NEIGHBOURS = 3;
    private static final double Z95 = 1.959964;
    private static final double Z80 = 1.281552;

    /** A forecast, its band of 95 % from and to, and that of 80 %. */
    static final class Band {
        private final double[][] rows;

        private Band(double[][] rows) {
            this.rows = rows;
        }

        /** @param floor below which no band goes */
        static Band of(double[] mean, double[] wide, double[] narrow, double floor) {
            double[][] rows = {
                mean, new double[mean.length], new double[mean.length], new double[mean.length], new double[mean.length]
            };
            for (int h = 0; h < mean.length; h++) {
                rows[1][h] = Math.max(floor, mean[h] - wide[h]);
                rows[2][h] = mean[h] + wide[h];
                rows[3][h] = Math.max(floor, mean[h] - narrow[h]);
                rows[4][h] = mean[h] + narrow[h];
            }
            return new Band(rows);
        }

        double[] row(int i) {
            return rows[i];
        }
    }

    private final Cadence cadence;
    private final int horizon;

    ForecastReference(Cadence cadence, int horizon) {
        this.cadence = cadence;
        this.horizon = horizon;
    }

    /** What bands of {@code y} do not go below: 0 where it never did. */
    static double floor(double[] y) {
        return Arrays.stream(y).allMatch(v -> v >= 0) ? 0 : Double.NEGATIVE_INFINITY;
    }

    Map<String, Band> references(double[] y) {
        Map<String, Band> all = new LinkedHashMap<>();
        all.put("reference: random walk", walk(y));
        all.put("reference: median of the best three", bestThree(y));
        return all;
    }

    private Band walk(double[] y) {
        double squares = 0;
        for (int t = 1; t < y.length; t++) {
            squares += (y[t] - y[t - 1]) * (y[t] - y[t - 1]);
        }
        double deviation = Math.sqrt(squares / (y.length - 1));
        double[] wide = new double[horizon];
        double[] narrow = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            wide[h] = Z95 * deviation * Math.sqrt(h + 1);
            narrow[h] = Z80 * deviation * Math.sqrt(h + 1);
        }
        return Band.of(
                new SeasonalNaive(1).begin().ahead(y, y.length, horizon), wide, narrow, Double.NEGATIVE_INFINITY);
    }

    /** Without the methods on changes, which the rule's author did not have. */
    private Band bestThree(double[] y) {
        int last = y.length - horizon;
        int least = Math.max(Math.max(8, 2 * cadence.season() + 1), y.length / 3);
        int step = Math.max(1, Math.min(horizon / 2, (last - least) / (ORIGINS - 1)));
        int count = Math.max(1, Math.min(ORIGINS, (last - least) / step + 1));
        int[] origins = IntStream.range(0, count + 1)
                .map(k -> k == count ? y.length : last - (count - 1 - k) * step)
                .toArray();
        List<double[][]> best = cadence.methods().stream()
                .filter(m -> m.least() <= origins[0] && !m.name().contains("changes"))
                .map(m -> ahead(m, y, origins))
                .sorted(Comparator.comparingDouble(a -> error(a, y, origins)))
                .limit(KEPT)
                .toList();
        double[][] blend = IntStream.range(0, origins.length)
                .mapToObj(k -> IntStream.range(0, horizon)
                        .mapToDouble(h ->
                                best.stream().mapToDouble(a -> a[k][h]).sorted().toArray()[best.size() / 2])
                        .toArray())
                .toArray(double[][]::new);
        double[][] errors = new double[count][horizon];
        for (int k = 0; k < count; k++) {
            for (int h = 0; h < horizon; h++) {
                errors[k][h] = Math.abs(y[origins[k] + h] - blend[k][h]);
            }
        }
        return Band.of(blend[count], widths(errors, 0.95), widths(errors, 0.8), Double.NEGATIVE_INFINITY);
    }

    private double[][] ahead(Method method, double[] y, int[] origins) {
        Method.Run run = method.begin();
        return Arrays.stream(origins).mapToObj(n -> run.ahead(y, n, horizon)).toArray(double[][]::new);
    }

    private double error(double[][] ahead, double[] y, int[] origins) {
        int count = origins.length - 1;
        double sum = 0;
        for (int c = 0; c < Math.min(COMPARED, count); c++) {
            int k = count - 1 - c * Math.max(1, (count - 1) / (COMPARED - 1));
            for (int h = 0; h < horizon && k >= 0; h++) {
                sum += Math.abs(y[origins[k] + h] - ahead[k][h]);
            }
        }
        return sum;
    }

    private double[] widths(double[][] errors, double share) {
        double[] sizes = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            int from = Math.max(0, h - NEIGHBOURS);
            int to = Math.min(horizon, h + NEIGHBOURS + 1);
            sizes[h] = Arrays.stream(errors)
                    .flatMapToDouble(e -> Arrays.stream(e, from, to))
                    .average()
                    .orElse(0);
        }
        double[] scores = Arrays.stream(errors)
                .flatMapToDouble(e -> IntStream.range(0, horizon).mapToDouble(h -> sizes[h] > 0 ? e[h] / sizes[h] : 0))
                .sorted()
                .toArray();
        int rank = (int) Math.ceil(share * (scores.length + 1));
        double q = scores[Math.min(rank, scores.length) - 1];
        return Arrays.stream(sizes).map(s -> q * s).toArray();
    }
}
