package dev.lepton.formats.prices;

import dev.lepton.core.evidence.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;

/** The named values of one data line, whatever form it was written in. */
interface Fields {
    /** The value without surrounding blanks; empty when the column is missing or the value blank. */
    Optional<String> text(String column);

    /** The line or entry in the words of a message, for instance {@code "line 12"}. */
    long line();

    default String required(String column) {
        return text(column).orElseThrow(() -> new RowRefused(Reason.MISSING_VALUE, column + " is empty"));
    }

    /** A number that is not negative, written with a point or as a fraction such as {@code 1/8}. */
    default Optional<BigDecimal> number(String column) {
        return text(column).map(value -> {
            BigDecimal number = Decimals.parse(value)
                    .orElseThrow(() -> new RowRefused(Reason.NOT_A_NUMBER, column + " is '" + shown(value) + "'"));
            if (number.signum() < 0) {
                throw new RowRefused(Reason.NEGATIVE, column + " is " + shown(value));
            }
            return number;
        });
    }

    default BigDecimal requiredNumber(String column) {
        return number(column).orElseThrow(() -> new RowRefused(Reason.MISSING_VALUE, column + " is empty"));
    }

    default Optional<Instant> instant(String column) {
        return text(column).map(value -> Fields.instant(column, value));
    }

    default Currency currency(String column, Currency otherwise) {
        return text(column)
                .map(code -> {
                    try {
                        return Currency.getInstance(code.toUpperCase(Locale.ROOT));
                    } catch (IllegalArgumentException e) {
                        throw new RowRefused(Reason.UNKNOWN_VALUE, column + " is '" + shown(code) + "'");
                    }
                })
                .orElse(otherwise);
    }

    /** A date, an ISO instant, or {@code 2019-04-17 23:34:22 UTC} as OpenCost writes it. */
    static Instant instant(String column, String value) {
        try {
            if (value.length() == 10) {
                return LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            String iso = value.endsWith(" UTC")
                    ? value.substring(0, value.length() - 4).replace(' ', 'T') + "Z"
                    : value;
            return Instant.parse(iso);
        } catch (DateTimeParseException e) {
            throw new RowRefused(Reason.NOT_A_TIME, column + " is '" + shown(value) + "'");
        }
    }

    /** At most 60 characters of a value, for a message. */
    static String shown(String value) {
        String line = value.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= 60 ? line : line.substring(0, 57) + "…";
    }
}
