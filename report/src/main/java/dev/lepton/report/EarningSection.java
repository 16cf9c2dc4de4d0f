package dev.lepton.report;

import dev.lepton.core.money.CrossFooting;
import dev.lepton.report.DataTable.Row;
import dev.lepton.report.model.Earning;
import dev.lepton.report.model.ReportModel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the spending earned, one table for teams, one for models. */
final class EarningSection {
    private EarningSection() {}

    static Section of(ReportModel model) {
        if (model.earnings().isEmpty()) {
            return new Section(
                    "earnings",
                    "Revenue and profit",
                    "",
                    List.of(new Block.Missing("No revenue is known.", Optional.of("lepton import revenue FILE"))));
        }
        Map<String, List<Earning>> kinds = new LinkedHashMap<>();
        model.earnings()
                .forEach(e ->
                        kinds.computeIfAbsent(e.by(), by -> new ArrayList<>()).add(e));
        List<Block> blocks = new ArrayList<>();
        kinds.forEach((by, earnings) ->
                blocks.add(new Block.Table(table(by, earnings, model.cover().currency()))));
        return new Section(
                "earnings",
                "Revenue and profit",
                "Cost over revenue and cost over profit are different ratios; the second exists only where there is a"
                        + " profit.",
                blocks);
    }

    private static DataTable table(String by, List<Earning> earnings, Currency currency) {
        List<Earning> sorted = earnings.stream()
                .sorted(Comparator.comparing(Earning::profit).reversed())
                .toList();
        int decimals = sorted.stream()
                .mapToInt(e -> Math.min(Figures.decimals(e.revenue()), Figures.decimals(e.cost())))
                .min()
                .orElse(0);
        // Revenue = cost + profit, so footing those two makes all three columns and every row add up.
        CrossFooting shown = CrossFooting.of(
                sorted.stream()
                        .map(e -> List.of(e.cost().amount(), e.profit().amount()))
                        .toList(),
                decimals);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            Earning earning = sorted.get(i);
            rows.add(row(
                    earning.name(),
                    shown.rowTotals().get(i),
                    shown.cells().get(i),
                    currency,
                    earning.costToRevenue(),
                    earning.costToProfit()));
        }
        Row foot = row("Total", shown.total(), shown.columnTotals(), currency, Optional.empty(), Optional.empty());
        return new DataTable("Revenue and profit by " + by, columns(by), rows, List.of(foot));
    }

    private static List<DataTable.Column> columns(String by) {
        return List.of(
                DataTable.words(Character.toUpperCase(by.charAt(0)) + by.substring(1)),
                DataTable.number("Revenue"),
                DataTable.number("Cost"),
                DataTable.number("Profit"),
                DataTable.number("Cost ÷ revenue"),
                DataTable.number("Cost ÷ profit"));
    }

    private static Row row(
            String name,
            BigDecimal revenue,
            List<BigDecimal> costAndProfit,
            Currency currency,
            Optional<BigDecimal> toRevenue,
            Optional<BigDecimal> toProfit) {
        boolean total = toRevenue.isEmpty() && name.equals("Total");
        return DataTable.row(
                DataTable.text(name),
                DataTable.text(Figures.money(revenue, currency)),
                DataTable.text(Figures.money(costAndProfit.get(0), currency)),
                DataTable.text(Figures.money(costAndProfit.get(1), currency)),
                DataTable.text(toRevenue.map(Figures::ratio).orElse(total ? "" : "no revenue")),
                DataTable.text(toProfit.map(Figures::ratio).orElse(total ? "" : "no profit")));
    }
}
