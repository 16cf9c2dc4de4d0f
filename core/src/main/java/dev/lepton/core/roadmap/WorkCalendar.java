package dev.lepton.core.roadmap;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;

/**
 * When work is done.
 *
 * @param name what it is called
 * @param days days of the week that are worked
 * @param fromHour first hour of a worked day, 0 to 23
 * @param toHour the hour that a worked day ends at, above {@code fromHour}, at most 24
 * @param holidays dates that are not worked, whatever their day
 * @param extra dates that are worked, whatever their day, holidays aside
 */
public record WorkCalendar(
        String name, Set<DayOfWeek> days, int fromHour, int toHour, Set<LocalDate> holidays, Set<LocalDate> extra) {
    public WorkCalendar {
        days = Set.copyOf(days);
        holidays = Set.copyOf(holidays);
        extra = Set.copyOf(extra);
        if (fromHour < 0 || toHour > 24 || fromHour >= toHour) {
            throw new IllegalArgumentException(
                    "Calendar '" + name + "' cannot work from hour " + fromHour + " to " + toHour + ".");
        }
        if (days.isEmpty() && extra.isEmpty()) {
            throw new IllegalArgumentException("Calendar '" + name + "' has no day that is worked.");
        }
    }

    /** Monday to Friday, eight hours. */
    public static WorkCalendar weekdays() {
        return new WorkCalendar(
                "weekdays", EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 9, 17, Set.of(), Set.of());
    }

    /** Round the clock, as machines work. */
    public static WorkCalendar always() {
        return new WorkCalendar("always", EnumSet.allOf(DayOfWeek.class), 0, 24, Set.of(), Set.of());
    }

    /** Hours in a worked day. */
    public int hoursPerDay() {
        return toHour - fromHour;
    }

    boolean works(LocalDate date) {
        return !holidays.contains(date) && (extra.contains(date) || days.contains(date.getDayOfWeek()));
    }
}
