package dev.lepton.core.forecast.method;

/** A way to forecast. */
public interface Method {
    String name();

    /** Fewest observations that it needs. */
    int least();

    /** Fewest observations from which it says other than a plainer method does; {@link #least()} for most. */
    default int tells() {
        return least();
    }

    /** A run along one series, from early origins to late ones. */
    Run begin();

    /**
     * Forecasts of one series. A run may start from what it fitted at an earlier origin; it never sees later values.
     */
    interface Run {
        /**
         * The {@code horizon} values after {@code y[0 .. n)}; {@code y[n]} and later are not looked at. All finite.
         *
         * @param n at least {@link Method#least()}, and not less than at the call before
         */
        double[] ahead(double[] y, int n, int horizon);
    }
}
