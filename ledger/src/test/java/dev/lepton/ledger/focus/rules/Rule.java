package dev.lepton.ledger.focus.rules;

import java.util.Optional;
import java.util.Set;

/**
 * One rule of the model.
 *
 * @param statement what the rule demands, in words
 * @param criteria what a provider must claim to support for the rule to apply to it
 * @param condition which rows the rule speaks of; empty for all of them
 */
record Rule(
        String id,
        Entity entity,
        Keyword keyword,
        String statement,
        Set<String> criteria,
        Check requirement,
        Optional<Check> condition) {
    Rule {
        criteria = Set.copyOf(criteria);
    }

    /** What a rule is about. */
    enum Entity {
        DATASET,
        COLUMN,
        ATTRIBUTE
    }

    Rule requiring(Check other) {
        return new Rule(id, entity, keyword, statement, criteria, other, condition);
    }

    Rule when(Check other) {
        return new Rule(id, entity, keyword, statement, criteria, requirement, Optional.of(other));
    }

    /** Whether the rule only gathers other rules. */
    boolean gathers() {
        return switch (requirement) {
            case Check.All all -> all.parts().stream().allMatch(Check.OtherRule.class::isInstance);
            case Check.Any any -> any.parts().stream().allMatch(Check.OtherRule.class::isInstance);
            case Check.Unstated ignored -> false;
            case Check.Malformed ignored -> false;
            case Check.OtherRule ignored -> true;
            case Check.Present ignored -> false;
            case Check.Equal ignored -> false;
            case Check.NotEqual ignored -> false;
            case Check.Same ignored -> false;
            case Check.Different ignored -> false;
            case Check.AtLeast ignored -> false;
            case Check.Product ignored -> false;
            case Check.DistinctCount ignored -> false;
            case Check.Shaped ignored -> false;
            case Check.CustomColumnsPrefixed ignored -> false;
            case Check.FocusColumnsFirst ignored -> false;
            case Check.NoBlankText ignored -> false;
        };
    }
}
