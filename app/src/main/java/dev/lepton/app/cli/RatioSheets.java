package dev.lepton.app.cli;

import dev.lepton.core.billing.CostStructure;
import dev.lepton.core.economics.PerformancePerCost;
import dev.lepton.core.economics.Profit;
import dev.lepton.core.economics.ResponseTime;
import dev.lepton.core.economics.TimeUse;
import dev.lepton.core.economics.Utilisation;
import dev.lepton.core.energy.PowerDraw;
import dev.lepton.core.money.Footing;
import dev.lepton.formats.documents.IndicatorsDocument;
import dev.lepton.formats.documents.IndicatorsDocument.Named;
import dev.lepton.formats.documents.IndicatorsDocument.Powered;
import java.math.BigDecimal;
import java.util.List;

/** The ratios among the indicators. */
final class RatioSheets {
    private final IndicatorsDocument document;
    private final String currency;

    RatioSheets(IndicatorsDocument document, String currency) {
        this.document = document;
        this.currency = currency;
    }

    void addTo(Sheets answer, List<String> failed) {
        answer.add(utilisation());
        document.costStructure().map(this::costStructure).ifPresent(answer::add);
        document.costStructure()
                .ifPresent(s -> answer.head("cost_total", Cell.plain(s.total().amount())));
        answer.add(responseTimes(failed));
        answer.add(timeUse());
        answer.add(performancePerCost());
        answer.add(performancePerWatt());
        answer.add(profit());
        if (document.profit().stream().anyMatch(p -> p.value().costOverProfit().isEmpty())) {
            answer.note("cost/profit says something only where there is a profit.");
        }
    }

    private Sheet utilisation() {
        Sheet sheet = new Sheet("utilisation", "Utilisation")
                .text("of", "name")
                .number("used", "used")
                .number("total", "total")
                .number("utilisation %", "utilisation_percent");
        for (Named<Utilisation> each : document.utilisation()) {
            sheet.row(
                    Cell.text(each.name()),
                    Cell.plain(each.value().used()),
                    Cell.plain(each.value().total()),
                    Cell.percent(each.value().share(), 2));
        }
        return sheet;
    }

    private Sheet costStructure(CostStructure structure) {
        Sheet sheet = new Sheet("cost_structure", "Cost structure")
                .text("part", "name")
                .number(currency, "cost")
                .number("share %", "share_percent");
        List<BigDecimal> exact =
                structure.parts().stream().map(p -> p.cost().amount()).toList();
        List<BigDecimal> shown = Footing.foot(exact, 2);
        List<BigDecimal> shares = structure.percentages(2);
        for (int i = 0; i < exact.size(); i++) {
            sheet.row(
                    Cell.text(structure.parts().get(i).name()),
                    Cell.shownAs(shown.get(i), exact.get(i)),
                    Cell.shownAs(shares.get(i), shares.get(i)));
        }
        sheet.total(
                "total",
                Cell.grouped(shown.stream().reduce(BigDecimal.ZERO, BigDecimal::add)),
                Cell.grouped(shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
        return sheet;
    }

    private Sheet responseTimes(List<String> failed) {
        Sheet sheet = new Sheet("response_time", "Response time against its target, the lower the better")
                .text("of", "name")
                .number("mean s", "mean_seconds")
                .number("target s", "target_seconds")
                .number("ratio %", "ratio_percent")
                .text("target", "target_met");
        for (Named<ResponseTime> each : document.responseTimes()) {
            ResponseTime time = each.value();
            sheet.row(
                    Cell.text(each.name()),
                    Cell.plain(time.actualSeconds()),
                    Cell.plain(time.targetSeconds()),
                    Cell.percent(time.ratio(), 1),
                    Cell.flag(time.met(), "MET", "MISSED"));
            if (!time.met()) {
                failed.add(
                        each.name() + " takes " + Cell.percent(time.ratio(), 1).shown() + " % of its target time.");
            }
        }
        return sheet;
    }

    private Sheet timeUse() {
        Sheet sheet = new Sheet("time_use", "Time used and idle: C = U × P")
                .text("of", "name")
                .number("utilisation %", "utilisation_percent")
                .number("useful " + currency, "useful_cost")
                .number("idle " + currency, "idle_cost")
                .number("bill " + currency, "cost");
        for (Named<TimeUse> each : document.timeUse()) {
            TimeUse use = each.value();
            List<BigDecimal> exact = List.of(use.useful().amount(), use.idle().amount());
            List<BigDecimal> shown = Footing.foot(exact, 2);
            sheet.row(
                    Cell.text(each.name()),
                    Cell.plain(use.utilisation().movePointRight(2)),
                    Cell.shownAs(shown.get(0), exact.get(0)),
                    Cell.shownAs(shown.get(1), exact.get(1)),
                    Cell.number(use.bill().amount(), 2));
        }
        return sheet;
    }

    private Sheet performancePerCost() {
        Sheet sheet = new Sheet("performance_per_cost", "Performance per cost, best first")
                .text("of", "name")
                .number("place", "place")
                .number("performance", "performance")
                .number(currency, "cost")
                .number("per " + currency, "performance_per_cost")
                .text("", "tied");
        for (PerformancePerCost.Ranked ranked : PerformancePerCost.rank(document.performancePerCost())) {
            PerformancePerCost entry = ranked.entry();
            sheet.row(
                    Cell.text(entry.name()),
                    Cell.plain(BigDecimal.valueOf(ranked.place())),
                    Cell.plain(entry.performance()),
                    Cell.plain(entry.cost().amount()),
                    Cell.number(entry.ratio(), 2),
                    Cell.flag(ranked.tied(), "tied", ""));
        }
        return sheet;
    }

    private Sheet performancePerWatt() {
        Sheet sheet = new Sheet("performance_per_watt", "Performance per watt")
                .text("of", "name")
                .number("performance", "performance")
                .number("W", "watts")
                .number("per W", "performance_per_watt")
                .text("power", "confidence");
        for (Named<Powered> each : document.performancePerWatt()) {
            PowerDraw power = each.value().power();
            BigDecimal performance = each.value().performance();
            sheet.row(
                    Cell.text(each.name()),
                    Cell.plain(performance),
                    Cell.plain(power.watts()),
                    Cell.known(power.performancePerWatt(performance), r -> Cell.number(r, 3)),
                    Cell.text(power.confidence().word()));
        }
        return sheet;
    }

    private Sheet profit() {
        Sheet sheet = new Sheet("profit", "Profit and its ratios")
                .text("of", "name")
                .number("revenue " + currency, "revenue")
                .number("cost " + currency, "cost")
                .number("profit " + currency, "profit")
                .number("profit margin %", "profit_margin_percent")
                .number("cost/profit", "cost_profit_ratio")
                .number("cost/revenue", "cost_revenue_ratio");
        for (Named<Profit> each : document.profit()) {
            Profit profit = each.value();
            sheet.row(
                    Cell.text(each.name()),
                    Cell.number(profit.revenue().amount(), 2),
                    Cell.number(profit.cost().amount(), 2),
                    Cell.number(profit.profit().amount(), 2),
                    Cell.known(profit.margin(), m -> Cell.percent(m, 2)),
                    Cell.known(profit.costOverProfit(), r -> Cell.number(r, 3)),
                    Cell.known(profit.costOverRevenue(), r -> Cell.number(r, 3)));
        }
        return sheet;
    }
}
