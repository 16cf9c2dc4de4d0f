package dev.lepton.core.roadmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Earned value of the fence of four sides, known from textbooks, what is not defined, and the plan made again. */
final class EarnedValueTest {
    /** A Monday. */
    private static final LocalDate START = LocalDate.of(2026, 2, 2);

    private static final Money SIDE = Money.usd("1000");

    /** Four sides, a day and 1,000 each, one after the other. */
    private static Roadmap fence() {
        return Roadmap.of(
                "fence",
                START,
                List.of(
                        CriticalPathTest.task("1", 1).costing(SIDE),
                        CriticalPathTest.task("2", 1, "1").costing(SIDE),
                        CriticalPathTest.task("3", 1, "2").costing(SIDE),
                        CriticalPathTest.task("4", 1, "3").costing(SIDE)));
    }

    private static Progress report(String task, int day, int percent, String spent) {
        return new Progress(
                task,
                START.plusDays(day),
                BigDecimal.valueOf(percent),
                Optional.of(Money.usd(spent)),
                Optional.empty(),
                Optional.empty());
    }

    private static EarnedValue value(List<Progress> reports, LocalDate asOf) {
        Network network = Network.of(fence());
        Schedule plan = CriticalPath.of(network).early();
        return EarnedValue.of(network, plan, new Status(network.roadmap(), reports, asOf));
    }

    @Test
    void fenceAfterThreeDays() {
        EarnedValue value = value(
                List.of(report("1", 0, 100, "1000"), report("2", 1, 100, "1200"), report("3", 2, 50, "600")),
                START.plusDays(2));
        assertEquals(Money.usd("4000"), value.budget());
        assertEquals(Money.usd("3000"), value.planned());
        assertEquals(Money.usd("2500"), value.earned());
        assertEquals(Optional.of(Money.usd("2800")), value.actual());
        assertEquals(Money.usd("-500"), value.scheduleVariance());
        assertEquals(Optional.of(Money.usd("-300")), value.costVariance());
        assertEquals("0.8333", rounded(value.scheduleIndex()));
        assertEquals("0.8929", rounded(value.costIndex()));
        assertEquals(4480, value.atCompletionByCost().orElseThrow().toDouble(), 1e-9);
        assertEquals(Optional.of(Money.usd("4300")), value.atCompletionAsPlanned());
        assertEquals(
                2800 + 1500 / (2500.0 / 2800 * 2500 / 3000),
                value.atCompletionByBoth().orElseThrow().toDouble(),
                1e-6);
        assertEquals("1.2500", rounded(value.toComplete()));
        assertEquals(2.5, value.earnedSchedule(), 1e-12);
        assertEquals("0.8333", rounded(value.timeIndex()));
        assertEquals(4 / (2.5 / 3), value.durationAtThisPace().orElseThrow(), 1e-9);
    }

    @Test
    void lateProjectIsStillLateAtItsEndByEarnedSchedule() {
        EarnedValue value = value(
                List.of(
                        report("1", 1, 100, "1000"),
                        report("2", 3, 100, "1000"),
                        report("3", 8, 100, "1000"),
                        report("4", 9, 100, "1000")),
                START.plusDays(9));
        assertEquals("1.0000", rounded(value.scheduleIndex()));
        assertEquals(4.0, value.earnedSchedule(), 1e-12);
        assertEquals("0.5000", rounded(value.timeIndex()), "eight working days for four");
    }

    @Test
    void whatIsNotDefinedIsEmpty() {
        EarnedValue nothing = value(List.of(), START.minusDays(1));
        assertTrue(nothing.scheduleIndex().isEmpty());
        assertTrue(nothing.costIndex().isEmpty());
        assertTrue(nothing.atCompletionByCost().isEmpty());
        assertTrue(nothing.timeIndex().isEmpty());
        EarnedValue spent = value(List.of(report("1", 0, 50, "5000")), START);
        assertTrue(spent.toComplete().isEmpty());
        EarnedValue untold = value(List.of(Progress.of("1", START, BigDecimal.TEN)), START);
        assertTrue(untold.actual().isEmpty());
        assertTrue(untold.costIndex().isEmpty());
        assertEquals(Money.usd("100"), untold.earned());
    }

    @Test
    void laterReportsAreNotSeenEarlier() {
        List<Progress> reports = List.of(report("1", 0, 40, "500"), report("1", 3, 100, "1500"));
        assertEquals(Money.usd("400"), value(reports, START.plusDays(1)).earned());
        assertEquals(Money.usd("1000"), value(reports, START.plusDays(3)).earned());
    }

    @Test
    void planAgainSaysWhoIsLateAndByHowMuch() {
        Network network = Network.of(fence());
        Schedule plan = CriticalPath.of(network).early();
        Status status = new Status(
                network.roadmap(), List.of(report("1", 0, 100, "1000"), report("2", 2, 50, "1200")), START.plusDays(2));
        Replan again = Replan.of(network, plan, status);
        // Side 2 goes on on Thursday 5, side 3 on Friday 6, side 4 on Monday 9 (slot 7): planned was Thursday.
        assertEquals(8, again.schedule().finish());
        assertEquals(2, again.slip());
        assertEquals(
                List.of("2"),
                again.reasons().stream()
                        .map(s -> network.roadmap().tasks().get(s.task()).id())
                        .toList());
        assertEquals(2, again.slips().get(1).own());
        assertEquals(2, again.slips().get(3).slots());
        assertEquals(
                new Chain.Cause.Waits(2, Link.after("3")), again.slips().get(3).cause());
    }

    @Test
    void costIsSpentByWhatIsWorkedAndHeld() {
        Resource people = new Resource(
                "people",
                Resource.Kind.PEOPLE,
                2,
                java.util.Map.of(),
                WorkCalendar.weekdays(),
                Optional.of(dev.lepton.core.money.Price.usd("100")));
        Resource gpus = new Resource(
                "gpus",
                Resource.Kind.MACHINES,
                8,
                java.util.Map.of(),
                WorkCalendar.always(),
                Optional.of(dev.lepton.core.money.Price.usd("2.5")));
        Task task = CriticalPathTest.task("a", 6)
                .using("people", 2)
                .using("gpus", 8)
                .costing(Money.usd("100"));
        Network network = Network.of(Roadmap.of("x", START, List.of(people, gpus), List.of(task)));
        Schedule plan = CriticalPath.of(network).early();
        CostPlan costs = CostPlan.of(network, plan);
        // Six worked days of two people, eight dates of eight GPUs (the weekend is held), and 100.
        assertEquals(Money.usd("13540"), costs.total(), "9600 + 3840 + 100");
        assertEquals(Money.usd("0"), costs.by(0));
        Money weekend = costs.by(7).minus(costs.by(5));
        assertEquals(Money.usd("960"), weekend, "two dates of GPUs");
    }

    @Test
    void progressOutOfItsRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> report("1", 0, 101, "0"));
        assertThrows(
                TaskFault.class, () -> new Status(fence(), List.of(Progress.of("9", START, BigDecimal.ONE)), START));
    }

    private static String rounded(Optional<BigDecimal> value) {
        return value.orElseThrow().setScale(4, RoundingMode.HALF_UP).toPlainString();
    }
}
