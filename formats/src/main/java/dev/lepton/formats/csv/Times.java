package dev.lepton.formats.csv;

import dev.lepton.core.evidence.Reason;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Dates, times and durations as files write them. */
public final class Times {
    private static final DateTimeFormatter FORM = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withChronology(IsoChronology.INSTANCE)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final int LONGEST = 40;
    private static final String COMMON = "0000-00-00T00:00:00";

    private Times() {}

    /**
     * The moment that {@code value} names, in the years 1970 to 9999: {@code 2026-01-31}, {@code 2026-01-31T12:00},
     * {@code 2026-01-31 12:00:00.5}, each with an offset ({@code Z}, {@code +02:00}) or read in {@code zone}. Local
     * times that clocks skipped are moved on by the gap, those they showed twice are the first.
     */
    public static Instant parse(String column, String value, ZoneId zone) {
        try {
            Instant instant = instant(value, zone);
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                throw Refused.value(Reason.OUT_OF_RANGE, column, value);
            }
            return instant;
        } catch (DateTimeException e) {
            throw Refused.value(Reason.NOT_A_TIME, column, value);
        }
    }

    private static Instant instant(String value, ZoneId zone) {
        if (hasCommonForm(value)) {
            LocalDateTime time = LocalDateTime.of(
                    digits(value, 0, 4),
                    digits(value, 5, 7),
                    digits(value, 8, 10),
                    digits(value, 11, 13),
                    digits(value, 14, 16),
                    digits(value, 17, 19));
            return time.atZone(value.length() == 20 ? ZoneOffset.UTC : zone).toInstant();
        }
        if (value.length() > LONGEST) {
            throw new DateTimeException("too long");
        }
        boolean spaced = value.length() > 10 && value.charAt(10) == ' ';
        String text = spaced ? value.substring(0, 10) + 'T' + value.substring(11) : value;
        TemporalAccessor parsed = FORM.parse(text);
        if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
            return Instant.from(parsed);
        }
        return parsed.isSupported(ChronoField.HOUR_OF_DAY)
                ? LocalDateTime.from(parsed).atZone(zone).toInstant()
                : LocalDate.from(parsed).atStartOfDay(zone).toInstant();
    }

    /** Whether {@code value} has the one form that nearly every file has, which is read without the slower formatter. */
    private static boolean hasCommonForm(String value) {
        int length = value.length();
        if (length != COMMON.length() && !(length == COMMON.length() + 1 && value.charAt(length - 1) == 'Z')) {
            return false;
        }
        for (int i = 0; i < COMMON.length(); i++) {
            char c = value.charAt(i);
            char form = COMMON.charAt(i);
            boolean fits = form == '0' ? c >= '0' && c <= '9' : c == form || (form == 'T' && c == ' ');
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static int digits(String value, int from, int to) {
        return Integer.parseInt(value, from, to, 10);
    }

    /** A calendar month, {@code 2026-01}, in the years 1970 to 9998. */
    public static YearMonth month(String column, String value) {
        try {
            YearMonth month = YearMonth.parse(value);
            if (month.getYear() < 1970 || month.getYear() > 9998) {
                throw Refused.value(Reason.OUT_OF_RANGE, column, value);
            }
            return month;
        } catch (DateTimeException e) {
            throw Refused.value(Reason.NOT_A_TIME, column, value);
        }
    }

    /** {@code seconds} after {@code epoch}, to the nanosecond, if that is no later than the year 9999. */
    public static Instant after(String column, Instant epoch, BigDecimal seconds) {
        try {
            Instant instant = epoch.plus(duration(column, seconds));
            if (!instant.isAfter(LATEST)) {
                return instant;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Out of range, like the years after 9999.
        }
        throw Refused.value(Reason.OUT_OF_RANGE, column, seconds.toPlainString());
    }

    /** {@code seconds} as a duration, to the nanosecond. */
    public static Duration duration(String column, BigDecimal seconds) {
        try {
            BigDecimal[] parts = seconds.divideAndRemainder(BigDecimal.ONE);
            return Duration.ofSeconds(
                    parts[0].longValueExact(), parts[1].movePointRight(9).longValue());
        } catch (ArithmeticException e) {
            throw Refused.value(Reason.OUT_OF_RANGE, column, seconds.toPlainString());
        }
    }
}
