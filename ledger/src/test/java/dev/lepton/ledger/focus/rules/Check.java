package dev.lepton.ledger.focus.rules;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** What a rule asks of the file or of a row: one of the model's check functions with its arguments. */
sealed interface Check {
    /** The model states the rule in words only. */
    record Unstated() implements Check {}

    /** The model's check cannot be read; {@code why} says what is wrong with it. */
    record Malformed(String why) implements Check {}

    record All(List<Check> parts) implements Check {
        public All {
            parts = List.copyOf(parts);
        }
    }

    record Any(List<Check> parts) implements Check {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    record OtherRule(String id) implements Check {}

    record Present(String column) implements Check {}

    record Equal(String column, Literal value) implements Check {}

    record NotEqual(String column, Literal value) implements Check {}

    record Same(String column, String other) implements Check {}

    record Different(String column, String other) implements Check {}

    record AtLeast(String column, BigDecimal bound) implements Check {}

    /** {@code factor} x {@code otherFactor} = {@code product}. */
    record Product(String factor, String otherFactor, String product) implements Check {}

    /** Rows with one value of {@code column} have {@code count} distinct values of {@code counted}. */
    record DistinctCount(String column, String counted, int count) implements Check {}

    record Shaped(String column, Shape shape) implements Check {}

    /** Every column that FOCUS does not define has the prefix {@code x_}. */
    record CustomColumnsPrefixed() implements Check {}

    /** No column that FOCUS does not define stands before one that it does. */
    record FocusColumnsFirst() implements Check {}

    /** No text of any column that FOCUS defines is empty or blank. */
    record NoBlankText() implements Check {}

    static Check isNull(String column) {
        return new Equal(column, Literal.NULL);
    }

    static Check notNull(String column) {
        return new NotEqual(column, Literal.NULL);
    }

    static Check is(String column, String value) {
        return new Equal(column, new Literal.Text(value));
    }

    static Check isNot(String column, String value) {
        return new NotEqual(column, new Literal.Text(value));
    }

    static Check all(Check... parts) {
        return new All(List.of(parts));
    }

    static Check any(Check... parts) {
        return new Any(List.of(parts));
    }

    /** This check and all those inside it. */
    default Stream<Check> flat() {
        return switch (this) {
            case All all -> Stream.concat(Stream.of(this), all.parts().stream().flatMap(Check::flat));
            case Any any -> Stream.concat(Stream.of(this), any.parts().stream().flatMap(Check::flat));
            case Unstated ignored -> Stream.of(this);
            case Malformed ignored -> Stream.of(this);
            case OtherRule ignored -> Stream.of(this);
            case Present ignored -> Stream.of(this);
            case Equal ignored -> Stream.of(this);
            case NotEqual ignored -> Stream.of(this);
            case Same ignored -> Stream.of(this);
            case Different ignored -> Stream.of(this);
            case AtLeast ignored -> Stream.of(this);
            case Product ignored -> Stream.of(this);
            case DistinctCount ignored -> Stream.of(this);
            case Shaped ignored -> Stream.of(this);
            case CustomColumnsPrefixed ignored -> Stream.of(this);
            case FocusColumnsFirst ignored -> Stream.of(this);
            case NoBlankText ignored -> Stream.of(this);
        };
    }

    /** The columns whose values this check reads, those of the checks inside it included. */
    default List<String> columns() {
        return flat().flatMap(Check::ownColumns).distinct().toList();
    }

    private static Stream<String> ownColumns(Check check) {
        return switch (check) {
            case Equal equal -> Stream.of(equal.column());
            case NotEqual notEqual -> Stream.of(notEqual.column());
            case Same same -> Stream.of(same.column(), same.other());
            case Different different -> Stream.of(different.column(), different.other());
            case AtLeast atLeast -> Stream.of(atLeast.column());
            case Product product -> Stream.of(product.factor(), product.otherFactor(), product.product());
            case DistinctCount distinct -> Stream.of(distinct.column(), distinct.counted());
            case Shaped shaped -> Stream.of(shaped.column());
            case All ignored -> Stream.of();
            case Any ignored -> Stream.of();
            case Unstated ignored -> Stream.of();
            case Malformed ignored -> Stream.of();
            case OtherRule ignored -> Stream.of();
            case Present ignored -> Stream.of();
            case CustomColumnsPrefixed ignored -> Stream.of();
            case FocusColumnsFirst ignored -> Stream.of();
            case NoBlankText ignored -> Stream.of();
        };
    }
}
