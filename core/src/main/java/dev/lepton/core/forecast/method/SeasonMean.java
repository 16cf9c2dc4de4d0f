package dev.lepton.core.forecast.method;

/**
 * The mean of the same moment of the last cycles: for days, of the same weekday.
 *
 * @param season observations in a cycle
 * @param cycles how many of the last cycles, or as many as there are
 */
public record SeasonMean(int season, int cycles) implements Method {
    private static final int USUAL = 8;

    @Override
    public String name() {
        return (season == 7 ? "same-weekday-mean" : "season-mean") + (cycles > USUAL ? "-" + cycles : "");
    }

    @Override
    public int least() {
        return cycles > USUAL ? cycles * season : season;
    }

    @Override
    public Run begin() {
        return (y, n, horizon) -> {
            double[] ahead = new double[horizon];
            int used = Math.min(cycles, n / season);
            for (int h = 0; h < horizon; h++) {
                double sum = 0;
                for (int c = 1; c <= used; c++) {
                    sum += y[n - c * season + h % season];
                }
                ahead[h] = sum / used;
            }
            return ahead;
        };
    }
}
