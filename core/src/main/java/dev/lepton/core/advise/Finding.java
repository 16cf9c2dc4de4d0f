package dev.lepton.core.advise;

import dev.lepton.core.finance.Appraisal;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A proposal with what it saves.
 *
 * @param proposal what to do
 * @param alone what it saves a month if it is the only change
 * @param inPlan what it saves beside all the others, in the order of the waterfall; adds up to what all save together
 * @param worth what it is worth, from what is counted of its saving alone; empty where that is not known
 * @param rank what it is ranked by: its saving times how much its confidence counts
 * @param overlaps other findings that act on the same money, most first
 */
public record Finding(
        Proposal proposal,
        Saving alone,
        Money inPlan,
        Optional<Appraisal> worth,
        BigDecimal rank,
        List<Overlap> overlaps) {
    /** What two findings save less together than one after the other. */
    public record Overlap(String finding, Money amount) {}

    public Finding {
        overlaps = List.copyOf(overlaps);
    }

    public String id() {
        return proposal.id();
    }
}
