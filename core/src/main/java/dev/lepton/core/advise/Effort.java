package dev.lepton.core.advise;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a change costs once, and how it is judged. Assumptions, all of them, for the user to override.
 *
 * @param hours of work by strategy, where not the one assumed
 * @param perHour what an hour of work costs
 * @param months how long a saving is counted
 * @param rate discount rate a year, as a share
 */
public record Effort(Map<Strategy, BigDecimal> hours, Money perHour, int months, BigDecimal rate) {
    public Effort {
        hours = Collections.unmodifiableMap(new TreeMap<>(hours));
    }

    /** Hours that {@code strategy} takes. */
    public BigDecimal hours(Strategy strategy) {
        return hours.getOrDefault(strategy, BigDecimal.valueOf(strategy.assumedHours()));
    }

    /** What that work costs. */
    public Money oneOff(Strategy strategy) {
        return perHour.times(hours(strategy));
    }
}
