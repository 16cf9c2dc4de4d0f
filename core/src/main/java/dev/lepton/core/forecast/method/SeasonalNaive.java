package dev.lepton.core.forecast.method;

/** The last cycle again; with a cycle of 1 the last value. */
public record SeasonalNaive(int season) implements Method {
    @Override
    public String name() {
        return season == 1 ? "naive" : "seasonal-naive-" + season;
    }

    @Override
    public int least() {
        return season;
    }

    @Override
    public Run begin() {
        return (y, n, horizon) -> {
            double[] ahead = new double[horizon];
            for (int h = 0; h < horizon; h++) {
                ahead[h] = y[n - season + h % season];
            }
            return ahead;
        };
    }
}
