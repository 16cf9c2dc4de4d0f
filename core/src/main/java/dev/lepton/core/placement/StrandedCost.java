package dev.lepton.core.placement;

import dev.lepton.core.money.Money;
import dev.lepton.core.workload.Requirement;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;

/**
 * What unallocated GPUs cost for an hour, each node's price being spread over its GPUs.
 *
 * @param perHour by currency; empty when no node with a free GPU has a price
 * @param unpricedNodes nodes with free GPUs but without a price, which are not in it
 */
public record StrandedCost(Map<Currency, Money> perHour, int unpricedNodes) {
    public StrandedCost {
        Map<Currency, Money> sorted = new TreeMap<>(Comparator.comparing(Currency::getCurrencyCode));
        sorted.putAll(perHour);
        perHour = java.util.Collections.unmodifiableMap(sorted);
    }

    /** Of the cluster as it is now. */
    public static StrandedCost of(ClusterState state) {
        Map<Currency, Money> sums = new TreeMap<>(Comparator.comparing(Currency::getCurrencyCode));
        int unpriced = 0;
        for (int n = 0; n < state.cluster().size(); n++) {
            Node node = state.cluster().node(n);
            int free = state.gpuTotalFree[n];
            if (free > 0 && node.pricePerHour().isEmpty()) {
                unpriced++;
            } else if (free > 0) {
                Money stranded = node.pricePerHour()
                        .get()
                        .spreadOver(BigDecimal.valueOf((long) node.gpus() * Requirement.WHOLE_GPU))
                        .times(BigDecimal.valueOf(free));
                sums.merge(stranded.currency(), stranded, Money::plus);
            }
        }
        return new StrandedCost(sums, unpriced);
    }
}
