package dev.lepton.core.time;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The window grammar of OpenCost ({@code core/pkg/opencost/window.go}), with one mend and one addition.
 *
 * <p>{@code today yesterday lastweek lastmonth}: whole days · {@code week month}: from their first day up to now ·
 * {@code 24h 7d 2w 30m}: that many whole units, the current one included; a week ends with today · {@code 24h offset
 * 14h}: exactly that long, ended exactly that long ago · pairs {@code A,B} of RFC 3339 instants or epoch seconds, and
 * {@code epoch-epoch}. Weeks start on Sunday. Mended: an offset in weeks is weeks (OpenCost multiplies by 24).
 * Added: plain dates, {@code 2026-01-01,2026-02-01}, the second one exclusive.
 */
public final class WindowExpression {
    private static final Pattern RELATIVE = Pattern.compile("(\\d{1,5})([mhdw])(?: offset (\\d{1,5})([mhdw]))?");
    private static final Pattern EPOCHS = Pattern.compile("(\\d{1,18})[,-](\\d{1,18})");

    private WindowExpression() {}

    /**
     * The window that {@code text} names at {@code now}, days and weeks cut in {@code zone}.
     *
     * @throws IllegalArgumentException if the text is none of the forms above, with the forms in the message
     */
    public static Window parse(String text, Instant now, ZoneOffset zone) {
        LocalDate today = now.atOffset(zone).toLocalDate();
        LocalDate sunday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
        LocalDate first = today.withDayOfMonth(1);
        return switch (text) {
            case "today" -> days(today, today.plusDays(1), zone);
            case "yesterday" -> days(today.minusDays(1), today, zone);
            case "week" -> upTo(now, midnight(sunday, zone), text);
            case "lastweek" -> days(sunday.minusWeeks(1), sunday, zone);
            case "month" -> upTo(now, midnight(first, zone), text);
            case "lastmonth" -> days(first.minusMonths(1), first, zone);
            default -> parsePattern(text, now, zone);
        };
    }

    private static Window parsePattern(String text, Instant now, ZoneOffset zone) {
        Matcher relative = RELATIVE.matcher(text);
        if (relative.matches()) {
            return relative(relative, text, now, zone);
        }
        Matcher epochs = EPOCHS.matcher(text);
        if (epochs.matches()) {
            return ordered(epoch(epochs.group(1), text), epoch(epochs.group(2), text), text);
        }
        int comma = text.indexOf(',');
        if (comma > 0) {
            return ordered(
                    instant(text.substring(0, comma), text, zone),
                    instant(text.substring(comma + 1), text, zone),
                    text);
        }
        throw wrong(text);
    }

    private static Window relative(Matcher matcher, String text, Instant now, ZoneOffset zone) {
        try {
            Duration length = duration(matcher.group(1), matcher.group(2));
            if (length.isZero()) {
                throw wrong(text);
            }
            Instant end = matcher.group(3) == null
                    ? endOfUnit(now, matcher.group(2), zone)
                    : now.minus(duration(matcher.group(3), matcher.group(4)));
            return new Window(end.minus(length), end);
        } catch (java.time.DateTimeException | ArithmeticException e) {
            throw wrong(text);
        }
    }

    private static Duration duration(String count, String unit) {
        long n = Long.parseLong(count);
        return switch (unit) {
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            case "d" -> Duration.ofDays(n);
            default -> Duration.ofDays(Math.multiplyExact(n, 7L));
        };
    }

    /** The end of the unit that {@code now} is in; a week's is its day's. */
    private static Instant endOfUnit(Instant now, String unit, ZoneOffset zone) {
        ChronoUnit chrono =
                unit.equals("m") ? ChronoUnit.MINUTES : unit.equals("h") ? ChronoUnit.HOURS : ChronoUnit.DAYS;
        return now.atOffset(zone).truncatedTo(chrono).plus(1, chrono).toInstant();
    }

    private static Instant epoch(String seconds, String text) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        } catch (java.time.DateTimeException e) {
            throw wrong(text);
        }
    }

    private static Instant instant(String part, String text, ZoneOffset zone) {
        try {
            return part.length() == 10
                    ? midnight(LocalDate.parse(part), zone)
                    : OffsetDateTime.parse(part).toInstant();
        } catch (DateTimeParseException e) {
            throw wrong(text);
        }
    }

    private static Window ordered(Instant from, Instant to, String text) {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "The window '" + text + "' ends before it starts. Maybe its two ends are swapped.");
        }
        return new Window(from, to);
    }

    private static Window days(LocalDate from, LocalDate to, ZoneOffset zone) {
        return new Window(midnight(from, zone), midnight(to, zone));
    }

    private static Instant midnight(LocalDate day, ZoneOffset zone) {
        return day.atTime(LocalTime.MIDNIGHT).toInstant(zone);
    }

    private static Window upTo(Instant now, Instant start, String text) {
        if (!start.isBefore(now)) {
            throw new IllegalArgumentException(
                    "Nothing of the current " + text + " has passed yet. Maybe last" + text + ".");
        }
        return new Window(start, now);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not a window. Maybe one of: today, yesterday, week, lastweek, month, "
                        + "lastmonth, 24h, 7d, '24h offset 14h', 2026-01-01,2026-02-01, 2026-01-01T00:00:00Z,2026-01-02T00:00:00Z.");
    }
}
