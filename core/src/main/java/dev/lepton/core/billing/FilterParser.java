package dev.lepton.core.billing;

import dev.lepton.core.billing.Filter.Operator;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads OpenCost's filter language ({@code core/pkg/filter/ast}).
 *
 * <pre>
 * namespace:"a","b"+controllerKind:deployment|label[app]:"x"
 * </pre>
 *
 * <p>{@code :} equals, {@code ~:} contains, {@code <~:} starts with, {@code ~>:} ends with, each with {@code !} before it
 * for the opposite; several values mean any of them. {@code +} is and, {@code |} is or, and the two are mixed with
 * parentheses; where they are mixed without, {@code +} binds tighter.
 */
public final class FilterParser {
    private static final int MAX_DEPTH = 100;

    private final String text;
    private int at;
    private int depth;

    private FilterParser(String text) {
        this.text = text;
    }

    /**
     * The filter that {@code text} means; an empty text means every line.
     *
     * @throws IllegalArgumentException if it is no filter, with the place and an example
     */
    public static Filter parse(String text) {
        if (text.isBlank()) {
            return new Filter.Everything();
        }
        FilterParser parser = new FilterParser(text);
        Filter filter = parser.or();
        parser.spaces();
        if (parser.at < text.length()) {
            throw parser.wrong("nothing more was expected");
        }
        return filter;
    }

    private Filter or() {
        List<Filter> parts = new ArrayList<>(List.of(and()));
        while (take("|")) {
            parts.add(and());
        }
        return parts.size() == 1 ? parts.get(0) : new Filter.Or(parts);
    }

    private Filter and() {
        List<Filter> parts = new ArrayList<>(List.of(operand()));
        while (take("+")) {
            parts.add(operand());
        }
        return parts.size() == 1 ? parts.get(0) : new Filter.And(parts);
    }

    private Filter operand() {
        if (!take("(")) {
            return comparison();
        }
        if (++depth > MAX_DEPTH) {
            throw wrong("more than " + MAX_DEPTH + " parentheses are open");
        }
        Filter inner = or();
        if (!take(")")) {
            throw wrong("a ')' was expected");
        }
        depth--;
        return inner;
    }

    private Filter comparison() {
        String field = name();
        if (take("[")) {
            String key = name();
            if (!take("]")) {
                throw wrong("a ']' was expected");
            }
            field = field + ":" + key;
        }
        boolean negated = take("!");
        Operator operator = operator();
        List<String> values = new ArrayList<>(List.of(value()));
        while (take(",")) {
            values.add(value());
        }
        return new Filter.Compare(field, operator, negated, values);
    }

    private Operator operator() {
        if (take("<~:")) {
            return Operator.STARTS_WITH;
        }
        if (take("~>:")) {
            return Operator.ENDS_WITH;
        }
        if (take("~:")) {
            return Operator.CONTAINS;
        }
        if (take(":")) {
            return Operator.EQUALS;
        }
        throw wrong("an operator was expected, one of : !: ~: !~: <~: !<~: ~>: !~>:");
    }

    private String value() {
        spaces();
        if (at < text.length() && text.charAt(at) == '"') {
            int end = text.indexOf('"', at + 1);
            if (end < 0) {
                throw wrong("the quote that opens here is not closed");
            }
            String value = text.substring(at + 1, end);
            at = end + 1;
            return value;
        }
        return name();
    }

    private String name() {
        spaces();
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_-./@".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (at == start) {
            throw wrong("a name was expected");
        }
        return text.substring(start, at);
    }

    private boolean take(String token) {
        spaces();
        if (text.startsWith(token, at)) {
            at += token.length();
            return true;
        }
        return false;
    }

    private void spaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("The filter '" + text + "' is wrong at character " + (at + 1) + ": " + what
                + ". Maybe like namespace:\"a\",\"b\"+label[app]:\"x\".");
    }
}
