package dev.lepton.core.advise;

import dev.lepton.core.money.Money;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A piece of a month's cost that findings act on as a whole. Cells share no cost: together they are their pool.
 *
 * @param pool the pool it is of
 * @param traits what is true of all of it
 * @param team whose it is; empty for nobody's or when it is not known
 * @param model the model it was for, where that is known
 * @param cost of a month of 730 hours
 * @param count how many workloads, or hours of them, it was cut from
 */
public record CostCell(
        String pool, Set<Trait> traits, Optional<String> team, Optional<String> model, Money cost, long count) {
    public CostCell {
        EnumSet<Trait> sorted = EnumSet.noneOf(Trait.class);
        sorted.addAll(traits);
        traits = Collections.unmodifiableSet(sorted);
    }

    /** Unique among the cells of one answer, and the same for the same facts. */
    public String id() {
        return pool + "|" + team.orElse("") + "|" + model.orElse("") + "|"
                + traits.stream()
                        .map(Trait::word)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .toString();
    }

    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether a finding may act on it: a credit is nobody's to save. */
    public boolean hasCost() {
        return !cost.isNegative() && !cost.isZero();
    }
}
