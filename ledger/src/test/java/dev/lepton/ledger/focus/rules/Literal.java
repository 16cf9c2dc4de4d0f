package dev.lepton.ledger.focus.rules;

import java.math.BigDecimal;

/** A constant that a check compares a column with. */
sealed interface Literal {
    /** No value. */
    record Null() implements Literal {}

    record Text(String value) implements Literal {}

    record Decimal(BigDecimal value) implements Literal {}

    Literal NULL = new Null();
}
