package dev.lepton.core.forecast;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A month's forecast against what came.
 *
 * @param id whose
 * @param month the calendar month, UTC
 * @param forecast the sum that was forecast
 * @param actual the sum that came, over the same steps
 * @param steps how many steps of the month both have
 */
public record MonthVariance(String id, YearMonth month, double forecast, double actual, int steps) {
    /**
     * How good a forecast is by the FinOps Foundation's maturity model: variances of 12, 15 and 20 % (finops.org, CC BY
     * 4.0).
     */
    public enum Maturity {
        RUN(0.12),
        WALK(0.15),
        CRAWL(0.20),
        /** Further off than the model has a name for. */
        NOT_YET(Double.POSITIVE_INFINITY);

        private final double most;

        Maturity(double most) {
            this.most = most;
        }
    }

    /** Forecast less actual as a share of the actual; empty where nothing came. */
    public Optional<Double> variance() {
        return actual == 0 ? Optional.empty() : Optional.of((forecast - actual) / Math.abs(actual));
    }

    /** The band that the variance, whatever its sign, lies in. */
    public Optional<Maturity> maturity() {
        return variance().map(v -> {
            for (Maturity band : Maturity.values()) {
                if (Math.abs(v) <= band.most) {
                    return band;
                }
            }
            return Maturity.NOT_YET;
        });
    }

    /**
     * The last {@code months} whole months of {@code all}, each forecast as at its beginning from what was known then.
     *
     * @param all of one cadence; those too short for a month are left out of it
     * @param forecaster makes forecasts of series so many steps ahead
     */
    public static List<MonthVariance> lookBack(
            List<Series> all, int months, BiFunction<List<Series>, Integer, List<Forecast>> forecaster) {
        List<MonthVariance> variances = new ArrayList<>();
        Instant end =
                all.stream().map(s -> s.at(s.size())).max(Instant::compareTo).orElseThrow();
        YearMonth last = YearMonth.from(end.atOffset(ZoneOffset.UTC)).minusMonths(1);
        for (int m = months - 1; m >= 0; m--) {
            YearMonth month = last.minusMonths(m);
            Instant from = begin(month);
            Instant to = begin(month.plusMonths(1));
            List<Series> known = new ArrayList<>();
            List<Series> whole = new ArrayList<>();
            int steps = 0;
            for (Series one : all) {
                int first = before(one, from);
                int next = before(one, to);
                if (first > 0 && next > first && !one.at(one.size()).isBefore(to)) {
                    known.add(one.until(first));
                    whole.add(one);
                    steps = Math.max(steps, next - first);
                }
            }
            List<Forecast> made = steps == 0 ? List.of() : forecaster.apply(known, steps);
            for (int i = 0; i < made.size(); i++) {
                variances.add(of(whole.get(i), known.get(i).size(), made.get(i).mean(), month));
            }
        }
        return variances;
    }

    private static MonthVariance of(Series one, int from, double[] mean, YearMonth month) {
        double forecast = 0;
        double actual = 0;
        int to = before(one, begin(month.plusMonths(1)));
        double[] values = one.values();
        for (int i = from; i < to; i++) {
            forecast += mean[i - from];
            actual += values[i];
        }
        return new MonthVariance(one.id(), month, forecast, actual, to - from);
    }

    /** How many steps of {@code one} begin before {@code moment}. */
    private static int before(Series one, Instant moment) {
        int low = 0;
        int high = one.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (one.at(middle).isBefore(moment)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static Instant begin(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
