package dev.lepton.app.cli;

import dev.lepton.core.evidence.Explanation;
import dev.lepton.core.money.Footing;
import java.math.BigDecimal;
import java.util.List;

/** The parts of a year's cost with their working, adding up to it as shown. */
final class WorkingSheet {
    private WorkingSheet() {}

    /** The parts of {@code year} that are not nothing, to so many {@code decimals}. */
    static Sheet of(String title, Explanation year, String currency, int decimals) {
        Sheet sheet = new Sheet("working", title)
                .text("part", "name")
                .number(currency + " a year", "cost_per_year")
                .text("working", "working");
        List<Explanation> leaves = year.parts().stream()
                .flatMap(c -> c.parts().stream())
                .filter(leaf -> !leaf.amount().isZero())
                .toList();
        List<BigDecimal> shown =
                Footing.foot(leaves.stream().map(l -> l.amount().amount()).toList(), decimals);
        for (int i = 0; i < leaves.size(); i++) {
            Explanation leaf = leaves.get(i);
            sheet.row(
                    Cell.text(leaf.label()),
                    Cell.shownAs(shown.get(i), leaf.amount().amount()),
                    Cell.text(leaf.working()));
        }
        sheet.total("total", Cell.grouped(shown.stream().reduce(BigDecimal.ZERO, BigDecimal::add)), "");
        return sheet;
    }
}
