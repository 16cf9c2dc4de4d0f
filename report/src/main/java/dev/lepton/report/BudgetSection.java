package dev.lepton.report;

import dev.lepton.core.money.Money;
import dev.lepton.report.DataTable.Row;
import dev.lepton.report.model.BudgetLine;
import dev.lepton.report.model.Cover;
import dev.lepton.report.model.ReportModel;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Budgets beside what was spent and what will have been. */
final class BudgetSection {
    private BudgetSection() {}

    static Section of(ReportModel model) {
        if (model.budgets().isEmpty()) {
            return new Section(
                    "budgets",
                    "Budgets",
                    "",
                    List.of(new Block.Missing("No budgets are set. Set them in the workspace's lepton.yaml.", Optional.empty())));
        }
        long broken = model.budgets().stream()
                .filter(b -> b.brokenBy().isPresent())
                .count();
        String lead = broken == 0
                ? "All " + model.budgets().size() + " budgets hold."
                : broken + " of " + model.budgets().size() + " budgets are broken or will be.";
        List<Block.Gauge> gauges =
                model.budgets().stream().map(BudgetSection::gauge).toList();
        return new Section(
                "budgets",
                "Budgets",
                lead,
                List.of(new Block.Gauges(gauges), new Block.Table(table(model.budgets(), model.cover()))));
    }

    private static Block.Gauge gauge(BudgetLine line) {
        Money end = line.projected().orElse(line.actual());
        BigDecimal scale = end.amount().max(line.budget().amount()).multiply(new BigDecimal("1.04"));
        return new Block.Gauge(
                line.name(),
                width(line.actual(), scale),
                width(end.minus(line.actual()), scale),
                width(line.budget(), scale),
                verdict(line),
                line.brokenBy().isPresent());
    }

    private static String width(Money part, BigDecimal scale) {
        return Block.width(part.amount().divide(scale, MathContext.DECIMAL64));
    }

    private static String verdict(BudgetLine line) {
        int decimals = Figures.decimals(line.budget());
        return line.brokenBy()
                .map(over -> (line.brokenNow() ? "over by " : "will be over by ") + Figures.money(over, decimals))
                .orElse("holds");
    }

    private static DataTable table(List<BudgetLine> budgets, Cover cover) {
        List<Row> rows = new ArrayList<>();
        for (BudgetLine line : budgets) {
            int decimals = Figures.decimals(line.budget());
            rows.add(DataTable.row(
                    DataTable.pair(line.name(), Figures.window(line.period(), cover.zone())),
                    DataTable.text(Figures.money(line.budget(), decimals)),
                    DataTable.pair(Figures.money(line.actual(), decimals), used(line)),
                    line.projected().isPresent()
                            ? DataTable.pair(Figures.money(line.projected().get(), decimals), line.projection())
                            : DataTable.text("period over"),
                    line.brokenBy().isPresent()
                            ? new DataTable.Cell.Alarm(verdict(line))
                            : DataTable.text(verdict(line))));
        }
        return new DataTable(
                "Actual and projected spend against each budget",
                List.of(
                        DataTable.words("Budget"),
                        DataTable.number("Amount"),
                        DataTable.number("Spent so far"),
                        DataTable.number("Projected at its end"),
                        DataTable.words("Verdict")),
                rows,
                List.of());
    }

    private static String used(BudgetLine line) {
        return Figures.percent(line.actual().amount().divide(line.budget().amount(), MathContext.DECIMAL64));
    }
}
