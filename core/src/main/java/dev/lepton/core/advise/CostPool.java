package dev.lepton.core.advise;

import dev.lepton.core.money.Money;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A part of the spend that findings share: where two act on the same pool, what they save is not simply added.
 *
 * @param id unique and stable, for instance {@code aws-p4d.24xlarge-us-east-1-on-demand}
 * @param words what it is, for people
 * @param cells what it is made of; sorted by their names here
 * @param machines what is known of them where it is machines; empty for storage and bills
 */
public record CostPool(String id, String words, List<CostCell> cells, Optional<Machines> machines) {
    public CostPool {
        cells = cells.stream().sorted(Comparator.comparing(CostCell::id)).toList();
        for (CostCell cell : cells) {
            if (!cell.pool().equals(id)) {
                throw new IllegalArgumentException(cell.id() + " is no cell of " + id + ".");
            }
        }
    }

    /** A month of it. */
    public Money cost(Money zero) {
        return cells.stream().map(CostCell::cost).reduce(zero, Money::plus);
    }

    /** The cells with cost and with {@code trait}. */
    public List<CostCell> with(Trait trait) {
        return cells.stream().filter(c -> c.hasCost() && c.is(trait)).toList();
    }
}
