package dev.lepton.core.forecast;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something known to come that the past does not show: a project starts, a price changes, a commitment ends.
 *
 * @param name what it is
 * @param series whose values it changes; empty for all
 * @param from the first moment it holds
 * @param to the moment from which it holds no longer; empty for ever
 * @param kind how {@code value} changes a step's value
 * @param value by how much
 */
public record PlannedChange(
        String name, Optional<String> series, Instant from, Optional<Instant> to, Kind kind, double value) {
    /** How a value changes. */
    public enum Kind {
        /** So much is added to each step. */
        ADD("+"),
        /** By so many per cent of it. */
        PERCENT("%"),
        /** It is multiplied by so much. */
        FACTOR("×");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }

        /** The sign that is printed beside a value. */
        public String sign() {
            return sign;
        }
    }

    public PlannedChange {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a change of " + value + " cannot be");
        }
        if (to.filter(t -> !from.isBefore(t)).isPresent()) {
            throw new IllegalArgumentException("it ends, " + to.get() + ", before it begins, " + from);
        }
        if ((kind == Kind.FACTOR && value < 0) || (kind == Kind.PERCENT && value < -100)) {
            throw new IllegalArgumentException("a change cannot turn spend negative: " + value + " " + kind.sign());
        }
    }

    /** Whether it begins after the last value of {@code one} that is known; one before is in the past already. */
    public boolean ahead(Series one) {
        return from.isAfter(one.at(one.size() - 1));
    }

    boolean concerns(Series one) {
        return series.isEmpty() || series.get().equals(one.id());
    }

    private boolean holds(Instant at) {
        return !at.isBefore(from) && to.filter(t -> !at.isBefore(t)).isEmpty();
    }

    /**
     * {@code forecast} of {@code one} with those of {@code changes} that concern it and begin after its last known value:
     * factors first, then what is added.
     *
     * @param share of what is added that falls on this series, by change; 1 where it has none of its own
     */
    static Forecast apply(
            Series one,
            Forecast forecast,
            List<PlannedChange> changes,
            java.util.function.ToDoubleFunction<PlannedChange> share) {
        int horizon = forecast.mean().length;
        double[] factor = new double[horizon];
        double[] plus = new double[horizon];
        java.util.Arrays.fill(factor, 1);
        for (PlannedChange change : changes) {
            for (int h = 0; h < horizon && change.ahead(one); h++) {
                if (change.holds(one.at(one.size() + h))) {
                    switch (change.kind()) {
                        case ADD -> plus[h] += change.value() * share.applyAsDouble(change);
                        case PERCENT -> factor[h] *= 1 + change.value() / 100;
                        case FACTOR -> factor[h] *= change.value();
                    }
                }
            }
        }
        return forecast.changed(factor, plus);
    }

    /** {@code forecast} of {@code one} with those of {@code changes} that concern it. */
    public static Forecast apply(Series one, Forecast forecast, List<PlannedChange> changes) {
        return apply(
                one, forecast, changes.stream().filter(c -> c.concerns(one)).toList(), c -> 1);
    }
}
