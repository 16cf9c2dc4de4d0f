package dev.lepton.report;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Footing;
import dev.lepton.report.Block.Term;
import dev.lepton.report.DataTable.Row;
import dev.lepton.report.model.Method;
import dev.lepton.report.model.ReportModel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** How the figures were made, and what the words mean. */
final class MethodSection {
    private static final List<Term> TERMS = List.of(
            new Term("GPU-hour", "One whole physical GPU for one hour; slices and shares count by their part of it."),
            new Term("Used", "Allocated, and measured to be at work."),
            new Term("Allocated but idle", "Held by a workload and measured not to be at work."),
            new Term("Allocated, use not measured", "Held by a workload that no utilisation is known for."),
            new Term("Unallocated", "Paid for and held by no workload."),
            new Term("Effective cost", "Cost after discounts, commitments spread over the usage they cover (FOCUS)."),
            new Term("Billed cost", "Cost as invoiced, commitments on the day of their charge (FOCUS)."),
            new Term("Utilisation", "Time at work ÷ time allocated, from 0 to 100\u00a0%."),
            new Term(sure(Confidence.BILLED), "It is on a bill."),
            new Term(sure(Confidence.MEASURED), "It was metered."),
            new Term(sure(Confidence.ESTIMATE), "It was computed from what was metered."),
            new Term(
                    sure(Confidence.GUESS),
                    "It was assumed or drawn. A figure made of several is as sure as the least sure of them."));

    private MethodSection() {}

    static Section of(ReportModel model) {
        Method method = model.method();
        List<Block> blocks = new ArrayList<>();
        List<String> sentences = new ArrayList<>();
        if (!method.idleRule().isBlank()) {
            sentences.add("Idle cost: " + method.idleRule());
        }
        sentences.addAll(method.notes());
        if (!sentences.isEmpty()) {
            blocks.add(new Block.Sentences(sentences));
        }
        if (!method.splits().isEmpty()) {
            blocks.add(new Block.Table(splits(method, model.cover().currency())));
        }
        blocks.add(new Block.Terms(TERMS));
        return new Section("method", "How these figures were made", "", blocks);
    }

    private static DataTable splits(Method method, Currency currency) {
        List<BigDecimal> amounts =
                method.splits().stream().map(split -> split.cost().amount()).toList();
        BigDecimal sum = amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        int decimals = Figures.decimals(new dev.lepton.core.money.Money(sum, currency));
        List<BigDecimal> shown = Footing.foot(amounts, decimals);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < amounts.size(); i++) {
            rows.add(DataTable.row(
                    DataTable.text(method.splits().get(i).how()),
                    DataTable.text(Figures.money(shown.get(i), currency))));
        }
        BigDecimal total = shown.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return new DataTable(
                "How the price of a machine was split into GPU, CPU and memory",
                List.of(DataTable.words("Way"), DataTable.number("Cost split that way")),
                rows,
                List.of(DataTable.row(DataTable.text("Total"), DataTable.text(Figures.money(total, currency)))));
    }

    private static String sure(Confidence confidence) {
        return "How sure: " + confidence.word();
    }
}
