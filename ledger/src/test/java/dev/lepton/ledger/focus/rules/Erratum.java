package dev.lepton.ledger.focus.rules;

import java.util.function.UnaryOperator;

/**
 * A rule whose check in the model does not say what its own words say.
 *
 * @param fault what is wrong with the check as published
 * @param correction the rule with the check that its words ask for
 */
record Erratum(String ruleId, Kind kind, String fault, UnaryOperator<Rule> correction) {

    /** How check and words part. */
    enum Kind {
        /** The check asks for the opposite, or of the wrong rows, or of the wrong column. */
        WRONG,
        /** The check fails files that keep the rule. */
        TOO_STRICT,
        /** The check passes files that break the rule. */
        TOO_WEAK,
        /** The check cannot be read. */
        UNREADABLE,
        /** There is no check, though the data can decide it. */
        UNSTATED
    }
}
