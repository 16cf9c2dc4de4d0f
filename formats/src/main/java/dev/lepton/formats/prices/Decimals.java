package dev.lepton.formats.prices;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Numbers as price lists write them. */
final class Decimals {
    private static final int MAX_DIGITS = 40;

    private Decimals() {}

    /** A decimal number or a fraction of two ({@code 1/6}, to 12 decimals); empty when it is neither, or beyond reason. */
    static Optional<BigDecimal> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return plain(text);
        }
        Optional<BigDecimal> above = plain(text.substring(0, slash));
        Optional<BigDecimal> below = plain(text.substring(slash + 1));
        return above.isEmpty() || below.isEmpty() || below.get().signum() == 0
                ? Optional.empty()
                : Optional.of(above.get()
                        .divide(below.get(), 12, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros());
    }

    private static Optional<BigDecimal> plain(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS) {
            return Optional.empty();
        }
        try {
            BigDecimal value = new BigDecimal(text.trim());
            return Math.abs((long) value.scale()) > MAX_DIGITS ? Optional.empty() : Optional.of(value);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
