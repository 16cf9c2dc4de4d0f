package dev.lepton.core.forecast.method;

/**
 * Another method's forecast, drawn towards what the same time of last year was beside the quarter before it: multiplied by the
 * square root of the mean of the week around the day 364 days before over the mean of the 13 weeks before last year's origin, less what
 * the series grew over such a time in the mean of the year since, at least 1/3 and at most 3. The square root, because one year is one example. The plain method where the past is shorter, or that quarter had nothing.
 */
public record LastYear(Method method) implements Method {
    private static final int YEAR = 364;
    private static final int QUARTER = 91;
    private static final int AROUND = 3;
    private static final double MOST = 3;

    @Override
    public String name() {
        return method.name() + "-last-year";
    }

    @Override
    public int least() {
        return method.least();
    }

    @Override
    public int tells() {
        return YEAR + QUARTER;
    }

    @Override
    public Run begin() {
        Run run = method.begin();
        return (y, n, horizon) -> {
            double[] ahead = run.ahead(y, n, horizon);
            double quarter = n < tells() ? 0 : mean(y, n - YEAR - QUARTER, n - YEAR);
            double grown = quarter > 0 ? within(mean(y, n - QUARTER, n) / quarter) : 1;
            for (int h = 0; h < Math.min(horizon, YEAR) && quarter > 0; h++) {
                int then = n + h - YEAR;
                double ratio = mean(y, then - AROUND, Math.min(n, then + AROUND + 1)) / quarter;
                double growth = Math.pow(grown, (h + QUARTER / 2.0) / YEAR);
                ahead[h] *= Math.sqrt(within(ratio / growth));
            }
            return ahead;
        };
    }

    private static double within(double ratio) {
        return Math.max(1 / MOST, Math.min(MOST, ratio));
    }

    private static double mean(double[] y, int from, int to) {
        double sum = 0;
        for (int t = from; t < to; t++) {
            sum += y[t];
        }
        return sum / (to - from);
    }
}
