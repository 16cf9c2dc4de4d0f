package dev.lepton.core.workload;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a label must be, with the meaning of Kubernetes' node selectors: a label that is missing fails every operator but
 * {@code NOT_IN} and {@code DOES_NOT_EXIST}.
 *
 * @param key the label
 * @param values those allowed or not; one whole number for {@code ABOVE} and {@code BELOW}, none for the two that ask whether it is there
 */
public record LabelCondition(String key, Operator operator, Set<String> values) {
    /** How a label is compared. */
    public enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        DOES_NOT_EXIST,
        ABOVE,
        BELOW
    }

    public LabelCondition {
        if (key.isBlank()) {
            throw new IllegalArgumentException("A condition needs the label that it is about.");
        }
        boolean right = switch (operator) {
            case IN, NOT_IN -> !values.isEmpty();
            case EXISTS, DOES_NOT_EXIST -> values.isEmpty();
            case ABOVE, BELOW ->
                values.size() == 1 && number(values.iterator().next()).isPresent();
        };
        if (!right) {
            throw new IllegalArgumentException(
                    "The label " + key + " cannot be " + operator + " of the values " + values + ".");
        }
        values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
    }

    /** Whether it holds for a label of this value, empty where there is none. */
    public boolean holds(Optional<String> value) {
        return switch (operator) {
            case IN -> value.filter(values::contains).isPresent();
            case NOT_IN -> value.filter(values::contains).isEmpty();
            case EXISTS -> value.isPresent();
            case DOES_NOT_EXIST -> value.isEmpty();
            case ABOVE -> compare(value) > 0;
            case BELOW -> compare(value) < 0;
        };
    }

    /** How the label compares with the number; 0 where it is no number. */
    private int compare(Optional<String> value) {
        Optional<BigDecimal> bound = number(values.iterator().next());
        return value.flatMap(LabelCondition::number)
                .flatMap(v -> bound.map(v::compareTo))
                .orElse(0);
    }

    private static Optional<BigDecimal> number(String text) {
        return text.matches("-?[0-9]{1,18}") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    /** The condition in words, such as {@code zone is a or b}. */
    public String words() {
        return switch (operator) {
            case IN -> key + " is " + String.join(" or ", values);
            case NOT_IN -> key + " is not " + String.join(" or ", values);
            case EXISTS -> key + " is there";
            case DOES_NOT_EXIST -> key + " is not there";
            case ABOVE -> key + " is above " + values.iterator().next();
            case BELOW -> key + " is below " + values.iterator().next();
        };
    }
}
