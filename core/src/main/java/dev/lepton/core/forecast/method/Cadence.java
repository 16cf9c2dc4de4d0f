package dev.lepton.core.forecast.method;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How often a series is observed, and the cycles to be expected in it. */
public enum Cadence {
    HOURLY(24, 168),
    DAILY(7, 364),
    WEEKLY(1, 52),
    MONTHLY(12, 12),
    /** No cycle is known. */
    OTHER(1, 1);

    /** Weeks in a quarter. */
    private static final int QUARTER = 13;

    private final int season;
    private final int longSeason;

    Cadence(int season, int longSeason) {
        this.season = season;
        this.longSeason = longSeason;
    }

    /** Observations in the cycle that methods with a season use; 1 for none. */
    public int season() {
        return season;
    }

    /** Observations in the longer cycle: the week of hours, the year of days or weeks. */
    public int longSeason() {
        return longSeason;
    }

    /** Observations back that a regression looks at, for a history of {@code n}: those seen at least twice. */
    public int[] lags(int n) {
        IntStream lags = switch (this) {
            case HOURLY ->
                IntStream.concat(
                        IntStream.concat(IntStream.rangeClosed(1, 26), IntStream.of(170)),
                        IntStream.rangeClosed(2, 7).flatMap(k -> IntStream.of(24 * k - 1, 24 * k, 24 * k + 1)));
            case DAILY -> IntStream.concat(IntStream.rangeClosed(1, 29), IntStream.of(35, 42, 49, 56, 364));
            case WEEKLY ->
                IntStream.concat(
                        IntStream.rangeClosed(1, 8),
                        IntStream.concat(IntStream.rangeClosed(50, 54), IntStream.rangeClosed(102, 106)));
            case MONTHLY -> IntStream.of(1, 2, 3, 6, 11, 12, 13, 24);
            case OTHER -> IntStream.rangeClosed(1, 8);
        };
        return lags.filter(l -> 2 * l < n).distinct().sorted().toArray();
    }

    /** The methods worth comparing on such a series, simplest first. */
    public List<Method> methods() {
        List<Method> methods = new ArrayList<>();
        methods.add(new SeasonalNaive(season));
        if (this == HOURLY || this == WEEKLY) {
            methods.add(new SeasonalNaive(longSeason));
        }
        if (this == DAILY) {
            methods.add(new SeasonMean(season, 8));
            methods.add(new SeasonMean(season, QUARTER));
            methods.add(new SeasonMedian(season, QUARTER));
        }
        methods.add(new Deseasonalised(new Theta(), season));
        methods.add(new Deseasonalised(new Smoothing(Smoothing.Form.DAMPED), season));
        if (this == DAILY) {
            // All but the first, which has the last week's days out of the ordinary in it.
            methods.stream().skip(1).map(LastYear::new).toList().forEach(methods::add);
        }
        methods.add(new Deseasonalised(new DynamicTheta(), season));
        if (this != HOURLY) {
            // A cycle of 24 takes the search of all forms longer than everything else together.
            methods.add(new AutoSmoothing(season));
        }
        for (boolean changes : new boolean[] {false, true}) {
            for (boolean logged : new boolean[] {false, true}) {
                methods.add(new RidgeLags(this, logged, changes));
            }
        }
        return methods;
    }
}
