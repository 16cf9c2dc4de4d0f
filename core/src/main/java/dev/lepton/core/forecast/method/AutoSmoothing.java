package dev.lepton.core.forecast.method;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form of exponential smoothing with the best corrected Akaike criterion, of all that are admissible: no absolute
 * errors with a multiplied season, none multiplied where values are not positive. The choice made at the first origin of a
 * run stays.
 *
 * @param season observations in a cycle; 1 for none
 */
public record AutoSmoothing(int season) implements Method {
    @Override
    public String name() {
        return "auto-smoothing";
    }

    @Override
    public int least() {
        return 6;
    }

    @Override
    public Run begin() {
        return new Chosen();
    }

    private final class Chosen implements Run {
        private Smoothing.@Nullable Fit chosen;

        @Override
        public double[] ahead(double[] y, int n, int horizon) {
            if (chosen == null) {
                chosen = choose(y, n);
            }
            return chosen.ahead(y, n, horizon);
        }

        private Smoothing.Fit choose(double[] y, int n) {
            Smoothing.Fit best = null;
            double least = Double.POSITIVE_INFINITY;
            for (Smoothing.Form form : forms(y, n)) {
                Smoothing.Fit fit = new Smoothing(form, season).begin();
                fit.fit(y, n);
                double criterion = fit.criterion(n);
                if (best == null || criterion < least) {
                    least = criterion;
                    best = fit;
                }
            }
            return java.util.Objects.requireNonNull(best);
        }
    }

    private List<Smoothing.Form> forms(double[] y, int n) {
        boolean positive = true;
        for (int t = 0; t < n; t++) {
            positive &= y[t] > 0;
        }
        List<Smoothing.Form> forms = new ArrayList<>();
        boolean cyclic = season > 1 && n >= 3 * season;
        for (Smoothing.Trend trend : Smoothing.Trend.values()) {
            for (Smoothing.Cycle cycle : Smoothing.Cycle.values()) {
                for (boolean relative : new boolean[] {false, true}) {
                    boolean none = cycle == Smoothing.Cycle.NONE;
                    boolean multiplied = cycle == Smoothing.Cycle.MULTIPLIED;
                    if ((none || cyclic) && (!relative || positive) && (!multiplied || (relative && positive))) {
                        forms.add(new Smoothing.Form(relative, trend, cycle));
                    }
                }
            }
        }
        return forms;
    }
}
