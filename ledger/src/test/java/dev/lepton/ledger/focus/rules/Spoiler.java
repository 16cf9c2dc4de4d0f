package dev.lepton.ledger.focus.rules;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Breaks a bill of texts on purpose, so that one rule and its check must notice. */
final class Spoiler {
    private final CheckSql sql;

    Spoiler(FocusTable table, RuleModel model) {
        this.sql = new CheckSql(table, model.focusColumns());
    }

    /** The statements that make a conforming {@code focus} break {@code check}; none if texts cannot break it. */
    List<String> spoil(Check check, Optional<Check> condition) {
        return switch (check) {
            case Check.Present present -> List.of("ALTER TABLE focus DROP COLUMN " + Sql.name(present.column()));
            case Check.Equal equal -> set(equal.column(), otherThan(equal.value()), condition);
            case Check.NotEqual notEqual -> set(notEqual.column(), constant(notEqual.value()), condition);
            case Check.AtLeast atLeast -> set(atLeast.column(), "'-0.01'", condition);
            case Check.Product product -> set(product.product(), "'123456.789'", condition);
            case Check.DistinctCount distinct -> set(distinct.counted(), "'other ' || rowid", condition);
            case Check.Shaped shaped ->
                misshaped(shaped.shape())
                        .map(value -> set(shaped.column(), value, condition))
                        .orElse(List.of());
            case Check.NoBlankText ignored -> set("ChargeDescription", "'  '", condition);
            case Check.CustomColumnsPrefixed ignored -> List.of("ALTER TABLE focus ADD COLUMN Team VARCHAR");
            case Check.FocusColumnsFirst ignored ->
                List.of("ALTER TABLE focus DROP COLUMN Tags", "ALTER TABLE focus ADD COLUMN \"Tags\" VARCHAR");
            case Check.Any any ->
                any.columns().stream()
                        .flatMap(column -> set(column, "'spoilt'", condition).stream())
                        .toList();
            case Check.Same same -> set(same.column(), "'spoilt'", condition);
            case Check.Different different -> set(different.column(), Sql.name(different.other()), condition);
            case Check.All ignored -> List.of();
            case Check.Unstated ignored -> List.of();
            case Check.Malformed ignored -> List.of();
            case Check.OtherRule ignored -> List.of();
        };
    }

    private List<String> set(String column, String value, Optional<Check> condition) {
        return Stream.of("UPDATE focus SET " + Sql.name(column) + " = " + value + " WHERE "
                        + condition.map(sql::picks).orElse("true"))
                .toList();
    }

    private static String otherThan(Literal value) {
        return switch (value) {
            case Literal.Null ignored -> "'1'";
            case Literal.Text text -> Sql.text("not " + text.value());
            case Literal.Decimal decimal -> "'" + decimal.value() + "7.5'";
        };
    }

    private static String constant(Literal value) {
        return switch (value) {
            case Literal.Null ignored -> "NULL";
            case Literal.Text text -> Sql.text(text.value());
            case Literal.Decimal decimal -> "'" + decimal.value() + "'";
        };
    }

    private static Optional<String> misshaped(Shape shape) {
        return switch (shape) {
            case TYPE_DECIMAL -> Optional.of("'ten'");
            case TYPE_STRING -> Optional.empty();
            case TYPE_DATE_TIME -> Optional.of("'soon'");
            case FORMAT_NUMERIC -> Optional.of("'+1'");
            case FORMAT_STRING -> Optional.of("chr(65533)");
            case FORMAT_DATE_TIME -> Optional.of("'2025-06-01 00:00:00'");
            case FORMAT_UNIT -> Optional.of("'gb-hours'");
            case FORMAT_KEY_VALUE -> Optional.of("'team=vision'");
            case FORMAT_CURRENCY -> Optional.of("'usd'");
            case NATIONAL_CURRENCY -> Optional.of("'credits'");
            case DECIMAL_VALUE -> Optional.of("'ten'");
        };
    }
}
