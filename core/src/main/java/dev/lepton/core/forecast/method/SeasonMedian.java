package dev.lepton.core.forecast.method;

import java.util.Arrays;

/** The median of the same moment of the last {@code cycles} cycles: days out of the ordinary do not move it. */
public record SeasonMedian(int season, int cycles) implements Method {
    @Override
    public String name() {
        return season == 7 ? "same-weekday-median" : "season-median";
    }

    @Override
    public int least() {
        return season * cycles;
    }

    @Override
    public Run begin() {
        return (y, n, horizon) -> {
            double[] ahead = new double[horizon];
            for (int h = 0; h < horizon; h++) {
                ahead[h] = h < season ? median(y, n + h) : ahead[h - season];
            }
            return ahead;
        };
    }

    private double median(double[] y, int t) {
        double[] past = new double[cycles];
        for (int c = 1; c <= cycles; c++) {
            past[c - 1] = y[t - c * season];
        }
        Arrays.sort(past);
        return (past[cycles / 2] + past[(cycles - 1) / 2]) / 2;
    }
}
