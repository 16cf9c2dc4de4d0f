package dev.lepton.ledger.query;

import dev.lepton.core.billing.Filter;
import dev.lepton.ledger.store.Engine;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A filter as a condition of SQL over samples, assets or bill lines. */
final class FilterSql {
    private final Function<String, Key> keyOf;

    FilterSql(Function<String, Key> keyOf) {
        this.keyOf = keyOf;
    }

    /** The condition; {@code side} picks which of a key's expressions it is over. */
    String condition(Filter filter, Function<Key, String> side) {
        return switch (filter) {
            case Filter.Everything e -> "true";
            case Filter.And and ->
                and.parts().stream().map(p -> condition(p, side)).collect(Collectors.joining(" AND ", "(", ")"));
            case Filter.Or or ->
                or.parts().stream().map(p -> condition(p, side)).collect(Collectors.joining(" OR ", "(", ")"));
            case Filter.Compare c -> {
                String field = "coalesce(" + side.apply(keyOf.apply(c.field())) + ", '')";
                String any = c.values().stream()
                        .map(v -> comparison(c.operator(), field, Engine.literal(v)))
                        .collect(Collectors.joining(" OR ", "(", ")"));
                yield c.negated() ? "NOT " + any : any;
            }
        };
    }

    private static String comparison(Filter.Operator operator, String field, String value) {
        return switch (operator) {
            case EQUALS -> field + " = " + value;
            case CONTAINS -> "contains(" + field + ", " + value + ")";
            case STARTS_WITH -> "starts_with(" + field + ", " + value + ")";
            case ENDS_WITH -> "ends_with(" + field + ", " + value + ")";
        };
    }
}
