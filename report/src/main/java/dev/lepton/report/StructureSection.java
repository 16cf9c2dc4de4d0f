package dev.lepton.report;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Footing;
import dev.lepton.report.DataTable.Row;
import dev.lepton.report.model.CostParts;
import dev.lepton.report.model.ReportModel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** The total by kind of cost, and the total cost of ownership. */
final class StructureSection {
    private StructureSection() {}

    static Section of(ReportModel model) {
        Currency currency = model.cover().currency();
        List<Block> blocks = new ArrayList<>();
        model.structure()
                .ifPresent(parts -> blocks.add(new Block.Table(table("Cost structure", "Kind", parts, currency))));
        model.ownership()
                .ifPresent(parts ->
                        blocks.add(new Block.Table(table("Total cost of ownership", "Category", parts, currency))));
        if (model.structure().isEmpty()) {
            blocks.add(new Block.Missing(
                    "The cost is not split into compute, storage, network and other.",
                    Optional.of("lepton import focus FILE")));
        }
        if (model.ownership().isEmpty()) {
            blocks.add(new Block.Missing(
                    "The total cost of ownership needs the cost of owned machines, people and energy.",
                    Optional.of("lepton import fleet FILE")));
        }
        return new Section("structure", "Structure of the cost", "", blocks);
    }

    private static DataTable table(String caption, String name, CostParts parts, Currency currency) {
        List<BigDecimal> amounts =
                parts.parts().stream().map(p -> p.cost().amount()).toList();
        List<BigDecimal> shown = Footing.foot(amounts, Figures.decimals(parts.total()));
        boolean shares = amounts.stream().allMatch(amount -> amount.signum() >= 0);
        List<BigDecimal> percent = shares ? Footing.percentages(amounts, 1) : List.of();
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < amounts.size(); i++) {
            rows.add(DataTable.row(
                    DataTable.text(parts.parts().get(i).name()),
                    DataTable.text(Figures.money(shown.get(i), currency)),
                    shares
                            ? DataTable.share(percent.get(i).movePointLeft(2), Figures.percentShown(percent.get(i)))
                            : DataTable.text("credits: no shares"),
                    DataTable.sure(parts.parts().get(i).confidence())));
        }
        Confidence weakest = parts.parts().stream()
                .map(CostParts.Part::confidence)
                .reduce(Confidence::and)
                .orElse(Confidence.GUESS);
        BigDecimal total = shown.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        Row foot = DataTable.row(
                DataTable.text("Total"),
                DataTable.text(Figures.money(total, currency)),
                DataTable.text(shares && !parts.total().isZero() ? Figures.percentShown(new BigDecimal("100.0")) : ""),
                DataTable.sure(weakest));
        return new DataTable(
                caption,
                List.of(
                        DataTable.words(name),
                        DataTable.number("Cost"),
                        DataTable.number("Share"),
                        DataTable.words("How sure")),
                rows,
                List.of(foot));
    }
}
