package dev.lepton.core.forecast;

import dev.lepton.core.forecast.method.Cadence;
import dev.lepton.core.forecast.method.Method;
import dev.lepton.core.forecast.method.SeasonMean;
import dev.lepton.core.forecast.method.SeasonalNaive;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Forecasts a series without being told how: the methods of its cadence are compared on rolling origins in the past, and
 * blended, step by step, with weights that fall with up to the fifth power of their absolute error. With too short a past to compare, all weigh the same; with
 * less than eight cycles, or three years of months, the mean of the same moment of the cycle.
 */
public final class Automatic {
    private static final int COMPARED = 6;
    private static final int ORIGINS = 20;
    /** How much the error on all series of a file counts beside that on the one. */
    private static final double POOL = 0.3;
    /** Weights fall with this power of the error where origins are spread over five horizons or more, and with less of it where they are not. */
    private static final double POWER = 5;

    private static final double LEAST_POWER = 1;
    private static final double HORIZONS = 5;
    /** A method whose error is so many times the best's, as a logarithm, is left out. */
    private static final double FAR = 0.5;
    /** An error is taken to be at least this share of the usual. */
    private static final double LEAST = 0.01;

    private static final int SHORT_CYCLES = 8;
    private static final int SHORT_YEARS = 3;
    private static final int DAYS_FOR_LAGS = 180;

    private final double[] y;
    private final boolean[] filled;
    private final Cadence cadence;
    private final int horizon;
    private final int[] origins;
    private final List<Backtest> tests;

    private Automatic(double[] y, boolean[] filled, Cadence cadence, int horizon) {
        if (y.length == 0 || horizon < 1 || Arrays.stream(y).anyMatch(v -> !Double.isFinite(v))) {
            throw new IllegalArgumentException(
                    "A forecast needs at least one value, all finite, and a horizon of at least 1.");
        }
        this.y = y;
        this.filled = filled;
        this.cadence = cadence;
        this.horizon = horizon;
        origins = origins();
        int[] compared = spread(origins);
        tests = methods().stream()
                .map(m -> Backtest.of(m, y, compared, horizon))
                .toList();
    }

    /**
     * The {@code horizon} values after each of {@code all}, which are worked on in parallel. Where there are several, a
     * method's error on all of them counts beside that on the one.
     *
     * @param all finite, the oldest first, at least one value each
     * @param horizon at least 1
     * @param done told the index of each series that is done, from any thread
     */
    public static List<Forecast> of(List<double[]> all, Cadence cadence, int horizon, IntConsumer done) {
        return of(
                all.parallelStream()
                        .map(y -> new Automatic(y, new boolean[y.length], cadence, horizon))
                        .toList(),
                done);
    }

    /**
     * The same of {@code all} that have one cadence; values that were filled in are looked at, but no method is judged by
     * them and no band comes from them.
     */
    public static List<Forecast> ofSeries(List<Series> all, int horizon, IntConsumer done) {
        return of(
                all.parallelStream()
                        .map(s -> new Automatic(s.values(), s.filledSteps(), s.cadence(), horizon))
                        .toList(),
                done);
    }

    private static List<Forecast> of(List<Automatic> series, IntConsumer done) {
        Map<String, Double> pooled = new TreeMap<>();
        Map<String, Integer> counted = new TreeMap<>();
        for (Automatic one : series) {
            one.relative().forEach((method, error) -> {
                pooled.merge(method, error, Double::sum);
                counted.merge(method, 1, Integer::sum);
            });
        }
        pooled.replaceAll((method, sum) -> sum / counted.getOrDefault(method, 1));
        return IntStream.range(0, series.size())
                .parallel()
                .mapToObj(i -> {
                    Forecast forecast = series.get(i).forecast(pooled);
                    done.accept(i);
                    return forecast;
                })
                .toList();
    }

    /** Each method's error as the logarithm of its ratio to the median method's; none where nothing can be compared. */
    private Map<String, Double> relative() {
        Map<String, Double> relative = new TreeMap<>();
        double[] errors =
                tests.stream().mapToDouble(t -> t.error(y, filled)).sorted().toArray();
        double middle = errors[errors.length / 2];
        if (middle > 0) {
            tests.forEach(t -> relative.put(t.method().name(), Math.log(Math.max(t.error(y, filled) / middle, LEAST))));
        }
        return relative;
    }

    private Forecast forecast(Map<String, Double> pooled) {
        int[] all = Arrays.copyOf(origins, origins.length + 1);
        all[origins.length] = y.length;
        List<Backtest> runs = near(pooled).stream()
                .map(t -> Backtest.of(t.method(), y, all, horizon))
                .toList();
        Blend blend = new Blend(weights(runs, pooled));
        double[][] errors = new double[origins.length][horizon];
        for (int k = 0; k < origins.length; k++) {
            double[] then = at(blend, runs, k);
            for (int h = 0; h < horizon; h++) {
                errors[k][h] = filled[origins[k] + h] ? Double.NaN : y[origins[k] + h] - then[h];
            }
        }
        double[] ahead = at(blend, runs, origins.length);
        Today today = new Today(y, cadence.season());
        for (int k = 0; k < origins.length; k++) {
            errors[k] = today.errors(errors[k], origins[k], at(blend, runs, k), ahead);
        }
        return new Forecast(ahead, errors, scores(runs, blend), spread(origins).length);
    }

    private static double[] at(Blend blend, List<Backtest> runs, int k) {
        return blend.of(runs.stream().map(r -> r.ahead()[k]).toArray(double[][]::new));
    }

    /** The methods that the comparison does not show to be far behind the best; all where nothing can be compared. */
    private List<Backtest> near(Map<String, Double> pooled) {
        Map<String, Double> own = relative();
        if (own.isEmpty()) {
            return tests;
        }
        pooled.forEach((method, error) -> own.computeIfPresent(method, (m, e) -> e + POOL * error));
        double best = Collections.min(own.values());
        return tests.stream()
                .filter(t -> own.getOrDefault(t.method().name(), best) - best <= FAR)
                .toList();
    }

    /** By step, from the errors at all origins there and in all; the same for all where nothing can be compared. */
    private double[][] weights(List<Backtest> runs, Map<String, Double> pooled) {
        double[] whole = runs.stream().mapToDouble(r -> r.error(y, filled)).toArray();
        double[][] around = runs.stream().map(r -> r.errorsAround(y, filled)).toArray(double[][]::new);
        double[][] weights = new double[horizon][whole.length];
        for (int h = 0; h < horizon; h++) {
            double[] errors = new double[whole.length];
            for (int i = 0; i < errors.length; i++) {
                errors[i] = Double.isNaN(around[i][h]) ? whole[i] : Math.sqrt(around[i][h] * whole[i]);
            }
            double least = Arrays.stream(errors).min().orElse(0);
            for (int i = 0; i < errors.length; i++) {
                double ratio = least > 0 ? errors[i] / least : errors[i] == least ? 1 : 1 / LEAST;
                double file = pooled.getOrDefault(runs.get(i).method().name(), 0.0);
                weights[h][i] = Double.isNaN(least)
                        ? 1
                        : Math.exp(-power() * (Math.log(Math.min(ratio, 1 / LEAST)) + POOL * file));
            }
        }
        return weights;
    }

    /** Little is known of methods that were compared on what is nearly one stretch of time. */
    private double power() {
        double horizons = origins.length == 0 ? 0 : (double) (origins[origins.length - 1] - origins[0]) / horizon;
        return Math.max(LEAST_POWER, POWER * Math.min(1, horizons / HORIZONS));
    }

    private List<Forecast.Score> scores(List<Backtest> runs, Blend blend) {
        Map<String, Double> shares = new TreeMap<>();
        for (int i = 0; i < runs.size(); i++) {
            shares.put(runs.get(i).method().name(), blend.share(i));
        }
        return tests.stream()
                .map(t -> new Forecast.Score(
                        t.method().name(),
                        t.error(y, filled),
                        shares.getOrDefault(t.method().name(), 0.0)))
                .toList();
    }

    /** The methods that the past is long enough for at every origin. */
    private List<Method> methods() {
        int season = cadence.season();
        int n = y.length;
        int cycles = cadence == Cadence.MONTHLY ? SHORT_YEARS : SHORT_CYCLES;
        if (n < cycles * season || n < SHORT_CYCLES) {
            return List.of(season > 1 && n >= season ? new SeasonMean(season, 4) : new SeasonalNaive(1));
        }
        int first = origins.length == 0 ? n : origins[0];
        return cadence.methods().stream()
                .filter(m -> m.least() <= first && m.tells() <= n)
                .filter(m -> cadence != Cadence.DAILY
                        || n >= DAYS_FOR_LAGS
                        || !m.name().startsWith("calendar"))
                .toList();
    }

    /** Up to 20 origins, ascending, the last a horizon before the end; the first keeps a third of the series, or two cycles. */
    private int[] origins() {
        int last = y.length - horizon;
        int least = Math.max(Math.max(8, 2 * cadence.season() + 1), y.length / 3);
        if (last < least) {
            return new int[0];
        }
        int step = Math.max(1, Math.min(Math.max(1, horizon / 2), (last - least) / (ORIGINS - 1)));
        int count = Math.min(ORIGINS, (last - least) / step + 1);
        return IntStream.range(0, count).map(k -> last - (count - 1 - k) * step).toArray();
    }

    /** Six of the origins, evenly among the later ones. */
    private int[] spread(int[] origins) {
        if (origins.length <= COMPARED) {
            return origins;
        }
        return IntStream.range(0, COMPARED)
                .map(k -> origins[origins.length - 1 - (COMPARED - 1 - k) * ((origins.length - 1) / (COMPARED - 1))])
                .toArray();
    }
}
