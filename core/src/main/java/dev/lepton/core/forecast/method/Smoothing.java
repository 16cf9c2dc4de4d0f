package dev.lepton.core.forecast.method;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Exponential smoothing in state-space form (Hyndman, Koehler, Ord and Snyder, 2008): level, perhaps a trend, perhaps a
 * season whose first indices come from classical decomposition; smoothing weights and first level and trend are fitted.
 *
 * @param form the states it has
 * @param season observations in a cycle; used by forms with a season
 */
public record Smoothing(Form form, int season) implements Method {
    private static final int FIRST = 400;
    private static final int LATER = 90;
    private static final int START = 10;

    /**
     * The states.
     *
     * @param relative whether errors are relative to what was predicted (multiplicative) or absolute
     */
    public record Form(boolean relative, Trend trend, Cycle cycle) {
        static final Form DAMPED = new Form(false, Trend.DAMPED, Cycle.NONE);

        /** Fitted numbers: weights, first states, and the error's size. */
        int parameters(int season) {
            int weights = 1 + (trend == Trend.NONE ? 0 : trend == Trend.DAMPED ? 2 : 1) + (cycle == Cycle.NONE ? 0 : 1);
            int states = 1 + (trend == Trend.NONE ? 0 : 1) + (cycle == Cycle.NONE ? 0 : season - 1);
            return weights + states + 1;
        }
    }

    /** Whether the level has a slope, and whether that fades. */
    public enum Trend {
        NONE,
        STRAIGHT,
        DAMPED
    }

    /** What a season does to the level. */
    public enum Cycle {
        NONE,
        ADDED,
        MULTIPLIED
    }

    Smoothing(Form form) {
        this(form, 1);
    }

    @Override
    public String name() {
        return form.equals(Form.DAMPED) ? "damped-trend" : "smoothing";
    }

    @Override
    public int least() {
        return 4;
    }

    @Override
    public Fit begin() {
        return new Fit(form, season);
    }

    /** The states as they are fitted along a series. */
    static final class Fit implements Run {
        private final Form form;
        private final int season;
        private double @Nullable [] known;
        private double level;
        private double slope;
        private double[] cycle = {};
        private double[] firstCycle = {};
        private double loss;

        private Fit(Form form, int season) {
            this.form = form;
            this.season = season;
        }

        @Override
        public double[] ahead(double[] y, int n, int horizon) {
            fit(y, n);
            double[] ahead = new double[horizon];
            double phi = phi(known);
            double fading = 0;
            double power = 1;
            for (int h = 0; h < horizon; h++) {
                power *= phi;
                fading += power;
                double base = level + fading * slope;
                double index = cycle.length == 0 ? 0 : cycle[(n + h) % season];
                ahead[h] = form.cycle() == Cycle.MULTIPLIED ? base * index : base + index;
            }
            return ahead;
        }

        /** Corrected Akaike criterion of the last fit to {@code n} values. */
        double criterion(int n) {
            int k = form.parameters(season);
            return n - k - 1 <= 0 ? Double.POSITIVE_INFINITY : loss + 2.0 * k + 2.0 * k * (k + 1) / (n - k - 1);
        }

        void fit(double[] y, int n) {
            firstCycle = firstCycle(y, n);
            double[] start = start(y, n);
            double size = Math.abs(start[4]) * 0.1 + Math.abs(start[5]) + 1e-9;
            if (known == null) {
                known = search(y, n, start, new double[] {0.2, 0.1, 0.1, -0.05, size, size * 0.1}, FIRST);
            } else {
                double[] from = known.clone();
                known = search(y, n, from, new double[] {0.05, 0.02, 0.02, -0.02, size * 0.2, size * 0.02}, LATER);
            }
            loss = loss(y, n, known);
        }

        /** All six numbers are α, β, γ, φ, first level, first slope; those the form has not stay as they are. */
        private double[] search(double[] y, int n, double[] from, double[] steps, int evaluations) {
            int[] free = free();
            double[] start = Arrays.stream(free).mapToDouble(i -> from[i]).toArray();
            double[] first = Arrays.stream(free).mapToDouble(i -> steps[i]).toArray();
            double[] all = from.clone();
            double[] best = Descent.lowest(
                    p -> {
                        for (int i = 0; i < free.length; i++) {
                            all[free[i]] = p[i];
                        }
                        return loss(y, n, all);
                    },
                    start,
                    first,
                    evaluations);
            for (int i = 0; i < free.length; i++) {
                all[free[i]] = best[i];
            }
            return all;
        }

        private int[] free() {
            boolean trend = form.trend() != Trend.NONE;
            boolean damped = form.trend() == Trend.DAMPED;
            boolean cyclic = form.cycle() != Cycle.NONE;
            boolean[] has = {true, trend, cyclic, damped, true, trend};
            return java.util.stream.IntStream.range(0, has.length)
                    .filter(i -> has[i])
                    .toArray();
        }

        private double phi(double @Nullable [] p) {
            return form.trend() == Trend.DAMPED && p != null ? p[3] : 1;
        }

        private double[] firstCycle(double[] y, int n) {
            if (form.cycle() == Cycle.NONE) {
                return new double[0];
            }
            Season found = Season.decompose(y, n, season, form.cycle() == Cycle.MULTIPLIED);
            double[] indices = new double[season];
            for (int s = 0; s < season; s++) {
                indices[s] = found.index(s);
            }
            return indices;
        }

        private double[] start(double[] y, int n) {
            int m = Math.min(START, n);
            double sx = 0;
            double sy = 0;
            double sxx = 0;
            double sxy = 0;
            for (int t = 0; t < m; t++) {
                double value = firstCycle.length == 0
                        ? y[t]
                        : form.cycle() == Cycle.MULTIPLIED
                                ? y[t] / firstCycle[t % season]
                                : y[t] - firstCycle[t % season];
                sx += t;
                sy += value;
                sxx += (double) t * t;
                sxy += t * value;
            }
            double b = (m * sxy - sx * sy) / (m * sxx - sx * sx);
            double a = (sy - b * sx) / m;
            return form.trend() == Trend.NONE
                    ? new double[] {0.3, 0, 0.05, 1, sy / m, 0}
                    : new double[] {0.3, 0.1, 0.05, 0.95, a - b, b};
        }

        private boolean allowed(double[] p) {
            return p[0] > 1e-4
                    && p[0] < 0.9999
                    && (form.trend() == Trend.NONE || (p[1] > 1e-4 && p[1] < p[0]))
                    && (form.cycle() == Cycle.NONE || (p[2] > 1e-4 && p[2] < 1 - p[0]))
                    && (form.trend() != Trend.DAMPED || (p[3] > 0.8 && p[3] < 0.98));
        }

        /** −2 log-likelihood but for a constant. */
        private double loss(double[] y, int n, double[] p) {
            if (!allowed(p)) {
                return Double.POSITIVE_INFINITY;
            }
            double phi = phi(p);
            boolean multiplied = form.cycle() == Cycle.MULTIPLIED;
            level = p[4];
            slope = p[5];
            cycle = firstCycle.clone();
            double squares = 0;
            double logs = 0;
            for (int t = 0; t < n; t++) {
                double trend = phi * slope;
                double base = level + trend;
                int s = cycle.length == 0 ? 0 : t % season;
                double index = cycle.length == 0 ? 0 : cycle[s];
                double predicted = multiplied ? base * index : base + index;
                double error = y[t] - predicted;
                if (form.relative()) {
                    if (!(predicted > 0)) {
                        return Double.POSITIVE_INFINITY;
                    }
                    squares += error / predicted * (error / predicted);
                    logs += Math.log(predicted);
                } else {
                    squares += error * error;
                }
                double step = multiplied ? error / index : error;
                level = base + p[0] * step;
                slope = trend + p[1] * step;
                if (cycle.length > 0) {
                    cycle[s] = index + p[2] * (multiplied ? error / base : error);
                }
            }
            return n * Math.log(Math.max(squares, 1e-300) / n) + 2 * logs;
        }
    }
}
