package dev.lepton.report.model;

import dev.lepton.core.money.Money;
import java.util.List;

/**
 * How the figures were made.
 *
 * @param splits the ways in which prices of whole machines were split into GPU, CPU and memory, and the cost each was used on
 * @param idleRule how the cost of idle capacity was shared
 * @param notes further rules that were applied, one sentence each
 */
public record Method(List<Split> splits, String idleRule, List<String> notes) {
    /** A way of splitting a machine's price, and the cost that was split that way. */
    public record Split(String how, Money cost) {
        public Split {
            Check.named("A way of splitting", how);
        }
    }

    public Method {
        splits = List.copyOf(splits);
        notes = List.copyOf(notes);
    }
}
