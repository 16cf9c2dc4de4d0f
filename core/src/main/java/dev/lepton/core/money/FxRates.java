package dev.lepton.core.money;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * Dated exchange rates; a pair or a day that is not listed is unknown, never 1.
 *
 * @param rates any order; the newest rate on or before a day applies
 */
public record FxRates(List<Rate> rates) {
    /** From {@code day} on, one {@code from} buys {@code value} of {@code to}. */
    public record Rate(Currency from, Currency to, LocalDate day, BigDecimal value) {
        public Rate {
            if (value.signum() <= 0) {
                throw new IllegalArgumentException(
                        "An exchange rate must be positive: " + from + " to " + to + " is " + value + ".");
            }
        }
    }

    public FxRates {
        rates = List.copyOf(rates);
    }

    /** No rates: only amounts already in the currency asked for are known. */
    public static FxRates none() {
        return new FxRates(List.of());
    }

    /** {@code amount} in {@code to} on {@code day}, or empty when no rate either way is known by then. */
    public Optional<Money> convert(Money amount, Currency to, LocalDate day) {
        if (amount.currency().equals(to)) {
            return Optional.of(amount);
        }
        return factor(amount.currency(), to, day)
                .map(f -> new Money(amount.amount().multiply(f), to));
    }

    private Optional<BigDecimal> factor(Currency from, Currency to, LocalDate day) {
        Optional<BigDecimal> direct = newest(from, to, day);
        return direct.isPresent()
                ? direct
                : newest(to, from, day).map(v -> BigDecimal.ONE.divide(v, MathContext.DECIMAL128));
    }

    private Optional<BigDecimal> newest(Currency from, Currency to, LocalDate day) {
        return rates.stream()
                .filter(r ->
                        r.from().equals(from) && r.to().equals(to) && !r.day().isAfter(day))
                .max(java.util.Comparator.comparing(Rate::day))
                .map(Rate::value);
    }
}
