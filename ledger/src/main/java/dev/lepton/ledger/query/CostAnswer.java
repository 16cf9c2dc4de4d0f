package dev.lepton.ledger.query;

import dev.lepton.core.billing.CostLine;
import dev.lepton.core.billing.Quantities;
import dev.lepton.core.billing.Resource;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lines that answer a question about cost, and what they leave out.
 *
 * @param question what was asked
 * @param window what was covered: the window asked for, or the span of the facts; empty when there are none
 * @param lines one per key, largest total first
 * @param quality what a reader must know before trusting the figures
 * @param currency of every amount
 */
public record CostAnswer(
        CostQuestion question, Optional<Window> window, List<CostLine> lines, Quality quality, Currency currency) {
    /**
     * What the figures do not cover.
     *
     * @param samples usage samples and job-hours looked at
     * @param unpricedSamples those on no known asset, or on one without a price
     * @param unpriced what they held, by resource: quantities without cost
     * @param billLines bill lines looked at
     * @param unconvertedLines those in a currency that no rate converts; their cost is missing from the total
     * @param overfullNodeHours node-hours in which more was allocated than there is; allocations there were scaled down
     * @param nodeHours node-hours with samples
     */
    public record Quality(
            long samples,
            long unpricedSamples,
            Map<Resource, Quantities> unpriced,
            long billLines,
            long unconvertedLines,
            long overfullNodeHours,
            long nodeHours) {
        public Quality {
            unpriced = Map.copyOf(unpriced);
        }
    }

    public CostAnswer {
        lines = List.copyOf(lines);
    }

    /** The exact sum of all lines. */
    public Money total() {
        return Money.sum(lines.stream().map(CostLine::total).toList(), currency);
    }
}
