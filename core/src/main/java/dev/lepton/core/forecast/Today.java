package dev.lepton.core.forecast;

import java.util.Arrays;

/**
 * Brings errors of the past to what they would be today: larger where the level is higher now than it was then, or the series more restless, by
 * roots of those ratios, for errors grow less than levels do. Only where all values are positive is there such a level.
 */
final class Today {
    private static final double LEVEL_ROOT = 1.0 / 3;
    private static final double RESTLESS_ROOT = 0.2;
    private static final double MOST_LEVEL = 3;
    private static final double MOST_RESTLESS = 4;
    /** How much of the whole past's restlessness is added to the newest, so that a quiet while is not taken for a constant. */
    private static final double WHOLE = 0.1;

    private final double[] y;
    private final int season;
    private final boolean positive;

    Today(double[] y, int season) {
        this.y = y;
        this.season = season;
        positive = Arrays.stream(y).allMatch(v -> v > 0);
    }

    /**
     * The {@code errors} made at {@code origin} as they would be today. Restlessness counts for series without a cycle only, for in one a
     * horizon's changes tell of its moment.
     *
     * @param then what was forecast there
     * @param now what is forecast today
     */
    double[] errors(double[] errors, int origin, double[] then, double[] now) {
        double restless =
                season > 1 ? 1 : ratio(restless(y.length, now.length), restless(origin, now.length), MOST_RESTLESS);
        boolean aligned = (y.length - origin) % season == 0;
        double level = positive ? ratio(mean(now), mean(then), MOST_LEVEL) : 1;
        double[] today = new double[errors.length];
        for (int h = 0; h < today.length; h++) {
            double here = positive && aligned ? ratio(now[h], then[h], MOST_LEVEL) : level;
            today[h] = errors[h] * Math.pow(here, LEVEL_ROOT) * Math.pow(restless, RESTLESS_ROOT);
        }
        return today;
    }

    /** The ratio of two values within bounds; 1 where one of them is not positive. */
    private static double ratio(double now, double then, double most) {
        return now > 0 && then > 0 ? Math.max(1 / most, Math.min(most, now / then)) : 1;
    }

    /** Mean absolute change over the last {@code steps} before {@code n}, and a little of that over all before. */
    private double restless(int n, int steps) {
        int first = Math.max(1, n - steps);
        return first < n ? change(first, n) + WHOLE * change(1, n) : 0;
    }

    private double change(int from, int to) {
        double sum = 0;
        for (int t = from; t < to; t++) {
            sum += Math.abs(y[t] - y[t - 1]);
        }
        return sum / (to - from);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }
}
