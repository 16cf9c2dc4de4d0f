package dev.lepton.ledger.focus.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A check as a DuckDB predicate over one row of {@code focus}: true, false, or null where there is no value to test.
 *
 * <p>A rule about a value says nothing about its absence: that is for the rules of nullability. A null is never equal
 * to a constant and always different from one.
 */
final class CheckSql {
    /** How far a product may be from its cost, relative to the cost or to 1, whichever is greater. */
    private static final String PRODUCT_TOLERANCE = "1e-9";

    private final FocusTable table;
    private final Set<String> focusColumns;
    private final ShapeSql shapes;

    CheckSql(FocusTable table, Set<String> focusColumns) {
        this.table = table;
        this.focusColumns = focusColumns;
        this.shapes = new ShapeSql(table);
    }

    /**
     * The predicate of {@code check} on the rows where {@code condition} holds.
     *
     * @throws IllegalArgumentException if the check is about the file, about another rule, or unreadable
     */
    String holds(Check check, Optional<Check> condition) {
        return switch (check) {
            case Check.All all -> joined(all.parts(), " AND ", part -> holds(part, condition));
            case Check.Any any -> joined(any.parts(), " OR ", part -> holds(part, condition));
            case Check.Equal equal -> valueOrNull(equal.column(), equal.value(), equal(equal.column(), equal.value()));
            case Check.NotEqual other ->
                valueOrNull(other.column(), other.value(), "NOT " + equal(other.column(), other.value()));
            case Check.Same same -> Sql.asText(same.column()) + " = " + Sql.asText(same.other());
            case Check.Different different -> Sql.asText(different.column()) + " <> " + Sql.asText(different.other());
            case Check.AtLeast atLeast ->
                bothNumbers(
                        Sql.asNumber(atLeast.column()) + " >= "
                                + atLeast.bound().toPlainString(),
                        atLeast.column());
            case Check.Product product -> product(product);
            case Check.DistinctCount distinct -> distinctCount(distinct, condition);
            case Check.Shaped shaped -> shapes.holds(shaped.column(), shaped.shape());
            case Check.NoBlankText ignored -> noBlankText();
            case Check.Unstated ignored -> throw notAboutRows(check);
            case Check.Malformed ignored -> throw notAboutRows(check);
            case Check.OtherRule ignored -> throw notAboutRows(check);
            case Check.Present ignored -> throw notAboutRows(check);
            case Check.CustomColumnsPrefixed ignored -> throw notAboutRows(check);
            case Check.FocusColumnsFirst ignored -> throw notAboutRows(check);
        };
    }

    /** The rows that a condition picks: never null, and a null column counts as different from every constant. */
    String picks(Check condition) {
        return switch (condition) {
            case Check.All all -> joined(all.parts(), " AND ", this::picks);
            case Check.Any any -> joined(any.parts(), " OR ", this::picks);
            case Check.Equal equal -> equal(equal.column(), equal.value());
            case Check.NotEqual other -> "NOT " + equal(other.column(), other.value());
            case Check.Same ignored -> coalesced(condition);
            case Check.Different ignored -> coalesced(condition);
            case Check.AtLeast ignored -> coalesced(condition);
            case Check.Product ignored -> coalesced(condition);
            case Check.DistinctCount ignored -> coalesced(condition);
            case Check.Shaped ignored -> coalesced(condition);
            case Check.NoBlankText ignored -> coalesced(condition);
            case Check.Unstated ignored -> throw notAboutRows(condition);
            case Check.Malformed ignored -> throw notAboutRows(condition);
            case Check.OtherRule ignored -> throw notAboutRows(condition);
            case Check.Present ignored -> throw notAboutRows(condition);
            case Check.CustomColumnsPrefixed ignored -> throw notAboutRows(condition);
            case Check.FocusColumnsFirst ignored -> throw notAboutRows(condition);
        };
    }

    private String coalesced(Check condition) {
        return "coalesce(" + holds(condition, Optional.empty()) + ", false)";
    }

    private static String joined(List<Check> parts, String operator, Function<Check, String> sql) {
        return parts.stream().map(sql).collect(Collectors.joining(operator, "(", ")"));
    }

    private static String equal(String column, Literal value) {
        return switch (value) {
            case Literal.Null ignored -> "(" + Sql.name(column) + " IS NULL)";
            case Literal.Text text ->
                "(" + Sql.asText(column) + " IS NOT DISTINCT FROM " + Sql.text(text.value()) + ")";
            case Literal.Decimal number ->
                "(" + Sql.asNumber(column) + " IS NOT DISTINCT FROM "
                        + number.value().toPlainString() + ")";
        };
    }

    private static String valueOrNull(String column, Literal value, String predicate) {
        return switch (value) {
            case Literal.Null ignored -> predicate;
            case Literal.Text ignored -> ifPresent(predicate, column);
            case Literal.Decimal ignored -> ifPresent(predicate, column);
        };
    }

    private static String ifPresent(String predicate, String... columns) {
        String present = List.of(columns).stream()
                .map(column -> Sql.name(column) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        return "CASE WHEN " + present + " THEN " + predicate + " END";
    }

    /** Null where a column is null; false where one holds no number. */
    private static String bothNumbers(String predicate, String... columns) {
        return ifPresent("coalesce(" + predicate + ", false)", columns);
    }

    private static String product(Check.Product product) {
        String cost = Sql.asNumber(product.product());
        String distance = "abs(" + Sql.asNumber(product.factor()) + " * " + Sql.asNumber(product.otherFactor()) + " - "
                + cost + ")";
        return bothNumbers(
                distance + " <= " + PRODUCT_TOLERANCE + " * greatest(abs(" + cost + "), 1)",
                product.factor(),
                product.otherFactor(),
                product.product());
    }

    private String distinctCount(Check.DistinctCount check, Optional<Check> condition) {
        String key = Sql.name(check.column());
        return ifPresent(
                key + " IN (SELECT " + key + " FROM focus WHERE "
                        + condition.map(this::picks).orElse("true")
                        + " AND " + key + " IS NOT NULL GROUP BY " + key + " HAVING count(DISTINCT "
                        + Sql.name(check.counted()) + ") = " + check.count() + ")",
                check.column());
    }

    private String noBlankText() {
        return table.columns().stream()
                .filter(focusColumns::contains)
                .filter(column -> table.type(column).equals("VARCHAR"))
                .map(column -> "coalesce(trim(" + Sql.name(column) + ") <> '', true)")
                .collect(Collectors.joining(" AND ", "(", " AND true)"));
    }

    private static IllegalArgumentException notAboutRows(Check check) {
        return new IllegalArgumentException("not a check of rows: " + check);
    }
}
