package dev.lepton.core.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.forecast.method.Cadence;
import dev.lepton.core.forecast.method.Method;
import dev.lepton.core.forecast.method.RidgeLags;
import dev.lepton.core.forecast.method.SeasonMean;
import dev.lepton.core.forecast.method.SeasonalNaive;
import dev.lepton.core.forecast.method.Theta;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Methods against what can be worked out by hand, no look ahead, series that are hard, and bands that hold what they say. */
final class ForecastTest {
    @Test
    void theLastCycleAndItsMean() {
        double[] y = {1, 2, 3, 5, 6, 7};
        assertArrayEquals(
                new double[] {5, 6, 7, 5}, new SeasonalNaive(3).begin().ahead(y, 6, 4));
        assertArrayEquals(
                new double[] {3, 4, 5, 3}, new SeasonMean(3, 8).begin().ahead(y, 6, 4));
    }

    /** Theta of a straight line: the line bent twice is flat at its own level, so half the slope remains (a known property). */
    @Test
    void thetaOfALineGoesOnAtHalfItsSlope() {
        double[] y = new double[40];
        for (int t = 0; t < y.length; t++) {
            y[t] = 10 + 2 * t;
        }
        double[] ahead = new Theta().begin().ahead(y, 40, 3);
        assertEquals(1, ahead[1] - ahead[0], 1e-9);
        assertEquals(1, ahead[2] - ahead[1], 1e-9);
        assertEquals(90, ahead[0], 1.5);
    }

    @Test
    void lagsFindACycleThatRepeats() {
        double[] y = new double[400];
        for (int t = 0; t < y.length; t++) {
            y[t] = 100 + 30 * Math.sin(2 * Math.PI * t / 7) + 10 * Math.cos(2 * Math.PI * t / 28);
        }
        for (boolean changes : new boolean[] {false, true}) {
            double[] ahead =
                    new RidgeLags(Cadence.DAILY, false, changes).begin().ahead(y, 372, 28);
            assertArrayEquals(Arrays.copyOfRange(y, 372, 400), ahead, 1.5);
        }
    }

    @Test
    void laterOriginsOfARunEqualAFreshStartWhereNothingIsSearched() {
        double[] y = noisy(300, 1);
        for (boolean changes : new boolean[] {false, true}) {
            Method lags = new RidgeLags(Cadence.DAILY, true, changes);
            Method.Run run = lags.begin();
            run.ahead(y, 250, 7);
            assertArrayEquals(lags.begin().ahead(y, 290, 7), run.ahead(y, 290, 7), 1e-6);
        }
    }

    @ParameterizedTest
    @EnumSource(Cadence.class)
    void noMethodLooksAhead(Cadence cadence) {
        int n = 520;
        double[] y = noisy(n + 20, 2);
        double[] other = y.clone();
        Arrays.fill(other, n, n + 20, 1e6);
        for (Method method : cadence.methods()) {
            double[] ahead = method.begin().ahead(y, n, 14);
            assertArrayEquals(ahead, method.begin().ahead(other, n, 14), method.name());
            assertTrue(Arrays.stream(ahead).allMatch(Double::isFinite), method.name());
        }
    }

    @ParameterizedTest
    @EnumSource(Cadence.class)
    void hardSeriesHaveAForecast(Cadence cadence) {
        double[] spike = new double[100];
        spike[50] = 1e9;
        double[] negative = noisy(200, 3);
        for (int t = 0; t < negative.length; t++) {
            negative[t] -= 100;
        }
        List<double[]> all = List.of(
                new double[] {5},
                new double[13],
                new double[200],
                constant(90, 7),
                spike,
                negative,
                Arrays.copyOf(noisy(100, 5), 13),
                noisy(60, 4));
        for (Forecast forecast : Automatic.of(all, cadence, 10, i -> {})) {
            assertEquals(10, forecast.mean().length);
            assertTrue(Arrays.stream(forecast.mean()).allMatch(Double::isFinite));
        }
        assertArrayEquals(constant(10, 7), one(constant(90, 7), cadence).mean(), 1e-6);
        assertArrayEquals(constant(10, 0), one(new double[200], cadence).mean(), 1e-9);
    }

    @Test
    void whatIsNotANumberIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> one(new double[] {1, Double.NaN}, Cadence.DAILY));
        assertThrows(IllegalArgumentException.class, () -> one(new double[] {}, Cadence.DAILY));
        assertThrows(
                IllegalArgumentException.class, () -> one(new double[] {1, Double.POSITIVE_INFINITY}, Cadence.DAILY));
    }

    @Test
    void theSameOnAnyNumberOfThreads() throws Exception {
        List<double[]> all = List.of(noisy(200, 6), noisy(150, 7), noisy(120, 8));
        List<Forecast> here = Automatic.of(all, Cadence.DAILY, 14, i -> {});
        ForkJoinPool pool = new ForkJoinPool(1);
        try {
            List<Forecast> there = pool.submit(() -> Automatic.of(all, Cadence.DAILY, 14, i -> {}))
                    .get();
            for (int i = 0; i < here.size(); i++) {
                assertArrayEquals(here.get(i).mean(), there.get(i).mean());
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void bandsHoldAboutTheShareTheySay() {
        int inside = 0;
        int all = 0;
        for (int seed = 0; seed < 40; seed++) {
            double[] y = noisy(260, 100 + seed);
            Forecast forecast = one(Arrays.copyOf(y, 250), Cadence.DAILY);
            double[] widths = forecast.halfWidths(0.9);
            for (int h = 0; h < 10; h++) {
                inside += Math.abs(y[250 + h] - forecast.mean()[h]) <= widths[h] ? 1 : 0;
                all++;
            }
        }
        assertEquals(0.9, (double) inside / all, 0.05);
    }

    @Test
    void sumsHaveBandsOfTheirOwn() {
        double[][] errors = {{1, -1}, {2, 2}, {-3, 1}};
        Forecast forecast = new Forecast(new double[] {10, 10}, errors, List.of(), 3);
        assertEquals(4, forecast.halfWidthOfSum(0, 2, 0.95), 1e-12);
        assertEquals(1.0 / 3, forecast.probabilityAbove(0, 2, 21).orElseThrow(), 1e-12);
        assertTrue(
                one(new double[] {5}, Cadence.DAILY).probabilityAbove(0, 1, 1).isEmpty());
        assertEquals(3, forecast.halfWidths(0.95)[0], 1e-12 + 3);
    }

    @Test
    void accuracyAsTheCompetitionMeasuresIt() {
        double[] actual = {10, 20};
        assertEquals((200.0 * 2 / 22 + 200.0 * 5 / 35) / 2, Accuracy.smape(actual, new double[] {12, 15}), 1e-12);
        assertEquals(2, Accuracy.scale(new double[] {1, 3, 5, 7}, 4, 1), 1e-12);
        assertEquals(3.5 / 2, Accuracy.mase(actual, new double[] {12, 15}, 2), 1e-12);
        // Widths 4 and 4; 20 lies 2 above 18: 2/0.05·2 = 80. (8 + 80)/2/2.
        assertEquals(22, Accuracy.msis(actual, new double[] {9, 14}, new double[] {13, 18}, 0.05, 2), 1e-12);
        assertEquals(0.5, Accuracy.coverage(actual, new double[] {9, 14}, new double[] {13, 18}), 1e-12);
    }

    @Test
    void gapsAreFilledFromTheSameWeekdayAndShortDaysAreDays() {
        TreeMap<Instant, Double> observed = new TreeMap<>();
        Instant start = Instant.parse("2026-03-20T23:00:00Z");
        for (int d = 0; d < 40; d++) {
            // Clocks go forward on 29 March: that day has 23 hours.
            Instant at = start.plus(Duration.ofDays(d)).minus(Duration.ofHours(d > 8 ? 1 : 0));
            if (d != 20) {
                observed.put(at, d % 7 == 6 ? (d > 20 ? 900.0 : 100.0) : 10.0);
            }
        }
        Series series = Series.of("a", observed);
        assertEquals(Cadence.DAILY, series.cadence());
        assertEquals(40, series.size());
        assertEquals(List.of(20), series.filled());
        assertEquals(100, series.values()[20]);
        TreeMap<Instant, Double> months = new TreeMap<>();
        for (int m = 1; m <= 12; m++) {
            months.put(Instant.parse(String.format(java.util.Locale.ROOT, "2026-%02d-01T00:00:00Z", m)), 1.0 * m);
        }
        assertEquals(
                Instant.parse("2027-02-01T00:00:00Z"), Series.of("m", months).at(13));
    }

    private static Forecast one(double[] y, Cadence cadence) {
        return Automatic.of(List.of(y), cadence, 10, i -> {}).get(0);
    }

    private static double[] constant(int n, double value) {
        double[] y = new double[n];
        Arrays.fill(y, value);
        return y;
    }

    private static double[] noisy(int n, long seed) {
        Random random = new Random(seed);
        double[] y = new double[n];
        double level = 50;
        for (int t = 0; t < n; t++) {
            level += 0.3 * random.nextGaussian();
            y[t] = Math.max(1, level + (t % 7 >= 5 ? -10 : 0) + 2 * random.nextGaussian());
        }
        return y;
    }
}
