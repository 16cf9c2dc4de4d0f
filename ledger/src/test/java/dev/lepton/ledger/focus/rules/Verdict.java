package dev.lepton.ledger.focus.rules;

import java.util.List;
import java.util.Set;

/** What became of one rule on one file. Only {@link Passed} says that the file was looked at and found good. */
sealed interface Verdict {
    /** {@code tested} rows had a value to test, and all were good; 0 for a rule about the file as a whole. */
    record Passed(long tested) implements Verdict {}

    /** {@code offending} rows break the rule; {@code examples} shows up to three of them, numbered from 1. */
    record Failed(long offending, List<String> examples) implements Verdict {
        public Failed {
            examples = List.copyOf(examples);
        }
    }

    /** The rule is for providers that support something that was not claimed. */
    record NotClaimed(Set<String> criteria) implements Verdict {}

    /** No row of this file puts the rule to the test. */
    record NeverApplies(String why) implements Verdict {}

    /** The rule reads columns that the file does not have; the rules of presence say whether it should. */
    record ColumnAbsent(List<String> columns) implements Verdict {}

    /** The rule allows something, so nothing can break it. */
    record Permission() implements Verdict {}

    /** Neither true nor false can be said from the file. */
    record NotEvaluable(String why) implements Verdict {}

    /** The verdict's kind in the words of a report. */
    default String kind() {
        return switch (this) {
            case Passed ignored -> "passed";
            case Failed ignored -> "failed";
            case NotClaimed ignored -> "not claimed";
            case NeverApplies ignored -> "never applies";
            case ColumnAbsent ignored -> "column absent";
            case Permission ignored -> "permission";
            case NotEvaluable ignored -> "not evaluable";
        };
    }
}
