package dev.lepton.core.forecast.method;

/**
 * Another method on the series without its cycle, which is put back afterwards; plain where there is no significant cycle.
 *
 * @param season observations in the cycle; 1 for none
 */
public record Deseasonalised(Method method, int season) implements Method {
    @Override
    public String name() {
        return method.name();
    }

    @Override
    public int least() {
        return method.least();
    }

    @Override
    public Run begin() {
        Run run = method.begin();
        return (y, n, horizon) -> {
            Season cycle = Season.of(y, n, season);
            return cycle == null
                    ? run.ahead(y, n, horizon)
                    : cycle.restored(run.ahead(cycle.removed(y, n), n, horizon), n);
        };
    }
}
