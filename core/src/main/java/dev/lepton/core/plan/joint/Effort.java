package dev.lepton.core.plan.joint;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What people must do to get from today to a plan, and how its saving is valued. Whatever nobody stated is assumed, and the answer says so.
 *
 * @param start first day of work; empty when it is not stated
 * @param engineers who work on it
 * @param daily pay of one
 * @param days person-days to change one lever of one work
 * @param moveDays person-days to start or stop machines in one place
 * @param watchDays working days that each step is watched before the next
 * @param months for which the saving is taken to last
 * @param rate discount rate a year as a share
 */
public record Effort(
        Optional<LocalDate> start,
        int engineers,
        Price daily,
        Map<Lever, Double> days,
        double moveDays,
        double watchDays,
        int months,
        BigDecimal rate) {
    public Effort {
        days = Map.copyOf(days);
        if (engineers < 1
                || days.values().stream().anyMatch(d -> !(d >= 0 && d <= 1_000))
                || !(moveDays >= 0 && moveDays <= 1_000)
                || !(watchDays >= 0 && watchDays <= 1_000)
                || months < 1
                || rate.compareTo(BigDecimal.ONE.negate()) <= 0) {
            throw new IllegalArgumentException(
                    "An engineer at least, 0 to 1,000 days, a month at least, and a rate above -100 % are needed, not "
                            + engineers + ", " + days + ", " + moveDays + ", " + watchDays + ", " + months + ", " + rate
                            + ".");
        }
    }

    /** What is taken where nobody says: one engineer at 800 a day, 1 to 5 days a lever, a saving of 12 months at 10 % a year. */
    public static Effort assumed(Currency currency) {
        Map<Lever, Double> days = new EnumMap<>(Lever.class);
        for (Lever lever : Lever.values()) {
            days.put(lever, assumedDays(lever));
        }
        return new Effort(
                Optional.empty(),
                1,
                new Price(BigDecimal.valueOf(800), currency, BigDecimal.ONE),
                days,
                0.5,
                1,
                12,
                new BigDecimal("0.1"));
    }

    private static double assumedDays(Lever lever) {
        return switch (lever) {
            case VARIANT, REGION -> 5;
            case SPOT, DATA -> 3;
            case DEVICE, PARALLELISM, IDLE_SHUTDOWN, STORAGE_TIER, TRIALS -> 2;
            case BATCH, POWER_CAP, PURCHASE, RIGHTSIZING, OFF_HOURS -> 1;
            case CAPITAL -> 10;
        };
    }

    /** Pay of so many person-days. */
    Money pay(double personDays) {
        return daily.times(BigDecimal.valueOf(personDays).round(java.math.MathContext.DECIMAL32));
    }
}
