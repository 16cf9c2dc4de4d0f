package dev.lepton.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.plan.PlainSolver;
import dev.lepton.core.plan.mix.MixAnswer;
import dev.lepton.core.plan.mix.MixAnswer.Impossible;
import dev.lepton.core.plan.mix.MixAnswer.Limit;
import dev.lepton.core.plan.mix.MixAnswer.Plan;
import dev.lepton.core.plan.mix.MixCosts;
import dev.lepton.core.plan.mix.MixPlanner;
import dev.lepton.core.plan.mix.MixProblem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The cheapest mix: Mélange's example, random problems against an oracle and other solvers, and how costs must move. */
final class MixPlannerTest {
    private static final MixPlanner PLANNER = new MixPlanner(NativeSolver.of(NativeSolver.Engine.HIGHS, 50_000));

    /** Published: 6.70 for one slice; the optimum of the same model, split freely, is 4.68. */
    @Test
    void melangesExample() {
        Plan plan = plan(Mixes.melange(OptionalInt.empty()));
        assertEquals(Money.usd("4.68"), plan.hourly());
        assertEquals(Money.usd("4.68"), plan.bound());
        assertEquals(0, plan.gap().signum());
        assertEquals(List.of(1, 1), plan.counts());
        assertEquals(List.of(), Mixes.flaws(Mixes.melange(OptionalInt.empty()), plan));
        assertEquals(Money.usd("6.7"), plan(Mixes.melange(OptionalInt.of(1))).hourly());
        assertEquals(List.of(3, 1), plan(Mixes.melange(OptionalInt.of(1))).counts());
        for (int slices : List.of(2, 4, 8, 16)) {
            assertEquals(
                    Money.usd("5.69"),
                    plan(Mixes.melange(OptionalInt.of(slices))).hourly());
        }
        assertEquals(Money.usd("4.68"), plan(Mixes.melange(OptionalInt.of(3))).hourly());
    }

    @Test
    void slicedPlansHoldWholeSlices() {
        Plan plan = plan(Mixes.melange(OptionalInt.of(4)));
        plan.routes().forEach(r -> assertEquals(Math.rint(4 * r.share()), 4 * r.share(), 1e-9, r.toString()));
        assertEquals(List.of(), Mixes.flaws(Mixes.melange(OptionalInt.of(4)), plan));
        Limit slices = plan.limits().stream()
                .filter(l -> l.kind() == Limit.Kind.WHOLE_SLICES)
                .findFirst()
                .orElseThrow();
        assertEquals(Money.usd("1.01"), slices.saving().orElseThrow());
    }

    /** Two shapes can be checked by hand: give the first the buckets it is best at until it is full, the rest to the second. */
    @Test
    void neverAboveTheOracleNorBelow() {
        int plans = 0;
        for (long seed = 0; seed < 200; seed++) {
            MixProblem problem = Mixes.drawn(seed, 2, true);
            MixAnswer answer = PLANNER.cheapest(problem);
            BigDecimal least = leastByEnumeration(problem);
            if (answer instanceof Plan plan) {
                plans++;
                assertEquals(List.of(), Mixes.flaws(problem, plan), "seed " + seed);
                assertEquals(
                        0, plan.hourly().amount().compareTo(least), "seed " + seed + ": " + plan + " against " + least);
                assertEquals(plan.hourly(), plan.bound(), "seed " + seed);
            } else {
                assertEquals(BigDecimal.valueOf(-1), least, "seed " + seed);
            }
        }
        assertTrue(plans > 80 && plans < 200, plans + " plans");
    }

    @Test
    void otherSolversFindTheSameCostAndCount() {
        List<MixPlanner> others = List.of(
                new MixPlanner(NativeSolver.of(NativeSolver.Engine.SCIP, 1_000_000)),
                new MixPlanner(NativeSolver.of(NativeSolver.Engine.CBC, 0)),
                new MixPlanner(new PlainSolver(20_000)));
        for (long seed = 1000; seed < 1040; seed++) {
            MixProblem problem = Mixes.drawn(seed, 4, true);
            MixAnswer answer = PLANNER.cheapest(problem);
            for (MixPlanner other : others) {
                MixAnswer same = other.cheapest(problem);
                if (answer instanceof Plan plan) {
                    Plan second = assertInstanceOf(Plan.class, same, "seed " + seed);
                    assertEquals(plan.hourly(), second.hourly(), "seed " + seed);
                    assertEquals(plan.counts(), second.counts(), "seed " + seed);
                } else {
                    assertInstanceOf(Impossible.class, same, "seed " + seed);
                }
            }
        }
    }

    @Test
    void neverDearerThanAnySlicing() {
        int cheaper = 0;
        for (long seed = 2000; seed < 2030; seed++) {
            MixProblem problem = Mixes.drawn(seed, 4, false);
            if (PLANNER.cheapest(problem) instanceof Plan free) {
                for (int slices : List.of(1, 2, 3, 5, 16)) {
                    Plan sliced = (Plan) PLANNER.cheapest(problem.withSlices(OptionalInt.of(slices)));
                    assertEquals(List.of(), Mixes.flaws(problem, sliced), "seed " + seed);
                    assertTrue(free.hourly().compareTo(sliced.hourly()) <= 0, "seed " + seed + ", " + slices);
                    cheaper += free.hourly().compareTo(sliced.hourly()) < 0 ? 1 : 0;
                }
            }
        }
        assertTrue(cheaper > 0, "Splitting freely never saved anything.");
    }

    /** Rates and throughputs in another unit, and prices in another, change nothing but the unit. */
    @Test
    void scaling() {
        for (long seed = 3000; seed < 3030; seed++) {
            MixProblem problem = Mixes.drawn(seed, 4, true);
            MixProblem scaled = new MixProblem(
                    problem.buckets().stream()
                            .map(b -> Mixes.bucket(b.row(), b.column(), 8 * b.requestsPerSecond()))
                            .toList(),
                    problem.shapes().stream()
                            .map(s -> new MixProblem.Shape(
                                    s.name(),
                                    Price.of(s.hourly().amount().multiply(BigDecimal.valueOf(7)), Money.USD),
                                    s.requestsPerSecond().stream()
                                            .map(t -> 8 * t)
                                            .toList(),
                                    s.stock()))
                            .toList(),
                    problem.utilisationLimit(),
                    problem.slices());
            if (PLANNER.cheapest(problem) instanceof Plan plan) {
                Plan other = (Plan) PLANNER.cheapest(scaled);
                assertEquals(plan.hourly().times(BigDecimal.valueOf(7)), other.hourly(), "seed " + seed);
                assertEquals(plan.counts(), other.counts(), "seed " + seed);
            }
        }
    }

    @Test
    void theOrderOfTheInputChangesNothing() {
        for (long seed = 4000; seed < 4030; seed++) {
            MixProblem problem = Mixes.drawn(seed, 4, true);
            List<Integer> order = new ArrayList<>();
            for (int b = 0; b < problem.buckets().size(); b++) {
                order.add(b);
            }
            Collections.shuffle(order, new Random(seed));
            List<MixProblem.Shape> shapes = new ArrayList<>(problem.shapes().stream()
                    .map(s -> new MixProblem.Shape(
                            s.name(),
                            s.hourly(),
                            order.stream().map(s.requestsPerSecond()::get).toList(),
                            s.stock()))
                    .toList());
            Collections.reverse(shapes);
            MixProblem turned = new MixProblem(
                    order.stream().map(problem.buckets()::get).toList(),
                    shapes,
                    problem.utilisationLimit(),
                    problem.slices());
            assertEquals(described(problem), described(turned), "seed " + seed);
            assertEquals(described(problem), described(problem), "seed " + seed);
        }
    }

    @Test
    void anotherTypeNeverCostsAndADearerOneNeverSaves() {
        for (long seed = 5000; seed < 5030; seed++) {
            MixProblem problem = Mixes.drawn(seed, 4, true);
            if (problem.shapes().size() < 2 || !(PLANNER.cheapest(problem) instanceof Plan plan)) {
                continue;
            }
            MixProblem fewer = new MixProblem(
                    problem.buckets(),
                    problem.shapes().subList(1, problem.shapes().size()),
                    problem.utilisationLimit(),
                    problem.slices());
            if (PLANNER.cheapest(fewer) instanceof Plan less) {
                assertTrue(plan.hourly().compareTo(less.hourly()) <= 0, "seed " + seed);
            }
            List<MixProblem.Shape> dearer = new ArrayList<>(problem.shapes());
            MixProblem.Shape first = dearer.get(0);
            dearer.set(
                    0,
                    new MixProblem.Shape(
                            first.name(),
                            Price.of(first.hourly().amount().add(new BigDecimal("0.37")), Money.USD),
                            first.requestsPerSecond(),
                            first.stock()));
            Plan raised = (Plan) PLANNER.cheapest(
                    new MixProblem(problem.buckets(), dearer, problem.utilisationLimit(), problem.slices()));
            assertTrue(plan.hourly().compareTo(raised.hourly()) <= 0, "seed " + seed);
            BigDecimal most = new BigDecimal("0.37")
                    .multiply(BigDecimal.valueOf(plan.counts().get(0)));
            assertTrue(raised.hourly().minus(plan.hourly()).amount().compareTo(most) <= 0, "seed " + seed);
        }
    }

    @Test
    void whatNothingServesIsNamed() {
        MixProblem problem = new MixProblem(
                List.of(Mixes.bucket(0, 0, 1), Mixes.bucket(0, 1, 2), Mixes.bucket(1, 0, 0)),
                List.of(Mixes.shape("a", "1", 4, 0, 0), Mixes.shape("b", "2", 0, 0, 0)),
                1,
                OptionalInt.empty());
        Impossible impossible = assertInstanceOf(Impossible.class, PLANNER.solve(problem));
        assertEquals(List.of(1), impossible.unservable());
        assertEquals(List.of(), impossible.unserved());
    }

    @Test
    void tooFewMachinesLeaveANamedShareUnserved() {
        MixProblem problem = new MixProblem(
                List.of(Mixes.bucket(0, 0, 10)),
                List.of(new MixProblem.Shape("a", Price.usd("1"), List.of(2.0), OptionalInt.of(3))),
                1,
                OptionalInt.empty());
        Impossible impossible = assertInstanceOf(Impossible.class, PLANNER.solve(problem));
        assertEquals(List.of(), impossible.unservable());
        assertEquals(0.4, impossible.unserved().get(0).share(), 1e-9);
    }

    @Test
    void whatBindsIsPriced() {
        MixProblem problem = new MixProblem(
                List.of(Mixes.bucket(0, 0, 9)),
                List.of(
                        new MixProblem.Shape("cheap", Price.usd("1"), List.of(2.0), OptionalInt.of(2)),
                        Mixes.shape("dear", "3", 2)),
                0.9,
                OptionalInt.empty());
        Plan plan = plan(problem);
        // Each serves 1.8: five are needed, two of them cheap.
        assertEquals(List.of(2, 3), plan.counts());
        assertEquals(Money.usd("11"), plan.hourly());
        assertEquals(
                "[STOCK 0 2 USD, CAPACITY 0 –, CAPACITY 1 –]",
                plan.limits().stream()
                        .map(l -> l.kind() + " " + l.shape().orElse(-1) + " "
                                + l.saving().map(Money::toString).orElse("–"))
                        .toList()
                        .toString());
        assertEquals(0.9, plan.utilisation().get(0), 1e-9);
    }

    @Test
    void costsOfBucketsAddUp() {
        for (long seed = 6000; seed < 6020; seed++) {
            MixProblem problem = Mixes.drawn(seed, 4, true);
            if (PLANNER.cheapest(problem) instanceof Plan plan) {
                assertEquals(plan.hourly(), Money.sum(MixCosts.of(problem, plan), Money.USD), "seed " + seed);
            }
        }
    }

    private static Plan plan(MixProblem problem) {
        return assertInstanceOf(Plan.class, PLANNER.solve(problem));
    }

    /** By names, not places. */
    private static String described(MixProblem problem) {
        return switch (PLANNER.solve(problem)) {
            case Plan plan ->
                plan.hourly() + " "
                        + plan.routes().stream()
                                .map(r -> problem.buckets().get(r.bucket()).label() + " on "
                                        + problem.shapes().get(r.shape()).name() + " " + r.share())
                                .sorted()
                                .collect(Collectors.joining(", "));
            case Impossible none -> "impossible " + none.unservable().size();
        };
    }

    /** The least cost of all counts of one or two shapes that can serve everything, −1 if none can. */
    private static BigDecimal leastByEnumeration(MixProblem problem) {
        BigDecimal least = BigDecimal.valueOf(-1);
        boolean two = problem.shapes().size() == 2;
        for (int first = 0; first <= stock(problem, 0); first++) {
            for (int second = 0; second <= (two ? stock(problem, 1) : 0); second++) {
                if (fits(problem, first, second)) {
                    BigDecimal cost = price(problem, 0, first).add(two ? price(problem, 1, second) : BigDecimal.ZERO);
                    least = least.signum() < 0 ? cost : least.min(cost);
                }
            }
        }
        return least.signum() < 0 ? least : least.stripTrailingZeros();
    }

    private static BigDecimal price(MixProblem problem, int shape, int count) {
        return problem.shapes().get(shape).hourly().amount().multiply(BigDecimal.valueOf(count));
    }

    private static int stock(MixProblem problem, int shape) {
        double all = 0;
        for (int b = 0; b < problem.buckets().size(); b++) {
            double throughput = problem.shapes().get(shape).requestsPerSecond().get(b);
            all += throughput == 0 ? 0 : problem.buckets().get(b).requestsPerSecond() / throughput;
        }
        int enough = (int) Math.ceil(all / problem.utilisationLimit());
        return Math.min(enough, problem.shapes().get(shape).stock().orElse(enough));
    }

    /** Fractional knapsack: exact for two shapes. */
    private static boolean fits(MixProblem problem, int first, int second) {
        record Load(double onFirst, double onSecond) {}
        List<Load> loads = new ArrayList<>();
        for (int b = 0; b < problem.buckets().size(); b++) {
            double rate = problem.buckets().get(b).requestsPerSecond();
            double onFirst = rate / problem.shapes().get(0).requestsPerSecond().get(b);
            double onSecond = problem.shapes().size() < 2
                    ? Double.POSITIVE_INFINITY
                    : rate / problem.shapes().get(1).requestsPerSecond().get(b);
            loads.add(new Load(onFirst, onSecond));
        }
        loads.sort((a, b) -> Double.compare(a.onFirst() / a.onSecond(), b.onFirst() / b.onSecond()));
        double left = first * problem.utilisationLimit();
        double rest = 0;
        for (Load load : loads) {
            if (Double.isInfinite(load.onFirst()) && Double.isInfinite(load.onSecond())) {
                return false;
            }
            double share = Double.isInfinite(load.onFirst()) ? 0 : Math.min(1, Math.max(0, left) / load.onFirst());
            left -= share == 0 ? 0 : share * load.onFirst();
            rest += share > 1 - 1e-9 ? 0 : (1 - share) * load.onSecond();
        }
        return rest <= second * problem.utilisationLimit() + 1e-9;
    }
}
