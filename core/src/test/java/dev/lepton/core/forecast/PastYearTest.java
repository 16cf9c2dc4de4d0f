package dev.lepton.core.forecast;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lepton.core.forecast.method.LastYear;
import dev.lepton.core.forecast.method.SeasonMean;
import dev.lepton.core.forecast.method.SeasonMedian;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a year ago and a quarter tell, and errors at today's level. */
final class PastYearTest {
    @Test
    void oneDearDayDoesNotMoveAMedian() {
        double[] y = {1, 2, 1, 2, 9, 2};
        assertArrayEquals(new double[] {1, 2, 1}, new SeasonMedian(2, 3).begin().ahead(y, 6, 3));
        double[] even = {1, 2, 3, 4};
        assertArrayEquals(
                new double[] {2, 3, 2, 3}, new SeasonMedian(2, 2).begin().ahead(even, 4, 4));
    }

    /** Half of the usual in the same weeks of last year: the square root of a half of what would be forecast. */
    @Test
    void lastYearsQuietWeeksAreSeenComing() {
        double[] y = new double[500];
        Arrays.fill(y, 100);
        Arrays.fill(y, 500 - 364 + 7, 500 - 364 + 35, 50);
        double[] ahead = new LastYear(new SeasonMedian(7, 13)).begin().ahead(y, 500, 56);
        assertEquals(100, ahead[0], 1e-9);
        assertEquals(100 * Math.sqrt(0.5), ahead[20], 1e-9);
        assertEquals(100, ahead[50], 1e-9);
    }

    @Test
    void steadyGrowthIsNoSeason() {
        double[] y = new double[600];
        for (int t = 0; t < y.length; t++) {
            y[t] = 100 * Math.pow(2, t / 364.0);
        }
        SeasonMean mean = new SeasonMean(7, 8);
        double[] plain = mean.begin().ahead(y, 600, 28);
        double[] drawn = new LastYear(mean).begin().ahead(y, 600, 28);
        for (int h = 0; h < plain.length; h++) {
            assertEquals(1, drawn[h] / plain[h], 0.01, "step " + h);
        }
    }

    @Test
    void lessThanAYearAndAQuarterChangesNothing() {
        double[] y = new double[454];
        for (int t = 0; t < y.length; t++) {
            y[t] = 100 + t % 50;
        }
        SeasonMedian median = new SeasonMedian(7, 13);
        assertArrayEquals(
                median.begin().ahead(y, 454, 28), new LastYear(median).begin().ahead(y, 454, 28));
    }

    /** Twice the level: errors of then count the cube root of two. */
    @Test
    void errorsGrowWithTheCubeRootOfTheLevel() {
        double[] y = new double[80];
        Arrays.fill(y, 10);
        double[] then = {10, 10};
        Today today = new Today(y, 7);
        double[] errors = {3, -3};
        assertArrayEquals(
                new double[] {3 * Math.cbrt(2), -3 * Math.cbrt(2)},
                today.errors(errors, 73, then, new double[] {20, 20}),
                1e-9);
        assertArrayEquals(errors, today.errors(errors, 73, then, new double[] {0, 0}), 1e-9, "no level, no ratio");
        y[5] = -1;
        assertArrayEquals(
                errors,
                new Today(y, 7).errors(errors, 73, then, new double[] {20, 20}),
                1e-9,
                "levels of credits say nothing");
    }

    /** Changes of 100 where they were 1: the bound of four, to the power of a fifth; with a cycle they say nothing. */
    @Test
    void errorsGrowWithTheFifthRootOfRestlessness() {
        double[] y = new double[60];
        for (int t = 0; t < y.length; t++) {
            y[t] = 1000 + t % 2 * (t >= 46 ? 100 : 1);
        }
        double[] same = {1000, 1000};
        double[] errors = {3, -3};
        double by = Math.pow(4, 0.2);
        assertArrayEquals(new double[] {3 * by, -3 * by}, new Today(y, 1).errors(errors, 40, same, same), 1e-9);
        assertArrayEquals(errors, new Today(y, 7).errors(errors, 40, same, same), 1e-9);
    }
}
