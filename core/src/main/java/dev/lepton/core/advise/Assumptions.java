package dev.lepton.core.advise;

import dev.lepton.core.economics.spot.Checkpointing;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * What advice takes for granted. Each is printed beside the findings that rest on it.
 *
 * @param headroom machines kept above what is held in a pool, as a share of it
 * @param targetUse how full of work what is held should be at its busiest, above 0 to 1
 * @param asleepBelow utilisation below which what is held counts as not used
 * @param asleepHours for so many hours on end
 * @param workFrom hour at which those at a keyboard begin, Monday to Friday, on the clock of {@code zone}
 * @param workTo hour at which they end
 * @param zone where they are
 * @param spot how often spot machines are taken away, and what a checkpoint and a restart take, in hours
 */
public record Assumptions(
        BigDecimal headroom,
        BigDecimal targetUse,
        BigDecimal asleepBelow,
        int asleepHours,
        int workFrom,
        int workTo,
        ZoneOffset zone,
        Checkpointing spot) {
    /** A tenth in reserve, 80 % full, asleep below 5 % for three hours, 8 to 20 h; a spot machine is taken after 8 h in the mean. */
    public static Assumptions usual(ZoneOffset zone) {
        return new Assumptions(
                new BigDecimal("0.1"),
                new BigDecimal("0.8"),
                new BigDecimal("0.05"),
                3,
                8,
                20,
                zone,
                new Checkpointing(2.0 / 60, 8, 10.0 / 60));
    }

    public Assumptions {
        if (headroom.signum() < 0
                || targetUse.signum() <= 0
                || targetUse.compareTo(BigDecimal.ONE) > 0
                || asleepBelow.signum() < 0
                || asleepBelow.compareTo(targetUse) >= 0) {
            throw new IllegalArgumentException(
                    "A headroom is 0 or more, a target above 0 and at most 1, and asleep is below" + " the target: "
                            + headroom + ", " + targetUse + ", " + asleepBelow + ".");
        }
        if (asleepHours < 1 || workFrom < 0 || workFrom >= workTo || workTo > 24) {
            throw new IllegalArgumentException("Working hours go from 0 to 24, not from " + workFrom + " to " + workTo
                    + "; asleep for at least an" + " hour, not " + asleepHours + ".");
        }
    }

    /** Whether somebody is at a keyboard in the hour that begins at {@code hour}. */
    public boolean atWork(Instant hour) {
        OffsetDateTime local = hour.atOffset(zone);
        boolean weekend = local.getDayOfWeek() == DayOfWeek.SATURDAY || local.getDayOfWeek() == DayOfWeek.SUNDAY;
        return !weekend && local.getHour() >= workFrom && local.getHour() < workTo;
    }
}
