package dev.lepton.core.placement.spot;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A job that must be done by a deadline. Time runs in ticks of {@link #TICK_MINUTES}; whatever runs does one tick of work
 * per tick once it has started, and work is kept when the machine is taken away (checkpoints are continuous; loading one is
 * part of the changeover).
 *
 * @param workTicks ticks of undisturbed running that the job needs
 * @param deadlineTicks ticks after its submission by which it must be done
 * @param changeoverTicks paid ticks without work after each start, on spot or on demand
 * @param onDemandOverSpot what an hour on demand costs, in hours of spot; above 1
 */
public record SpotJob(int workTicks, int deadlineTicks, int changeoverTicks, double onDemandOverSpot) {
    /** Length of a tick. */
    public static final int TICK_MINUTES = 6;

    /** Ticks of an hour. */
    public static final int TICKS_PER_HOUR = 60 / TICK_MINUTES;

    /** Ticks of a day. */
    public static final int TICKS_PER_DAY = 24 * TICKS_PER_HOUR;

    /** Throws an {@link IllegalArgumentException} if not even a run on demand from the first tick meets the deadline. */
    public SpotJob {
        if (workTicks < 1 || changeoverTicks < 0) {
            throw new IllegalArgumentException(workTicks + " ticks of work, changeover " + changeoverTicks);
        }
        if ((long) workTicks + changeoverTicks > deadlineTicks) {
            throw new IllegalArgumentException("work and one changeover take " + ((long) workTicks + changeoverTicks)
                    + " ticks, the deadline is " + deadlineTicks);
        }
        if (!(onDemandOverSpot > 1) || Double.isInfinite(onDemandOverSpot)) {
            throw new IllegalArgumentException("on-demand over spot is " + onDemandOverSpot);
        }
    }

    /** {@code hours} in ticks, rounded up for a need and down for a deadline. */
    public static int ticks(BigDecimal hours, RoundingMode rounding) {
        return hours.multiply(BigDecimal.valueOf(TICKS_PER_HOUR))
                .setScale(0, rounding)
                .intValueExact();
    }
}
