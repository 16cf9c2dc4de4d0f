package dev.lepton.core.billing;

import java.util.List;

/** Which lines are meant, in OpenCost's filter language; see {@link FilterParser} for how it is written. */
public sealed interface Filter {
    /** Every line. */
    record Everything() implements Filter {}

    /** All of {@code parts}; at least one. */
    record And(List<Filter> parts) implements Filter {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** Any of {@code parts}; at least one. */
    record Or(List<Filter> parts) implements Filter {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Compares one field with values: it holds when the comparison holds with any of them, and {@code negated} turns
     * the outcome round. A field that a line does not have equals the empty string.
     *
     * @param field a key as used for grouping, for instance {@code namespace} or {@code label:app}
     */
    record Compare(String field, Operator operator, boolean negated, List<String> values) implements Filter {
        public Compare {
            values = List.copyOf(values);
        }
    }

    /** How a field is compared with a value. */
    enum Operator {
        EQUALS,
        CONTAINS,
        STARTS_WITH,
        ENDS_WITH
    }

    /** Whether a line whose fields are read by {@code field} is meant. */
    default boolean matches(java.util.function.UnaryOperator<String> field) {
        return switch (this) {
            case Everything e -> true;
            case And and -> and.parts().stream().allMatch(p -> p.matches(field));
            case Or or -> or.parts().stream().anyMatch(p -> p.matches(field));
            case Compare c ->
                c.negated() != c.values().stream().anyMatch(v -> holds(c.operator(), field.apply(c.field()), v));
        };
    }

    private static boolean holds(Operator operator, String actual, String value) {
        return switch (operator) {
            case EQUALS -> actual.equals(value);
            case CONTAINS -> actual.contains(value);
            case STARTS_WITH -> actual.startsWith(value);
            case ENDS_WITH -> actual.endsWith(value);
        };
    }
}
