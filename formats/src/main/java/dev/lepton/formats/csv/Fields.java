package dev.lepton.formats.csv;

import dev.lepton.core.evidence.Reason;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.time.Window;
import dev.lepton.core.workload.Labels;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One row, field by field. Values are stripped; an empty one and a column that is not there are the same. Whatever
 * cannot be read as asked is {@link Refused} with its column and value. Names of columns are in lower case.
 */
public final class Fields {
    private final long line;
    private final Map<String, Integer> index;
    private final String[] values;

    Fields(long line, Map<String, Integer> index, String[] values) {
        this.line = line;
        this.index = index;
        this.values = values;
    }

    /** The same access to an entry that is not a line of delimited text; {@code values} by lower-case name. */
    public static Fields of(long line, Map<String, String> values) {
        Map<String, Integer> index = new TreeMap<>();
        List<String> texts = new ArrayList<>();
        values.forEach((name, text) -> {
            index.put(name, texts.size());
            texts.add(text);
        });
        return new Fields(line, index, texts.toArray(String[]::new));
    }

    /** The line the row starts on, from 1. */
    public long line() {
        return line;
    }

    /** Whether the file has {@code column} at all. */
    public boolean has(String column) {
        return index.containsKey(column);
    }

    public Optional<String> text(String column) {
        Integer at = index.get(column);
        if (at == null) {
            return Optional.empty();
        }
        String value = values[at].strip();
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** Refuses an empty value. */
    public String needText(String column) {
        return need(column, text(column));
    }

    /** A decimal number: {@code 12}, {@code -0.5}, {@code 1e-6}. */
    public Optional<BigDecimal> number(String column) {
        return text(column).map(value -> Numbers.parse(column, value));
    }

    /** A decimal number, not negative. */
    public Optional<BigDecimal> amount(String column) {
        return number(column).map(n -> Numbers.notNegative(column, n));
    }

    /** A decimal number, not negative; refuses an empty value. */
    public BigDecimal needAmount(String column) {
        return need(column, amount(column));
    }

    /** A whole number from {@code least} to {@link Integer#MAX_VALUE}. */
    public Optional<Integer> count(String column, int least) {
        return number(column).map(n -> Numbers.count(column, n, least));
    }

    /** A share from 0 to 1. */
    public Optional<BigDecimal> share(String column) {
        return amount(column).map(n -> {
            if (n.compareTo(BigDecimal.ONE) > 0) {
                throw Refused.value(Reason.OUT_OF_RANGE, column, n.toPlainString());
            }
            return n;
        });
    }

    /** A date or a time, see {@link Times#parse}; without an offset it is read in {@code zone}. */
    public Optional<Instant> time(String column, ZoneId zone) {
        return text(column).map(value -> Times.parse(column, value, zone));
    }

    /** A date or a time; refuses an empty value. */
    public Instant needTime(String column, ZoneId zone) {
        return need(column, time(column, zone));
    }

    /** The span {@code from} to {@code to} (not in it), or the calendar month {@code month}, cut in {@code zone}. */
    public Window needWindow(ZoneId zone) {
        Optional<String> month = text("month");
        if (month.isPresent()) {
            if (text("from").isPresent() || text("to").isPresent()) {
                throw Refused.value(Reason.OUT_OF_RANGE, "month, beside from or to,", month.get());
            }
            YearMonth m = Times.month("month", month.get());
            return new Window(
                    m.atDay(1).atStartOfDay(zone).toInstant(),
                    m.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant());
        }
        Instant from = needTime("from", zone);
        Instant to = needTime("to", zone);
        if (!from.isBefore(to)) {
            throw new Refused(
                    Reason.ENDS_BEFORE_START, "from is '" + needText("from") + "', to is '" + needText("to") + "'");
        }
        return new Window(from, to);
    }

    /** The currency of the row: {@code currency} holds an ISO 4217 code, United States dollar when it is empty. */
    public Currency currency() {
        Optional<String> code = text("currency");
        if (code.isEmpty()) {
            return Money.USD;
        }
        try {
            return Currency.getInstance(code.get().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Refused.value(Reason.UNKNOWN_VALUE, "currency", code.get());
        }
    }

    /** A price in the row's currency, for one unit. */
    public Optional<Price> price(String column) {
        return amount(column).map(amount -> Price.of(amount, currency()));
    }

    /** {@code labels} as {@code key=value;key=value}, and every column {@code label.key}. */
    public Labels labels() {
        Labels labels = text("labels").map(Fields::parsedLabels).orElse(Labels.NONE);
        for (String column : index.keySet()) {
            Optional<String> value = column.startsWith("label.") ? text(column) : Optional.empty();
            if (value.isPresent()) {
                labels = labels.with(column.substring("label.".length()), value.get());
            }
        }
        return labels;
    }

    private static Labels parsedLabels(String text) {
        try {
            return Labels.parse(text);
        } catch (IllegalArgumentException e) {
            throw Refused.value(Reason.MALFORMED, "labels", text);
        }
    }

    /** {@code value}, or refused because {@code column} is empty. */
    public static <T> T need(String column, Optional<T> value) {
        return value.orElseThrow(() -> Refused.empty(column));
    }
}
