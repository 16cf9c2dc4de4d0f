package dev.lepton.core.roadmap;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** The unit that a roadmap's time is counted in, called a slot. */
public enum Step {
    /** A slot is a date. */
    DAY(1, 36_525),
    /** A slot is an hour. */
    HOUR(24, 175_320);

    private final int perDay;
    private final int most;

    Step(int perDay, int most) {
        this.perDay = perDay;
        this.most = most;
    }

    /** Slots in a date. */
    public int perDay() {
        return perDay;
    }

    /** Slots that a roadmap can have: a hundred years of days, twenty of hours. */
    public int most() {
        return most;
    }

    /** The slot that {@code date} begins with, 0 being the first of {@code start}. */
    public int slot(LocalDate start, LocalDate date) {
        return Math.toIntExact(Math.max(
                Integer.MIN_VALUE / 2, Math.min(Integer.MAX_VALUE / 2, ChronoUnit.DAYS.between(start, date) * perDay)));
    }

    /** When {@code slot} begins. */
    public LocalDateTime time(LocalDate start, int slot) {
        return this == DAY
                ? start.plusDays(slot).atStartOfDay()
                : start.atStartOfDay().plusHours(slot);
    }
}
