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
                    List.of(new Block.Missing(
                            "No budgets are set. Set them in the workspace's lepton.yaml.", Optional.empty())));
        }
        long broken =
                model.budgets().stream().filter(b -> b.brokenBy().isPresent()).count();
        String lead = broken == 0
                ? "All " + model.budgets().size() + " budgets hold."
                : broken + " of " + model.budgets().size() + " budgets are broken or will be.";
        BigDecimal scale = scale(model.budgets());
        List<Block.Gauge> gauges =
                model.budgets().stream().map(line -> gauge(line, scale)).toList();
        return new Section(
                "budgets",
                "Budgets",
                lead,
                List.of(new Block.Gauges(gauges), new Block.Table(table(model.budgets(), model.cover()))));
    }

    /** What is spent and what will be, each below and above the budget, on a scale of budgets: all marks stand in line. */
    private static Block.Gauge gauge(BudgetLine line, BigDecimal scale) {
        BigDecimal actual = ofBudget(line.actual(), line);
        BigDecimal end = ofBudget(line.projected().orElse(line.actual()), line);
        BigDecimal one = BigDecimal.ONE;
        return new Block.Gauge(
                line.name(),
                List.of(
                        segment("used", actual.min(one), scale),
                        segment("over", actual.subtract(one).max(BigDecimal.ZERO), scale),
                        segment("ahead", end.min(one).subtract(actual.min(one)), scale),
                        segment("ahead over", end.max(one).subtract(actual.max(one)), scale)),
                Block.width(one.divide(scale, MathContext.DECIMAL64)),
                verdict(line),
                line.brokenBy().isPresent());
    }

    private static Block.Segment segment(String style, BigDecimal part, BigDecimal scale) {
        return new Block.Segment(style, Block.width(part.divide(scale, MathContext.DECIMAL64)), "", "");
    }

    /** How many budgets the widest bar takes, with a little air. */
    private static BigDecimal scale(List<BudgetLine> budgets) {
        BigDecimal widest = BigDecimal.ONE;
        for (BudgetLine line : budgets) {
            widest = widest.max(ofBudget(line.projected().orElse(line.actual()), line));
        }
        return widest.multiply(new BigDecimal("1.04"));
    }

    private static BigDecimal ofBudget(Money amount, BudgetLine line) {
        return amount.amount().divide(line.budget().amount(), MathContext.DECIMAL64);
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
        return Figures.percent(ofBudget(line.actual(), line)) + " of it";
    }
}
