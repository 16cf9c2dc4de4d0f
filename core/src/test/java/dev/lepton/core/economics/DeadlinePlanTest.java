package dev.lepton.core.economics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.billing.Fraction;
import dev.lepton.core.economics.DeadlinePlan.Billing;
import dev.lepton.core.economics.DeadlinePlan.Result;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Worked example 3: tasks A (300 units) and B (400) on a CPU (200 a day, $10) and a GPU (500 a day, $20). */
final class DeadlinePlanTest {
    private static final DeadlinePlan.Device CPU = device("CPU", "10", "200");
    private static final DeadlinePlan.Device GPU = device("GPU", "20", "500");
    private static final List<DeadlinePlan.Task> TASKS = List.of(task("A", "300"), task("B", "400"));

    @Test
    void inOneDayBothDevicesAreFull() {
        Result.Feasible plan = feasible(plan(1, true), Billing.BY_USE);
        assertEquals(Money.usd("30"), plan.cost(Billing.BY_USE));
        assertEquals(Money.usd("30"), plan.cost(Billing.WHOLE_DAYS));
        assertEquals(
                List.of(Fraction.ONE, Fraction.ONE),
                plan.loads().stream().map(DeadlinePlan.Load::days).toList());
        assertEquals(Fraction.of(3, 2), CPU.days(Fraction.of(300, 1)));
    }

    @Test
    void inTwoDaysAllOnTheGpu() {
        Result.Feasible plan = feasible(plan(2, true), Billing.BY_USE);
        assertEquals(Fraction.ZERO, plan.loads().get(0).units());
        assertEquals(Fraction.of(7, 5), plan.loads().get(1).days());
        assertEquals(Money.usd("28"), plan.cost(Billing.BY_USE));
        assertEquals(Money.usd("40"), plan.cost(Billing.WHOLE_DAYS));
        // Were whole days billed, a day of each would do: the plan for one way of billing is not the plan for another.
        assertEquals(
                Money.usd("30"), feasible(plan(2, true), Billing.WHOLE_DAYS).cost(Billing.WHOLE_DAYS));
    }

    @Test
    void wholeTasksInOneDayAreInfeasible() {
        Result.Infeasible none =
                assertInstanceOf(Result.Infeasible.class, plan(1, false).cheapest(Billing.BY_USE));
        assertEquals(List.of(TASKS.get(0)), none.late());
        assertEquals(Fraction.of(100, 1), none.shortfall());
        assertEquals(List.of(TASKS.get(1)), none.loads().get(1).tasks());
    }

    @Test
    void wholeTasksInTwoDaysGoToTheGpu() {
        Result.Feasible plan = feasible(plan(2, false), Billing.BY_USE);
        assertEquals(Money.usd("28"), plan.cost(Billing.BY_USE));
    }

    @Test
    void tooMuchDivisibleWorkSaysHowMuch() {
        DeadlinePlan more = new DeadlinePlan(List.of(CPU, GPU), List.of(task("A", "750.5")), 1, true);
        Result.Infeasible none = assertInstanceOf(Result.Infeasible.class, more.cheapest(Billing.WHOLE_DAYS));
        assertEquals(Fraction.of(101, 2), none.shortfall());
    }

    @Test
    void tooManyChoicesAreRefused() {
        List<DeadlinePlan.Task> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            many.add(task("t" + i, "1"));
        }
        assertInstanceOf(
                Result.TooLarge.class, new DeadlinePlan(List.of(CPU, GPU), many, 1, false).cheapest(Billing.BY_USE));
    }

    @RepeatedTest(100)
    void dividingNeverCostsMoreAndEveryUnitIsDone(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        List<DeadlinePlan.Device> devices = new ArrayList<>();
        for (int i = 0; i < random.nextInt(1, 4); i++) {
            devices.add(device("d" + i, "" + random.nextInt(50), "" + random.nextInt(1, 100)));
        }
        List<DeadlinePlan.Task> tasks = new ArrayList<>();
        BigDecimal demand = BigDecimal.ZERO;
        for (int i = 0; i < random.nextInt(1, 5); i++) {
            tasks.add(task("t" + i, "" + random.nextInt(1, 120)));
            demand = demand.add(tasks.get(i).units());
        }
        int days = random.nextInt(1, 4);
        for (Billing billing : Billing.values()) {
            Result divided = new DeadlinePlan(devices, tasks, days, true).cheapest(billing);
            Result whole = new DeadlinePlan(devices, tasks, days, false).cheapest(billing);
            if (whole instanceof Result.Feasible inWhole) {
                Result.Feasible inParts = assertInstanceOf(Result.Feasible.class, divided);
                assertTrue(inParts.cost(billing).compareTo(inWhole.cost(billing)) <= 0);
            }
            if (divided instanceof Result.Feasible plan) {
                Fraction done =
                        plan.loads().stream().map(DeadlinePlan.Load::units).reduce(Fraction.ZERO, Fraction::plus);
                assertEquals(Fraction.of(demand), done);
                plan.loads().forEach(l -> assertTrue(l.days().compareTo(Fraction.of(days, 1)) <= 0));
            }
        }
    }

    private static Result.Feasible feasible(DeadlinePlan plan, Billing billing) {
        return assertInstanceOf(Result.Feasible.class, plan.cheapest(billing));
    }

    private static DeadlinePlan plan(int days, boolean divisible) {
        return new DeadlinePlan(List.of(CPU, GPU), TASKS, days, divisible);
    }

    private static DeadlinePlan.Device device(String name, String perDay, String units) {
        return new DeadlinePlan.Device(name, Money.usd(perDay), new BigDecimal(units));
    }

    private static DeadlinePlan.Task task(String name, String units) {
        return new DeadlinePlan.Task(name, new BigDecimal(units));
    }
}
