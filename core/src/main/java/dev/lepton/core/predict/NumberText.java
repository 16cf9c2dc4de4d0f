package dev.lepton.core.predict;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people write them in tables: signs of currency, thousands separators, decimal commas, percent signs, dates. */
final class NumberText {
    private static final List<String> NOTHING =
            List.of("", "na", "n/a", "n.a.", "null", "none", "nan", "?", "-", "–", "unknown", "#n/a");
    private static final Pattern PLAIN = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final Pattern GROUPED = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d+)?");
    private static final Pattern GROUPED_BY_POINTS = Pattern.compile("[+-]?\\d{1,3}(\\.\\d{3})+,\\d+");
    private static final Pattern COMMA = Pattern.compile("[+-]?\\d+,\\d+");
    private static final Pattern DRESSED = Pattern.compile(
            "(?:USD|EUR|GBP|CNY|[$€£¥])?\\s*(.*?)\\s*(?:USD|EUR|GBP|CNY|[$€£¥%])?", Pattern.CASE_INSENSITIVE);
    private static final int MOST_LENGTH = 60;

    /**
     * A number and how it was written.
     *
     * @param note what had to be understood; empty for a plain number
     */
    record Read(double value, String note) {}

    private NumberText() {}

    static boolean isMissing(String text) {
        return NOTHING.contains(text.toLowerCase(Locale.ROOT));
    }

    /** Whether {@code text} can only be read with a comma as the decimal point. */
    static boolean hasDecimalComma(String text) {
        String bare = bare(text);
        return GROUPED_BY_POINTS.matcher(bare).matches()
                || (COMMA.matcher(bare).matches() && !GROUPED.matcher(bare).matches());
    }

    /** The same in {@code column}, whose name may end in a unit that {@code text} states another of. */
    static Optional<Read> read(String text, boolean commas, String column) {
        return read(text, commas).or(() -> UnitText.read(text, commas, column));
    }

    /** What {@code text} says, in a column whose commas are decimal points if {@code commas}. */
    static Optional<Read> read(String text, boolean commas) {
        String bare = bare(text);
        if (bare.length() > MOST_LENGTH) {
            return Optional.empty();
        }
        String dressed = bare.equals(text) ? "" : "signs of currency or per cent left out";
        if (PLAIN.matcher(bare).matches()) {
            return number(bare, dressed);
        }
        if (GROUPED_BY_POINTS.matcher(bare).matches()) {
            return number(bare.replace(".", "").replace(',', '.'), "decimal comma");
        }
        if (COMMA.matcher(bare).matches() && (commas || !GROUPED.matcher(bare).matches())) {
            return number(bare.replace(',', '.'), "decimal comma");
        }
        if (GROUPED.matcher(bare).matches()) {
            return number(bare.replace(",", ""), "thousands separators left out");
        }
        OptionalDouble day = day(text);
        return day.isPresent() ? Optional.of(new Read(day.getAsDouble(), "")) : Optional.empty();
    }

    private static Optional<Read> number(String text, String note) {
        double value = new BigDecimal(text).doubleValue();
        return Double.isFinite(value) ? Optional.of(new Read(value, note)) : Optional.empty();
    }

    private static String bare(String text) {
        Matcher dressed = DRESSED.matcher(text);
        return dressed.matches() ? dressed.group(1) : text;
    }

    /** A date as a year and its fraction. */
    private static OptionalDouble day(String text) {
        if (text.length() < 10 || !Character.isDigit(text.charAt(0))) {
            return OptionalDouble.empty();
        }
        try {
            LocalDate date = LocalDate.parse(text.substring(0, 10));
            return OptionalDouble.of(date.getYear() + (date.getDayOfYear() - 1) / (double) date.lengthOfYear());
        } catch (DateTimeParseException e) {
            return OptionalDouble.empty();
        }
    }
}
