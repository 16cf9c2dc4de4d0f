package dev.lepton.core.watch;

import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What may be spent, by whom, in which time.
 *
 * @param name what the budget is called
 * @param scope whose spend counts
 * @param amount the most that may be spent in the period, above 0
 * @param period in which time
 * @param warnAtPercent percent of the amount at which a warning is given, above 0 and at most 100; empty for none
 */
public record Budget(String name, Scope scope, Money amount, Period period, Optional<BigDecimal> warnAtPercent) {
    /** Whose spend a budget holds. */
    public sealed interface Scope {
        /** Everything. */
        record Total() implements Scope {}

        /** What carries the label {@code key=value}: a team, a model, an environment. */
        record Labelled(String key, String value) implements Scope {
            public Labelled {
                if (key.isBlank() || value.isBlank()) {
                    throw new IllegalArgumentException(
                            "A budget's label needs a key and a value: '" + key + "=" + value + "'.");
                }
            }
        }

        /** {@code total} or {@code key=value}. */
        default String words() {
            return switch (this) {
                case Total total -> "total";
                case Labelled labelled -> labelled.key() + "=" + labelled.value();
            };
        }

        /** Reads {@link #words}; empty when the text is neither form. */
        static Optional<Scope> parse(String text) {
            if (text.strip().equals("total")) {
                return Optional.of(new Total());
            }
            int equals = text.indexOf('=');
            if (equals < 1
                    || text.substring(0, equals).isBlank()
                    || text.substring(equals + 1).isBlank()) {
                return Optional.empty();
            }
            return Optional.of(new Labelled(
                    text.substring(0, equals).strip(),
                    text.substring(equals + 1).strip()));
        }
    }

    /** When a budget holds. */
    public sealed interface Period {
        /** Every calendar month anew. */
        record Monthly() implements Period {}

        /** Once, for a window. */
        record Once(Window window) implements Period {}
    }

    public Budget {
        if (name.isBlank() || amount.amount().signum() <= 0) {
            throw new IllegalArgumentException(
                    "A budget needs a name and an amount above 0: '" + name + "', " + amount + ".");
        }
        warnAtPercent.ifPresent(percent -> {
            if (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
                throw new IllegalArgumentException("Budget '" + name + "' can warn above 0 and up to 100 percent, not "
                        + percent.toPlainString() + ".");
            }
        });
    }

    /** The window that is looked at as of {@code asOf}: the calendar month in {@code zone} that holds it, or the one stated. */
    public Window window(Instant asOf, ZoneOffset zone) {
        return switch (period) {
            case Period.Monthly monthly -> {
                LocalDate first = asOf.atOffset(zone).toLocalDate().withDayOfMonth(1);
                yield new Window(
                        first.atStartOfDay().toInstant(zone),
                        first.plusMonths(1).atStartOfDay().toInstant(zone));
            }
            case Period.Once once -> once.window();
        };
    }
}
