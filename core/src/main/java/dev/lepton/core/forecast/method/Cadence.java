package dev.lepton.core.forecast.method;

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
            case WEEKLY -> IntStream.concat(IntStream.rangeClosed(1, 8), IntStream.of(51, 52, 53));
            case MONTHLY -> IntStream.of(1, 2, 3, 6, 11, 12, 13, 24);
            case OTHER -> IntStream.rangeClosed(1, 8);
        };
        return lags.filter(l -> 2 * l < n).distinct().sorted().toArray();
    }

    /** The methods worth comparing on such a series, simplest first. */
    public List<Method> methods() {
        Method seasonal = new SeasonalNaive(season);
        Method theta = new Deseasonalised(new Theta(), season);
        Method dynamic = new Deseasonalised(new DynamicTheta(), season);
        Method damped = new Deseasonalised(new Smoothing(Smoothing.Form.DAMPED), season);
        Method lags = new RidgeLags(this, false, false);
        Method logLags = new RidgeLags(this, true, false);
        Method changes = new RidgeLags(this, false, true);
        Method logChanges = new RidgeLags(this, true, true);
        return switch (this) {
            case HOURLY ->
                List.of(
                        seasonal,
                        new SeasonalNaive(longSeason),
                        theta,
                        dynamic,
                        damped,
                        lags,
                        logLags,
                        changes,
                        logChanges);
            case DAILY ->
                List.of(
                        seasonal,
                        new SeasonMean(season, 8),
                        theta,
                        dynamic,
                        damped,
                        new AutoSmoothing(season),
                        lags,
                        logLags,
                        changes,
                        logChanges);
            case MONTHLY ->
                List.of(
                        seasonal,
                        theta,
                        dynamic,
                        damped,
                        new AutoSmoothing(season),
                        lags,
                        logLags,
                        changes,
                        logChanges);
            case WEEKLY ->
                List.of(
                        seasonal,
                        new SeasonalNaive(longSeason),
                        theta,
                        dynamic,
                        damped,
                        new AutoSmoothing(1),
                        lags,
                        logLags,
                        changes,
                        logChanges);
            case OTHER ->
                List.of(seasonal, theta, dynamic, damped, new AutoSmoothing(1), lags, logLags, changes, logChanges);
        };
    }
}
