package dev.lepton.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.money.Money;
import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointPlanner;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.LargePlanner;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LargePlannerTest {
    private static final LargePlanner LARGE = new LargePlanner(
            NativeSolver.of(NativeSolver.Engine.SCIP, 10_000),
            NativeSolver.of(NativeSolver.Engine.SCIP, 1_000, 1e-4),
            new NativeLinear(),
            line -> {});
    private static final JointPlanner EXACT = new JointPlanner(NativeSolver.of(NativeSolver.Engine.SCIP, 100_000));

    /** Its bound is below the optimum and its plan is none that the exact planner would forbid. */
    @Test
    void boundAndPlanEncloseTheOptimum() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 12; i++) {
            JointProblem problem = JointPlannerTest.random(random);
            double best = EXACT.cheapest(problem).orElseThrow().total().toDouble();
            JointPlan plan = LARGE.solve(problem).orElseThrow();
            assertTrue(plan.bound().toDouble() <= best * (1 + 1e-6));
            assertTrue(plan.total().toDouble() >= best * (1 - 1e-6));
        }
    }

    /**
     * Some services are busy by day and some by night, machines are kept or paid by the hour, most places stay empty, power and carbon may bind: prices of empty
     * places must not promise more than machines there could earn.
     */
    @Test
    void theBoundHoldsWhereMachinesAreKeptOrPaidByTheHour() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 20; i++) {
            Joint joint = new Joint().slot("day", 300).slot("night", 430);
            for (int p = 0; p < 5; p++) {
                double price = 1 + random.nextInt(40) / 10.0;
                joint.place("p" + p, 2, Joint.onDemand("" + price), Joint.year("" + 0.6 * price));
            }
            for (int s = 0; s < 4; s++) {
                joint.service("s" + s, 1.0 + random.nextInt(9), 1.0 + random.nextInt(9));
                for (int p = 0; p < 5; p++) {
                    joint.serves(p, 1 + random.nextInt(2), 1 + random.nextInt(40) / 10.0, false);
                }
            }
            JointProblem free = joint.problem();
            JointPlan cheapest = EXACT.cheapest(free).orElseThrow();
            joint.limits = Limits.none()
                    .withKilowatts(Map.of("site", 12.0 + random.nextInt(20)))
                    .withKilograms(OptionalDouble.of(cheapest.kilograms() * (0.9 + 0.3 * random.nextDouble())));
            for (JointProblem problem : List.of(free, joint.problem())) {
                Optional<JointPlan> best = EXACT.cheapest(problem);
                Optional<JointPlan> plan = LARGE.solve(problem);
                if (best.isPresent() && plan.isPresent()) {
                    double least = best.get().total().toDouble();
                    assertTrue(plan.get().bound().toDouble() <= least * (1 + 1e-6), "instance " + i);
                    assertTrue(plan.get().total().toDouble() >= least * (1 - 1e-6), "instance " + i);
                }
                assertTrue(best.isPresent() || plan.isEmpty(), "instance " + i);
            }
        }
    }

    /** Enough works that prices come from a sample of them first. */
    @Test
    void veryManyWorksBeginWithASample() {
        List<String> told = new ArrayList<>();
        LargePlanner planner = new LargePlanner(
                NativeSolver.of(NativeSolver.Engine.SCIP, 10_000),
                NativeSolver.of(NativeSolver.Engine.SCIP, 1_000, 1e-4),
                new NativeLinear(),
                told::add);
        Joint joint = new Joint().place("a", 8, Joint.onDemand("8")).place("b", 8, Joint.onDemand("9"));
        for (int s = 0; s < 2000; s++) {
            joint.service("s" + s, 1.0).serves(0, 1, 1, false).serves(1, 1, 1, false);
        }
        JointPlan plan = planner.solve(joint.problem()).orElseThrow();
        assertEquals("a sample of 1000 works first", told.get(0));
        assertEquals(2000 * 730.0, plan.total().toDouble());
        assertTrue(plan.gap() < 1e-6);
    }

    @Test
    void manyAlikeServicesFillWholeMachines() {
        Joint joint = new Joint().place("a", 8, Joint.onDemand("8")).place("b", 8, Joint.onDemand("9"));
        for (int s = 0; s < 64; s++) {
            joint.service("s" + s, 1.0).serves(0, 1, 1, false).serves(1, 1, 1, false);
        }
        JointPlan plan = LARGE.solve(joint.problem()).orElseThrow();
        assertEquals(8 * 8 * 730.0, plan.total().toDouble());
        assertTrue(plan.gap() < 1e-6);
    }

    @Test
    void aBudgetThatIsJustEnough() {
        Joint joint = new Joint().place("a", 8, Joint.onDemand("8"));
        for (int s = 0; s < 16; s++) {
            joint.service("s" + s, 1.0).serves(0, 1, 1, false);
        }
        joint.limits =
                new Limits(Optional.of(Money.usd("11680")), Map.of(), OptionalDouble.empty(), Optional.empty(), 0, 0);
        assertEquals(
                Money.usd("11680"), LARGE.solve(joint.problem()).orElseThrow().total());
    }

    @Test
    void spotRunsAndSeveralBucketsArePlannedToo() {
        Joint joint = new Joint()
                .place("a", 2, Joint.onDemand("2"), Joint.spot("0.60"))
                .place("b", 2, Joint.onDemand("2.20"), Joint.spot("0.50"));
        for (int s = 0; s < 10; s++) {
            joint.service("s" + s, 4.0 + s).serves(0, 1, 1, true, Lever.SPOT).serves(1, 1, 1.1, true, Lever.SPOT);
        }
        joint.run("r", 300, OptionalDouble.empty()).finishes(0, 2, 100, true).finishes(1, 2, 90, true);
        JointProblem problem = joint.problem();
        JointPlan plan = LARGE.solve(problem).orElseThrow();
        double best = EXACT.cheapest(problem).orElseThrow().total().toDouble();
        assertTrue(plan.total().toDouble() >= best * (1 - 1e-6) && plan.total().toDouble() <= best * 1.1);
        assertTrue(plan.bound().toDouble() <= best * (1 + 1e-6));
    }
}
