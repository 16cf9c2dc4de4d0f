package dev.lepton.report.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Reason;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What cannot be built. Each case is one step away from one that can. */
final class ReportModelTest {
    private static final Money TEN = Money.usd("10");
    private static final Window WINDOW =
            new Window(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-11-01T00:00:00Z"));
    private static final CostNode TREE = CostNode.leaf("Total", TEN, Confidence.MEASURED);
    private static final DataQuality SOUND = new DataQuality(Map.of(), List.of());

    @Test
    void theTreeTheTrendAndTheStructureAddUpToTheTotal() {
        report(TREE, trend("4", "6"), structure("10"), 0, SOUND);
        refuses(
                "cost tree add up to 9 USD, not to 10 USD",
                () -> report(
                        CostNode.leaf("Total", Money.usd("9"), Confidence.MEASURED),
                        trend("4", "6"),
                        structure("10"),
                        0,
                        SOUND));
        refuses("over time add up to 9 USD", () -> report(TREE, trend("4", "5"), structure("10"), 0, SOUND));
        refuses("kinds of cost add up to 11 USD", () -> report(TREE, trend("4", "6"), structure("11"), 0, SOUND));
    }

    @Test
    void everyFailureHasAReason() {
        DataQuality two = new DataQuality(Map.of(Reason.MALFORMED, 2L), List.of());
        report(TREE, trend("4", "6"), structure("10"), 2, two);
        refuses("1 failures, but 2 have a reason", () -> report(TREE, trend("4", "6"), structure("10"), 1, two));
        refuses("counted 0 times", () -> new DataQuality(Map.of(Reason.MALFORMED, 0L), List.of()));
    }

    @Test
    void aSumIsNoSurerThanItsParts() {
        CostNode guess = CostNode.leaf("a", TEN, Confidence.GUESS);
        assertEquals(Confidence.GUESS, CostNode.sum("Total", List.of(guess)).confidence());
        refuses("a part of it is a guess", () -> new CostNode("Total", TEN, Confidence.BILLED, List.of(guess)));
        refuses(
                "a part of it is a guess",
                () -> report(CostNode.sum("Total", List.of(guess)), trend("4", "6"), structure("10"), 0, SOUND));
    }

    @Test
    void monthsAddUpAndStandInOrder() {
        MonthCost october = new MonthCost(YearMonth.of(2026, 10), Money.usd("6"), true);
        MonthCost september = new MonthCost(YearMonth.of(2026, 9), Money.usd("4"), true);
        headline(List.of(september, october));
        refuses("not in order", () -> headline(List.of(october, september)));
        refuses("add up to 6 USD", () -> headline(List.of(october)));
    }

    @Test
    void aNodeSortsItsPartsAndMayHoldCredits() {
        CostNode sum = CostNode.sum(
                "Total",
                List.of(
                        CostNode.leaf("credit", Money.usd("-1"), Confidence.BILLED),
                        CostNode.leaf("rent", Money.usd("11"), Confidence.BILLED)));
        assertEquals(TEN, sum.cost());
        assertEquals("rent", sum.children().get(0).label());
        refuses("'Total' is a sum of nothing", () -> CostNode.sum("Total", List.of()));
    }

    @Test
    void wastersAreRankedAndTheirSumHolds() {
        Wasters wasters = new Wasters(List.of(waster("2"), waster("5")), 3, TEN);
        assertEquals(Money.usd("5"), wasters.top().get(0).wasted());
        refuses("waste 7 USD of 6 USD", () -> new Wasters(List.of(waster("2"), waster("5")), 3, Money.usd("6")));
        refuses("All 1 wasters", () -> new Wasters(List.of(waster("2")), 1, TEN));
        refuses("2 wasters are listed of 1", () -> new Wasters(List.of(waster("2"), waster("5")), 1, TEN));
        refuses("cannot waste 11 USD of 10 USD", () -> waster("11"));
    }

    @Test
    void budgetsSayByHowMuchTheyAreBroken() {
        assertEquals(
                Optional.of(Money.usd("5")), budget("12", Optional.of("15")).brokenBy());
        assertTrue(budget("12", Optional.of("15")).brokenNow());
        assertEquals(Optional.of(Money.usd("2")), budget("8", Optional.of("12")).brokenBy());
        assertEquals(Optional.empty(), budget("10", Optional.empty()).brokenBy());
        refuses("less than 8 USD", () -> budget("8", Optional.of("7")));
    }

    @Test
    void ratiosExistOnlyWhereTheyMeanSomething() {
        Earning earning = new Earning("team", "a", Money.usd("200"), Money.usd("160"));
        assertEquals(0, new BigDecimal("4").compareTo(earning.costToProfit().orElseThrow()));
        assertEquals(0, new BigDecimal("0.8").compareTo(earning.costToRevenue().orElseThrow()));
        Earning loss = new Earning("team", "a", Money.usd("160"), Money.usd("160"));
        assertEquals(Optional.empty(), loss.costToProfit());
        assertEquals(Optional.empty(), new Earning("team", "a", Money.usd("0"), TEN).costToRevenue());
    }

    @Test
    void partsLieInTheirWhole() {
        refuses("3 of 2 lines", () -> Portion.of(3, 2, "lines"));
        assertEquals(BigDecimal.ZERO, Portion.of(0, 0, "lines").fraction());
        refuses("cannot be negative", () -> new DeviceUse.Slice(Money.usd("-1"), BigDecimal.ONE));
        refuses(
                "1 amounts for 2 periods",
                () -> new Trend(
                        Trend.Grain.DAY,
                        List.of(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 2)),
                        List.of(new Trend.Series("a", List.of(TEN)))));
    }

    @Test
    void whatIsDrawnIsWhereItSays() {
        refuses(
                "in no period",
                () -> new Trend(
                        Trend.Grain.DAY,
                        List.of(LocalDate.of(2026, 10, 1)),
                        List.of(new Trend.Series("a", List.of(TEN))),
                        List.of(new Trend.Told(1, "a rose"))));
        Plot.Point low = new Plot.Point(1, 2);
        refuses("different lengths", () -> new Plot.Range("95 %", "mean", List.of(low), List.of()));
        refuses("no range at 1", () -> new Plot.Range("95 %", "mean", List.of(low), List.of(new Plot.Point(1, 1))));
        refuses("no range at 1", () -> new Plot.Range("95 %", "mean", List.of(low), List.of(new Plot.Point(2, 3))));
        Plot.Axis axis = new Plot.Axis("x");
        Plot.Range range = new Plot.Range("95 %", "mean", List.of(low), List.of(low));
        refuses(
                "of no series: 'mean'",
                () -> new Plot("t", Plot.Form.LINES, axis, axis, List.of(), List.of(), List.of(range)));
    }

    private static void report(
            CostNode tree, Optional<Trend> trend, Optional<CostParts> structure, long failed, DataQuality quality) {
        new ReportModel(
                new Cover("Test", WINDOW, ZoneOffset.UTC, WINDOW.to(), WINDOW.to(), Money.USD, List.of()),
                List.of(new Source("a.csv", "focus", 3, failed)),
                List.of(),
                headline(List.of()),
                tree,
                List.of(),
                trend,
                Wasters.none(Money.zero(Money.USD)),
                List.of(),
                structure,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                quality,
                new Method(List.of(), "", List.of()));
    }

    private static Headline headline(List<MonthCost> months) {
        return new Headline(
                TEN,
                CostBasis.EFFECTIVE,
                Confidence.MEASURED,
                Portion.of(0, 3, "lines"),
                Portion.of(0, 3, "GPU-hours"),
                months,
                List.of());
    }

    private static Optional<Trend> trend(String first, String second) {
        Trend.Series series = new Trend.Series("a", List.of(Money.usd(first), Money.usd(second)));
        return Optional.of(new Trend(
                Trend.Grain.DAY, List.of(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 2)), List.of(series)));
    }

    private static Optional<CostParts> structure(String amount) {
        Money cost = Money.usd(amount);
        return Optional.of(new CostParts(cost, List.of(new CostParts.Part("Compute", cost, Confidence.BILLED))));
    }

    private static Waster waster(String wasted) {
        return new Waster(
                "job",
                Optional.empty(),
                "L4",
                BigDecimal.ONE,
                Optional.empty(),
                TEN,
                Money.usd(wasted),
                Confidence.GUESS,
                "job-1");
    }

    private static BudgetLine budget(String actual, Optional<String> projected) {
        return new BudgetLine("total", WINDOW, TEN, Money.usd(actual), projected.map(Money::usd), "straight line");
    }

    private static void refuses(String because, org.junit.jupiter.api.function.Executable executable) {
        String message =
                assertThrows(IllegalArgumentException.class, executable).getMessage();
        assertTrue(message.contains(because), message);
    }
}
