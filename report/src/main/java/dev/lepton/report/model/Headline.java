package dev.lepton.report.model;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import java.util.List;

/**
 * The total and how far to trust it.
 *
 * @param total the cost of the window
 * @param basis which cost it is
 * @param confidence how sure the total is: its weakest part's
 * @param unpriced what of the evidence no price was found for, and is therefore not in the total
 * @param unmeasured what of the use has no measured utilisation
 * @param months the months of the window in order, adding up to the total; may be empty
 * @param assumptions what was drawn or assumed, one sentence each
 */
public record Headline(
        Money total,
        CostBasis basis,
        Confidence confidence,
        Portion unpriced,
        Portion unmeasured,
        List<MonthCost> months,
        List<String> assumptions) {
    public Headline {
        months = List.copyOf(months);
        assumptions = List.copyOf(assumptions);
        if (!months.isEmpty()) {
            Check.addsUp(
                    "The months", total, months.stream().map(MonthCost::cost).toList());
        }
        for (int i = 1; i < months.size(); i++) {
            Check.that(
                    months.get(i - 1).month().isBefore(months.get(i).month()),
                    "The months are not in order: " + months.get(i).month() + " stands after "
                            + months.get(i - 1).month() + ".");
        }
    }
}
