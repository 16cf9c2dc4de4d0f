package dev.lepton.report.model;

import dev.lepton.core.money.Money;
import java.util.List;
import java.util.Optional;

/**
 * Everything the report says. It cannot be built when its parts contradict each other: the cost tree, the trend, the
 * months and the cost structure each add up to the total, and the reasons of failures to the failures of the sources.
 *
 * @param cover what it is of
 * @param sources the evidence
 * @param priceLists the prices
 * @param headline the total
 * @param tree where the total went
 * @param fleet what became of the capacity, by type of device; may be empty
 * @param trend the total by team over time
 * @param wasters the worst wasters
 * @param unitCosts what one unit costs; may be empty
 * @param structure the total by compute, storage, network and other
 * @param ownership the total cost of ownership in its six categories, which may hold cost that the total does not
 * @param earnings revenue and profit; may be empty
 * @param scheduling how full machines were, and other ways to run the same jobs; may be empty
 * @param budgets the budgets; may be empty
 * @param chapters what comes, what is out of the ordinary, whether changes pay; may be empty
 * @param quality what is wrong with the evidence
 * @param method how the figures were made
 */
public record ReportModel(
        Cover cover,
        List<Source> sources,
        List<PriceList> priceLists,
        Headline headline,
        CostNode tree,
        List<DeviceUse> fleet,
        Optional<Trend> trend,
        Wasters wasters,
        List<UnitCost> unitCosts,
        Optional<CostParts> structure,
        Optional<CostParts> ownership,
        List<Earning> earnings,
        List<Scoreboard> scheduling,
        List<BudgetLine> budgets,
        List<Chapter> chapters,
        DataQuality quality,
        Method method) {
    public ReportModel {
        sources = List.copyOf(sources);
        priceLists = List.copyOf(priceLists);
        fleet = List.copyOf(fleet);
        unitCosts = List.copyOf(unitCosts);
        earnings = List.copyOf(earnings);
        scheduling = List.copyOf(scheduling);
        budgets = List.copyOf(budgets);
        chapters = List.copyOf(chapters);
        Money total = headline.total();
        Check.that(
                total.currency().equals(cover.currency()),
                "The total is in " + total.currency() + ", the report in " + cover.currency() + ".");
        Check.addsUp("The branches of the cost tree", total, List.of(tree.cost()));
        Check.that(
                headline.confidence().compareTo(tree.confidence()) <= 0,
                "The total is called " + headline.confidence().word() + ", but a part of it is a "
                        + tree.confidence().word() + ".");
        trend.ifPresent(t -> Check.addsUp(
                "The amounts over time",
                total,
                t.series().stream().map(s -> s.total(total.currency())).toList()));
        structure.ifPresent(s -> Check.addsUp("The kinds of cost", total, List.of(s.total())));
        long failed = sources.stream().mapToLong(Source::failures).sum();
        Check.that(
                failed == quality.failureCount(),
                "The sources have " + failed + " failures, but " + quality.failureCount() + " have a reason.");
    }
}
