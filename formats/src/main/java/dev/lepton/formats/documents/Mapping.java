package dev.lepton.formats.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The keys under one heading of a document. Every key must be one that is allowed, every value of the kind asked for;
 * anything else is a {@link Problem} that names the file, the line, the key, its value and what is allowed.
 */
final class Mapping {
    private static final int MOST_DIGITS = 40;

    private final YamlSource source;
    private final ObjectNode node;
    private final String pointer;

    Mapping(YamlSource source, ObjectNode node, String pointer) {
        this.source = source;
        this.node = node;
        this.pointer = pointer;
    }

    /** Refuses any key that is not one of {@code keys}. */
    Mapping allow(String... keys) {
        List<String> allowed = List.of(keys);
        for (String key :
                new TreeSet<>(node.properties().stream().map(e -> e.getKey()).toList())) {
            if (!allowed.contains(key)) {
                throw wrong(
                        key,
                        "'" + key + "' is not a key " + where() + ".",
                        "Maybe one of: " + String.join(", ", keys) + ".");
            }
        }
        return this;
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    BigDecimal number(String key) {
        return number(key, required(key, "a number"));
    }

    BigDecimal number(String key, BigDecimal otherwise) {
        return has(key) ? number(key) : otherwise;
    }

    /** A number that must not be negative. */
    BigDecimal amount(String key) {
        BigDecimal value = number(key);
        if (value.signum() < 0) {
            throw wrong(key, key + " is " + value.toPlainString() + ", but cannot be negative.", "");
        }
        return value;
    }

    /** Like {@link #amount}; when the key is missing, nothing, and {@code unstated} is told so. */
    BigDecimal amountOrNothing(String key, List<String> unstated) {
        if (has(key)) {
            return amount(key);
        }
        unstated.add(key);
        return BigDecimal.ZERO;
    }

    /** A percentage as a share: 70 is 0.7. */
    BigDecimal percent(String key) {
        return amount(key).movePointLeft(2);
    }

    /** A percentage of a whole, as a share of it. */
    BigDecimal share(String key) {
        BigDecimal share = percent(key);
        if (share.compareTo(BigDecimal.ONE) > 0) {
            throw wrong(key, key + " is " + number(key).toPlainString() + ", but cannot be above 100.", "");
        }
        return share;
    }

    /** A number that must be above 0. */
    BigDecimal positive(String key) {
        BigDecimal value = number(key);
        if (value.signum() <= 0) {
            throw wrong(key, key + " is " + value.toPlainString() + ", but must be above 0.", "");
        }
        return value;
    }

    Money money(String key, Currency currency) {
        return new Money(number(key), currency);
    }

    /** A price, per one unit. */
    Price price(String key, Currency currency) {
        return Price.of(amount(key), currency);
    }

    int whole(String key) {
        BigDecimal value = number(key);
        try {
            return value.intValueExact();
        } catch (ArithmeticException e) {
            throw wrong(key, key + " is " + value.toPlainString() + ", but must be a whole number.", "");
        }
    }

    int whole(String key, int otherwise) {
        return has(key) ? whole(key) : otherwise;
    }

    /** A whole number that must be 1 or more. */
    int count(String key, int otherwise) {
        int value = whole(key, otherwise);
        if (value < 1) {
            throw wrong(key, key + " is " + value + ", but must be at least 1.", "");
        }
        return value;
    }

    /** Text, a number taken as it is written. */
    String text(String key) {
        JsonNode value = required(key, "a text");
        if (!value.isValueNode() || value.asText().isBlank()) {
            throw wrong(key, key + " is " + kind(value) + ", but must be a text.", "");
        }
        return value.asText();
    }

    /** Whether the value is true or false, and not something else. */
    boolean isFlag(String key) {
        return node.path(key).isBoolean();
    }

    boolean flag(String key) {
        JsonNode value = required(key, "true or false");
        if (!value.isBoolean()) {
            throw wrong(key, key + " is " + kind(value) + ", but must be true or false.", "");
        }
        return value.booleanValue();
    }

    /** One of {@code choices}. */
    String choice(String key, List<String> choices) {
        String value = text(key);
        if (!choices.contains(value)) {
            throw wrong(key, key + " is '" + value + "'.", "Maybe one of: " + String.join(", ", choices) + ".");
        }
        return value;
    }

    /** The currency under {@code currency}; United States dollars when none is given. */
    Currency currency() {
        if (!has("currency")) {
            return Money.USD;
        }
        String code = text("currency");
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw wrong("currency", "currency is '" + code + "'.", "Maybe an ISO 4217 code such as USD, EUR or CNY.");
        }
    }

    Mapping section(String key) {
        return section(key, required(key, "a section of keys"), pointer + "/" + escaped(key));
    }

    Optional<Mapping> optional(String key) {
        return has(key) ? Optional.of(section(key)) : Optional.empty();
    }

    /** What {@code each} makes of every section in the list under {@code key}; no key is no sections. */
    <T> List<T> each(String key, Function<Mapping, T> each) {
        List<T> all = new ArrayList<>();
        if (!has(key)) {
            return all;
        }
        JsonNode list = node.get(key);
        if (!list.isArray() || list.isEmpty()) {
            throw wrong(
                    key,
                    key + " is " + kind(list) + ", but must be a list of sections.",
                    "Maybe begin each with a dash: '- name: …'.");
        }
        for (int i = 0; i < list.size(); i++) {
            all.add(each.apply(section(key, list.get(i), pointer + "/" + escaped(key) + "/" + i)));
        }
        return all;
    }

    /** Like {@link #each}, of sections that have a {@code name}, each another. */
    <T> List<T> eachNamed(String key, String what, Function<Mapping, T> each) {
        Set<String> names = new HashSet<>();
        return each(key, section -> {
            String name = section.text("name");
            if (!names.add(name)) {
                throw section.wrong("name", "there are two " + what + " called '" + name + "'.", "Maybe rename one.");
            }
            return each.apply(section);
        });
    }

    /** The numbers in the list under {@code key}; no key is no numbers. */
    List<BigDecimal> numbers(String key) {
        List<BigDecimal> all = new ArrayList<>();
        if (!has(key)) {
            return all;
        }
        JsonNode list = node.get(key);
        if (!list.isArray() || list.isEmpty()) {
            throw wrong(key, key + " is " + kind(list) + ", but must be a list of numbers.", "Maybe [100, 70].");
        }
        list.forEach(value -> all.add(number(key, value)));
        return all;
    }

    /** Whether the value is a list. */
    boolean isList(String key) {
        return node.path(key).isArray();
    }

    /** The texts in the list under {@code key}, or the one text there; no key is no texts. */
    List<String> texts(String key) {
        List<String> all = new ArrayList<>();
        if (!has(key)) {
            return all;
        }
        JsonNode list = node.get(key);
        if (list.isValueNode()) {
            return List.of(text(key));
        }
        for (JsonNode value : list) {
            if (!list.isArray() || !value.isValueNode() || value.asText().isBlank()) {
                throw wrong(key, key + " is " + kind(list) + ", but must be a list of texts.", "Maybe [a, b].");
            }
            all.add(value.asText());
        }
        return all;
    }

    /** A date. */
    LocalDate date(String key) {
        return date(key, text(key));
    }

    /** The dates in the list under {@code key}; no key is no dates. */
    List<LocalDate> dates(String key) {
        return texts(key).stream().map(text -> date(key, text)).toList();
    }

    private LocalDate date(String key, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong(key, key + " is '" + text + "', which is no date.", "Maybe 2026-01-31.");
        }
    }

    /** Whether the value is a section of keys. */
    boolean isSection(String key) {
        return node.path(key).isObject();
    }

    /** Where the section stands, as {@code file:line}. */
    String place() {
        return source.at(pointer);
    }

    /** The rows of numbers under {@code key}, all of one length. */
    List<List<BigDecimal>> matrix(String key) {
        JsonNode rows = required(key, "rows of numbers");
        List<List<BigDecimal>> all = new ArrayList<>();
        for (JsonNode row : rows) {
            List<BigDecimal> values = new ArrayList<>();
            if (row.isArray()) {
                row.forEach(value -> values.add(number(key, value)));
            }
            all.add(values);
        }
        if (!rows.isArray() || all.isEmpty() || all.get(0).isEmpty()) {
            throw wrong(key, key + " is " + kind(rows) + ", but must be rows of numbers.", "Maybe [[2, 1], [5, 2]].");
        }
        for (List<BigDecimal> row : all) {
            if (row.size() != all.get(0).size()) {
                throw wrong(
                        key,
                        key + " has a row of " + row.size() + " numbers after one of "
                                + all.get(0).size() + ".",
                        "Maybe write 0 where nothing can be served.");
            }
        }
        return all;
    }

    /** The keys as they stand, for sections whose keys are names. */
    List<String> keys() {
        return node.properties().stream().map(e -> e.getKey()).toList();
    }

    /** Builds a value that checks itself; what it refuses becomes a problem of this section. */
    <T> T build(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw wrong("", String.valueOf(e.getMessage()), "");
        }
    }

    /** A problem with the value of {@code key}, or with the whole section when {@code key} is empty. */
    Problem wrong(String key, String message, String advice) {
        String place = key.isEmpty() ? pointer : pointer + "/" + escaped(key);
        return Problem.input(source.at(place) + ": " + message, advice);
    }

    private Mapping section(String key, JsonNode value, String place) {
        if (value instanceof ObjectNode mapping) {
            return new Mapping(source, mapping, place);
        }
        throw wrong(key, key + " is " + kind(value) + ", but must be a section of keys.", "Maybe 'key: value' lines.");
    }

    private BigDecimal number(String key, JsonNode value) {
        if (!value.isBigDecimal() && !value.isIntegralNumber()) {
            throw wrong(
                    key,
                    key + " is " + kind(value) + ", but must be a number.",
                    "Maybe without unit, sign of currency or thousands separators: 310000.");
        }
        BigDecimal number = value.decimalValue();
        if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
            throw wrong(key, key + " is a number of more than " + MOST_DIGITS + " digits.", "");
        }
        return number;
    }

    private JsonNode required(String key, String what) {
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            throw wrong("", key + " is missing " + where() + "; it is " + what + ".", "");
        }
        return value;
    }

    private String where() {
        return pointer.isEmpty() ? "at the top" : "of " + pointer.substring(1).replace('/', '.');
    }

    private static String kind(JsonNode value) {
        if (value.isObject()) {
            return "a section of keys";
        }
        return value.isArray() ? (value.isEmpty() ? "an empty list" : "a list") : "'" + value.asText() + "'";
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
