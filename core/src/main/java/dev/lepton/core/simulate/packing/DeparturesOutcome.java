package dev.lepton.core.simulate.packing;

import dev.lepton.core.money.Money;
import dev.lepton.core.placement.StrandedCost;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of tasks that come and go.
 *
 * @param unallocatedPercent average over the time measured
 * @param arrived tasks that came in the time measured
 * @param dropped those of them that were dropped
 * @param droppedGpuPercent GPUs that those asked for, per cent of what all asked for
 * @param droppedTimePercent GPU time that those would have taken, per cent of that of all
 * @param waits seconds that tasks of the time measured which had to wait waited, those still waiting so far, ascending
 * @param waiting tasks still waiting at the end
 * @param moves tasks moved, warm-up included
 * @param stranded what the unallocated GPUs cost for an hour, on average over the time measured
 * @param costOfMoves the restarts of the moved tasks at the price of their GPUs, where the nodes have prices
 * @param unpricedMoves moves to nodes without a price, not in that cost
 */
public record DeparturesOutcome(
        double unallocatedPercent,
        long arrived,
        long dropped,
        double droppedGpuPercent,
        double droppedTimePercent,
        List<Double> waits,
        long waiting,
        long moves,
        StrandedCost stranded,
        Map<Currency, Money> costOfMoves,
        long unpricedMoves) {
    public DeparturesOutcome {
        waits = waits.stream().sorted().toList();
        costOfMoves = Map.copyOf(costOfMoves);
    }

    /**
     * Seconds that {@code share} of the tasks that arrived and were not dropped waited at most, 0 for those that started at
     * once; empty when there were none.
     *
     * @param share above 0, at most 1
     */
    public Optional<Double> waitedAtMost(double share) {
        long taken = arrived - dropped;
        if (taken == 0) {
            return Optional.empty();
        }
        long rank = (long) Math.ceil(share * taken);
        long index = rank - 1 - (taken - waits.size());
        return Optional.of(index < 0 ? 0.0 : waits.get((int) Math.min(index, waits.size() - 1L)));
    }
}
