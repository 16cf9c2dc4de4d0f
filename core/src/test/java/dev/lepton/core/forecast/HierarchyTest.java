package dev.lepton.core.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Series that add up, by hand and at random; planned changes; months against what came; gaps that nothing is judged by. */
final class HierarchyTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long DAY = 86_400;

    private static Series series(String id, double... values) {
        TreeMap<Instant, Double> observed = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                observed.put(START.plusSeconds(i * DAY), values[i]);
            }
        }
        return Series.of(id, observed);
    }

    private static double[] noisy(int n, double level, long seed) {
        Random random = new Random(seed);
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = Math.max(0, level + (i % 7 > 4 ? -level / 3 : 0) + level / 10 * random.nextGaussian());
        }
        return y;
    }

    private static Hierarchy teams() {
        return Hierarchy.of(
                List.of(
                        series("1", noisy(120, 100, 1)),
                        series("2", noisy(120, 50, 2)),
                        series("3", noisy(120, 20, 3)),
                        series("4", noisy(120, 300, 4))),
                List.of(List.of("a", "x"), List.of("a", "y"), List.of("b", "x"), List.of("c", "z")));
    }

    @Test
    void sumsStandAboveTheirLeaves() {
        Hierarchy hierarchy = teams();
        assertEquals(
                List.of("total", "a", "b", "c", "a/x", "a/y", "b/x", "c/z"),
                hierarchy.series().stream().map(Series::id).toList());
        assertEquals(
                hierarchy.series().get(4).value(7) + hierarchy.series().get(5).value(7),
                hierarchy.series().get(1).value(7),
                1e-9);
    }

    @ParameterizedTest
    @EnumSource(Reconciliation.class)
    void forecastsOfSumsAreTheSumsExactly(Reconciliation how) {
        Hierarchy hierarchy = teams();
        List<Forecast> made = how.of(hierarchy, Automatic.ofSeries(hierarchy.series(), 14, i -> {}));
        for (int p = 0; p < 4; p++) {
            for (int h = 0; h < 14; h++) {
                java.math.BigDecimal sum = java.math.BigDecimal.ZERO;
                for (int leaf : hierarchy.nodes().get(p).leaves()) {
                    sum = sum.add(
                            java.math.BigDecimal.valueOf(made.get(4 + leaf).mean()[h]));
                }
                assertEquals(
                        0,
                        sum.compareTo(java.math.BigDecimal.valueOf(made.get(p).mean()[h])));
            }
            assertTrue(made.get(p).halfWidths(0.95)[0] > 0);
        }
    }

    /** Two leaves and their sum, errors known: worked with the formula by hand. */
    @Test
    void weightedLeastSquaresByHand() {
        Hierarchy hierarchy = Hierarchy.of(
                List.of(series("1", 10, 10, 10), series("2", 20, 20, 20)), List.of(List.of("a"), List.of("b")));
        List<Forecast> base = List.of(forecast(40, 2), forecast(12, 1), forecast(22, 1));
        // The sum is 6 too high. Variances 4, 1, 1 of 6: it moves by 4, each leaf by 1.
        List<Forecast> made = Reconciliation.WLS.of(hierarchy, base);
        assertEquals(36, made.get(0).mean()[0], 1e-4);
        assertEquals(13, made.get(1).mean()[0], 1e-4);
        assertEquals(23, made.get(2).mean()[0], 1e-4);
        List<Forecast> up = Reconciliation.BOTTOM_UP.of(hierarchy, base);
        assertEquals(34, up.get(0).mean()[0], 1e-6);
    }

    @Test
    void forecastsThatWereNeverWrongAreMadeToAgreeToo() {
        Hierarchy hierarchy = Hierarchy.of(
                List.of(series("1", 10, 10, 10), series("2", 20, 20, 20)), List.of(List.of("a"), List.of("b")));
        List<Forecast> base = List.of(forecast(33, 0), forecast(10, 0), forecast(20, 0));
        assertEquals(32, Reconciliation.MINT.of(hierarchy, base).get(0).mean()[0], 1e-6);
    }

    private static Forecast forecast(double mean, double error) {
        return new Forecast(new double[] {mean}, new double[][] {{error}, {-error}}, List.of(), 2);
    }

    @Test
    void minTUsesThatErrorsGoTogether() {
        Hierarchy hierarchy = Hierarchy.of(
                List.of(series("1", 10, 10, 10), series("2", 20, 20, 20)), List.of(List.of("a"), List.of("b")));
        double[][] one = new double[20_000][1];
        double[][] other = new double[20_000][1];
        double[][] both = new double[20_000][1];
        Random random = new Random(5);
        for (int k = 0; k < 20_000; k++) {
            one[k][0] = random.nextGaussian();
            other[k][0] = -one[k][0] + 0.1 * random.nextGaussian();
            both[k][0] = 0.1 * random.nextGaussian();
        }
        List<Forecast> base = List.of(
                new Forecast(new double[] {30}, both, List.of(), 2),
                new Forecast(new double[] {12}, one, List.of(), 2),
                new Forecast(new double[] {22}, other, List.of(), 2));
        // Leaves err against each other, so their sum of 34 is as sure as the direct 30: half way. By variances alone
        // it is not.
        assertEquals(32, Reconciliation.MINT.of(hierarchy, base).get(0).mean()[0], 0.3);
        assertEquals(
                30 + 4 * 0.01 / 2.01,
                Reconciliation.WLS.of(hierarchy, base).get(0).mean()[0],
                0.01);
    }

    @Test
    void leavesThatDoNotAddUpAreRefused() {
        List<Series> two = List.of(series("1", 1, 2, 3), series("2", 1, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> Hierarchy.of(two, List.of(List.of("a"), List.of("a", "b"))));
        assertThrows(IllegalArgumentException.class, () -> Hierarchy.of(two, List.of(List.of("a"), List.of("a"))));
        assertThrows(IllegalArgumentException.class, () -> Hierarchy.of(two, List.of(List.of("total"), List.of("b"))));
    }

    @Test
    void aLeafThatBeginsLaterIsZeroBefore() {
        Hierarchy hierarchy = Hierarchy.of(
                List.of(series("1", 1, 2, 3, 4), series("2", Double.NaN, Double.NaN, 5, 6)),
                List.of(List.of("a"), List.of("b")));
        assertArrayEquals(new double[] {1, 2, 8, 10}, hierarchy.series().get(0).values());
        assertArrayEquals(new double[] {0, 0, 5, 6}, hierarchy.series().get(2).values());
    }

    private static PlannedChange change(PlannedChange.Kind kind, double value, int from, int to, String series) {
        return new PlannedChange(
                "x",
                Optional.ofNullable(series.isEmpty() ? null : series),
                START.plusSeconds(from * DAY),
                to < 0 ? Optional.empty() : Optional.of(START.plusSeconds(to * DAY)),
                kind,
                value);
    }

    @Test
    void plannedChangesHoldFromAndTo() {
        Series flat = series("s", 10, 10, 10);
        Forecast plain = new Forecast(
                new double[] {10, 10, 10, 10}, new double[][] {{1, 1, 1, 1}, {-1, -1, -1, -1}}, List.of(), 2);
        List<PlannedChange> changes = List.of(
                change(PlannedChange.Kind.FACTOR, 2, 4, 6, ""),
                change(PlannedChange.Kind.PERCENT, -50, 5, -1, "s"),
                change(PlannedChange.Kind.ADD, 3, 6, -1, "s"),
                change(PlannedChange.Kind.ADD, 100, 2, -1, "s"),
                change(PlannedChange.Kind.ADD, 100, 4, -1, "other"));
        Forecast changed = PlannedChange.apply(flat, plain, changes);
        // Steps ahead are days 3 to 6; the change of day 2 is past.
        assertArrayEquals(new double[] {10, 20, 10, 8}, changed.mean(), 1e-12);
        assertEquals(1, changed.halfWidthOfSum(0, 1, 0.5), 1e-12);
        assertEquals(2, changed.halfWidthOfSum(1, 2, 0.5), 1e-12);
        assertEquals(0.5, changed.halfWidthOfSum(3, 4, 0.5), 1e-12);
    }

    @Test
    void changesToASumFallOnItsLeaves() {
        Hierarchy hierarchy = teams();
        List<Forecast> plain = Reconciliation.MINT.of(hierarchy, Automatic.ofSeries(hierarchy.series(), 7, i -> {}));
        List<Forecast> with = hierarchy.with(List.of(change(PlannedChange.Kind.ADD, 30, 121, -1, "a")), plain);
        assertEquals(plain.get(0).mean()[0], with.get(0).mean()[0], 1e-9, "not yet");
        assertEquals(plain.get(0).mean()[1] + 30, with.get(0).mean()[1], 0.03);
        assertEquals(plain.get(1).mean()[1] + 30, with.get(1).mean()[1], 0.03);
        assertEquals(plain.get(2).mean()[1], with.get(2).mean()[1], 1e-9);
        assertTrue(with.get(4).mean()[1] - plain.get(4).mean()[1]
                > with.get(5).mean()[1] - plain.get(5).mean()[1]);
    }

    @Test
    void monthsAgainstWhatCame() {
        double[] flat = new double[100];
        Arrays.fill(flat, 10);
        Arrays.fill(flat, 59, 90, 11); // March
        List<MonthVariance> found = MonthVariance.lookBack(
                List.of(series("s", flat)),
                2,
                (known, steps) -> known.stream()
                        .map(s -> {
                            double[] mean = new double[steps];
                            Arrays.fill(mean, s.value(s.size() - 1));
                            return new Forecast(mean, new double[0][], List.of(), 0);
                        })
                        .toList());
        assertEquals(2, found.size());
        assertEquals(280, found.get(0).actual());
        assertEquals(Optional.of(MonthVariance.Maturity.RUN), found.get(0).maturity());
        assertEquals(341, found.get(1).actual());
        assertEquals(-31 / 341.0, found.get(1).variance().orElseThrow(), 1e-12);
        MonthVariance nothing = new MonthVariance("s", java.time.YearMonth.of(2026, 1), 5, 0, 31);
        assertTrue(nothing.variance().isEmpty() && nothing.maturity().isEmpty());
        assertEquals(
                Optional.of(MonthVariance.Maturity.CRAWL),
                new MonthVariance("s", java.time.YearMonth.of(2026, 1), 118, 100, 31).maturity());
    }

    /** Values filled into a gap equal a method's own guess; were they scored, bands would be too narrow. */
    @Test
    void gapsFilledAreNotScored() {
        double[] y = noisy(200, 100, 9);
        double[] gaps = y.clone();
        for (int i = 100; i < 200; i++) {
            if (i % 2 == 0) {
                gaps[i] = Double.NaN;
            }
        }
        gaps[199] = y[199];
        Series series = series("s", gaps);
        Forecast judged = Automatic.ofSeries(List.of(series), 7, i -> {}).get(0);
        Forecast fooled = Automatic.of(List.of(series.values()), series.cadence(), 7, i -> {})
                .get(0);
        assertTrue(judged.halfWidths(0.8)[3] > fooled.halfWidths(0.8)[3]);
        List<Integer> missing = new ArrayList<>();
        for (double[] path : judged.errors()) {
            missing.add((int) Arrays.stream(path).filter(Double::isNaN).count());
        }
        assertTrue(missing.stream().anyMatch(m -> m >= 3), missing.toString());
    }
}
