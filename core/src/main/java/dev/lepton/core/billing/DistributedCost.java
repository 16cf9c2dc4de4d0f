package dev.lepton.core.billing;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A cost that nobody caused alone, moved to those who share it in proportion to a weight. The source gets a row of the
 * negated amount, so all rows add up to zero and no total changes. Follows koku, {@code docs/distributing_cost.md}.
 *
 * @param rows the receivers in the order given, then the source
 */
public record DistributedCost(List<Row> rows) {
    /** Who shares, and how much weight they carry: their usage, or slice-time. */
    public record Weight(String name, BigDecimal value) {}

    /** What is added to one name's cost; negative for the source. */
    public record Row(String name, Money cost) {}

    public DistributedCost {
        rows = List.copyOf(rows);
    }

    /**
     * Moves {@code amount} from {@code source} to the others.
     *
     * @throws IllegalArgumentException if a weight is negative or all are zero
     */
    public static DistributedCost of(String source, Money amount, List<Weight> weights) {
        List<Money> parts = amount.split(weights.stream().map(Weight::value).toList());
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            rows.add(new Row(weights.get(i).name(), parts.get(i)));
        }
        rows.add(new Row(source, amount.negated()));
        return new DistributedCost(rows);
    }
}
