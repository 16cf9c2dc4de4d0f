package dev.lepton.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.money.Money;
import dev.lepton.core.plan.PlainSolver;
import dev.lepton.core.plan.joint.Binding;
import dev.lepton.core.plan.joint.JointAnswer;
import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointPlanner;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.Layered;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.LeverSavings;
import dev.lepton.core.plan.joint.Limits;
import dev.lepton.core.plan.joint.Place;
import dev.lepton.core.plan.joint.Transition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class JointPlannerTest {
    private static final JointPlanner PLANNER = new JointPlanner(NativeSolver.of(NativeSolver.Engine.SCIP, 100_000));

    private static JointPlan cheapest(JointProblem problem) {
        return PLANNER.cheapest(problem).orElseThrow();
    }

    /** 20 by day, 5 by night; a machine does 5. Four by day, one by night: one is busy always and committed to, three by day only. */
    @Test
    void commitsToWhatIsBusyLongEnough() {
        JointProblem problem = new Joint()
                .slot("day", 300)
                .slot("night", 430)
                .place("a", 1, Joint.onDemand("2"), Joint.year("1.20"))
                .service("s", 20.0, 5.0)
                .serves(0, 1, 5, false)
                .problem();
        JointPlan plan = cheapest(problem);
        // 730 × 1.20 for the first; 300 × 2 for each of three, cheaper than 730 × 1.20 = 876.
        assertEquals(Money.usd("2676"), plan.monthly());
        assertTrue(plan.optimal());
        assertEquals(plan.total(), plan.bound());
        assertEquals((4 * 300 + 430) * 1.5, plan.kwh(), 1e-6);
    }

    /** Two services that need half a machine each share one; apart each would pay a whole one. */
    @Test
    void servicesShareMachines() {
        Joint joint = new Joint().place("a", 8, Joint.onDemand("8"));
        joint.service("s", 10.0).serves(0, 4, 10, false).service("t", 7.0).serves(0, 4, 7, false);
        assertEquals(Money.usd("5840"), cheapest(joint.problem()).monthly());
    }

    /** A run takes 100 hours of 8 devices: in the night the committed machine is idle, so it costs nothing more. */
    @Test
    void runsFillWhatIsIdle() {
        Joint joint =
                new Joint().slot("day", 300).slot("night", 430).place("a", 8, Joint.onDemand("10"), Joint.year("4"));
        joint.service("s", 8.0, 0.0)
                .serves(0, 8, 8, false)
                .run("r", 500, OptionalDouble.empty())
                .finishes(0, 8, 100, false);
        JointPlan plan = cheapest(joint.problem());
        // Committed: 730 × 4 = 2,920 and the run for nothing; by the hour 3,000 and 1,000.
        assertEquals(Money.usd("2920"), plan.monthly());
        JointPlan.Chosen run = plan.chosen().get(0);
        assertEquals(JointPlan.Machines.KEPT, run.on());
        assertEquals(0, run.hours().get(0), 1e-6);
        assertEquals(100, run.hours().get(1), 1e-6);
    }

    /** Half of the load must survive the loss of the one place with spot machines, so half is not on them. */
    @Test
    void notAllOnMachinesThatMayBeTaken() {
        JointProblem problem = new Joint()
                .place("a", 1, Joint.onDemand("2"), Joint.spot("0.50"))
                .service("s", 10.0)
                .serves(0, 1, 1, true, Lever.SPOT)
                .problem();
        JointPlan plan = cheapest(problem);
        // 730 × (5 × 2 + 5 × 0.50 × 1.1)
        assertEquals(Money.usd("9307.50"), plan.monthly());
    }

    /** Two sizes of one device in one region are lost together: hiding half of the load in the other size is no safety. */
    @Test
    void sizesOfOneDeviceInOneRegionAreLostTogether() {
        Joint apart = new Joint()
                .place("small", 1, Joint.spot("0.50"))
                .place("large", 1, Joint.spot("0.50"))
                .place("firm", 1, Joint.onDemand("2"))
                .service("s", 10.0)
                .serves(0, 1, 1, true, Lever.SPOT)
                .serves(1, 1, 1, true, Lever.SPOT)
                .serves(2, 1, 1, false);
        // 730 × 10 × 0.50 × 1.1: five of each.
        assertEquals(Money.usd("4015"), cheapest(apart.problem()).monthly());
        JointProblem together = apart.problem()
                .withPlaces(apart.places.stream()
                        .map(p -> new Place(
                                p.name(),
                                p.machine(),
                                p.device(),
                                p.devices(),
                                p.region(),
                                "one domain",
                                p.site(),
                                p.pue(),
                                p.gramsPerKwh(),
                                p.perKwh(),
                                p.most(),
                                p.supplies()))
                        .toList());
        // 730 × (5 × 2 + 5 × 0.50 × 1.1): half must be firm.
        assertEquals(Money.usd("9307.50"), cheapest(together).monthly());
    }

    @Test
    void unlikeDevicesServeTogetherWhenThatIsCheaper() {
        // Mélange's example in our form: 4.68 an hour.
        assertEquals(Money.usd("3416.40"), cheapest(melange()).monthly());
    }

    private static JointProblem melange() {
        Joint joint = new Joint().place("A10G", 1, Joint.onDemand("1.01")).place("A100", 1, Joint.onDemand("3.67"));
        List<Double> rates = List.of(6.0, 3.0, 15.0, 6.0);
        joint.works.add(new dev.lepton.core.plan.joint.Work.Service(
                "m", OptionalDouble.empty(), List.of("a", "b", "c", "d"), List.of(rates), 1, 0, 0));
        joint.ways.add(wayOf(0, List.of(2.0, 1.0, 5.0, 2.0)));
        joint.ways.add(wayOf(1, List.of(20.0, 20.0, 40.0, 20.0)));
        return joint.problem();
    }

    private static dev.lepton.core.plan.joint.Way wayOf(int place, List<Double> rates) {
        return new dev.lepton.core.plan.joint.Way(
                0,
                Map.of(),
                Set.of(),
                java.util.OptionalInt.of(place),
                1,
                OptionalDouble.empty(),
                Optional.empty(),
                dev.lepton.core.evidence.Confidence.MEASURED,
                new dev.lepton.core.plan.joint.Way.How.Serve(rates, false));
    }

    @Test
    void choosingTogetherBeatsLayerByLayer() {
        // On today's device the new variant saves nothing; on the other device it saves most. Device alone: dearer.
        // Together: cheaper.
        Joint joint = new Joint().place("old", 1, Joint.onDemand("1")).place("new", 1, Joint.onDemand("1.50"));
        joint.service("s", 12.0)
                .serves(0, 1, 4, false)
                .serves(0, 1, 4, false, Lever.VARIANT)
                .serves(1, 1, 4, false, Lever.DEVICE)
                .serves(1, 1, 12, false, Lever.VARIANT, Lever.DEVICE);
        JointProblem problem = joint.problem();
        List<Layered.Step> steps = new Layered(PLANNER).of(problem);
        Money layered = steps.get(steps.size() - 1).cost().orElseThrow();
        Money together = cheapest(problem).total();
        assertEquals(Money.usd("1095"), together);
        assertTrue(layered.compareTo(together) >= 0);
        var savings =
                LeverSavings.of(problem, PLANNER::anyCheapest, steps.get(0).cost(), together);
        assertEquals(2, savings.size());
        savings.forEach(s -> assertEquals(Optional.of(Money.usd("0")), s.alone()));
        savings.forEach(s -> assertEquals(Optional.of(Money.usd("1095")), s.missed()));
    }

    @Test
    void budgetTooSmallNamesTheLeastLoss() {
        Joint joint = new Joint().place("a", 1, Joint.onDemand("1"));
        joint.run("dear", 700, OptionalDouble.of(1000)).finishes(0, 1, 100, false);
        joint.run("cheap", 700, OptionalDouble.of(10)).finishes(0, 1, 60, false);
        joint.run("must", 700, OptionalDouble.empty()).finishes(0, 1, 50, false);
        joint.limits = budget("170");
        JointAnswer.OverBudget over = assertInstanceOf(JointAnswer.OverBudget.class, PLANNER.solve(joint.problem()));
        assertEquals(Money.usd("40"), over.over());
        JointAnswer.Cuts cuts = over.cuts().orElseThrow();
        assertEquals(List.of(1), cuts.rest().undone());
        assertEquals(10, cuts.loss().toDouble(), 1e-6);
        assertEquals(List.of(Money.usd("60")), cuts.saved());
        assertEquals(Money.usd("150"), cuts.rest().monthly());
        joint.limits = budget("40");
        JointAnswer none = PLANNER.solve(joint.problem());
        assertTrue(assertInstanceOf(JointAnswer.OverBudget.class, none).cuts().isEmpty());
    }

    private static Limits budget(String amount) {
        return new Limits(Optional.of(Money.usd(amount)), Map.of(), OptionalDouble.empty(), Optional.empty(), 0, 0);
    }

    @Test
    void anImpossibleDeadlineIsNamed() {
        Joint joint = new Joint().place("a", 1, Joint.onDemand("1"));
        joint.run("late", 10, OptionalDouble.empty()).finishes(0, 1, 60, false);
        JointAnswer no = PLANNER.solve(joint.problem());
        assertEquals(
                List.of("late cannot end within its 10.0 hours: the fastest way takes 60.0."),
                assertInstanceOf(JointAnswer.Impossible.class, no).reasons());
    }

    @Test
    void powerAndStockBind() {
        Joint joint = new Joint().place("a", 1, Joint.onDemand("1", 0, 3)).place("b", 1, Joint.onDemand("3"));
        joint.service("s", 5.0).serves(0, 1, 1, false).serves(1, 1, 1, false);
        JointPlan plan = cheapest(joint.problem());
        assertEquals(Money.usd("6570"), plan.monthly()); // 3 × 1 + 2 × 3
        List<Binding.Bound> bounds = Binding.of(joint.problem(), PLANNER, plan);
        assertEquals("stock of a on on-demand: one machine", bounds.get(0).name());
        assertEquals(Optional.of(Money.usd("1460")), bounds.get(0).saving());
        joint.limits =
                new Limits(Optional.empty(), Map.of("site", 7.4), OptionalDouble.empty(), Optional.empty(), 0, 0);
        // Five replicas draw 5 kW × 1.5 = 7.5 kW.
        JointAnswer no = PLANNER.solve(joint.problem());
        assertTrue(assertInstanceOf(JointAnswer.Impossible.class, no)
                .reasons()
                .get(0)
                .startsWith("Not all works can be done under the power limits"));
    }

    @Test
    void movesKeepTheLoadServed() {
        Joint joint = new Joint().place("old", 1, Joint.onDemand("3", 4, 9)).place("new", 1, Joint.onDemand("1"));
        joint.service("s", 4.0).serves(0, 1, 1, false).serves(1, 1, 2, false, Lever.DEVICE);
        JointProblem problem = joint.problem();
        List<Transition.Step> steps = Transition.of(problem, PLANNER, cheapest(problem));
        assertEquals(
                List.of(
                        new Transition.Step(List.of(new Transition.Move(1, 2)), true),
                        new Transition.Step(List.of(new Transition.Move(0, -4)), true)),
                steps);
    }

    @Test
    void robustPlansCarryStrongerLoads() {
        Joint joint = new Joint().place("a", 1, Joint.onDemand("1"));
        joint.service("s", 10.0).serves(0, 1, 1, false);
        joint.limits = new Limits(Optional.empty(), Map.of(), OptionalDouble.empty(), Optional.empty(), 1, 0.25);
        assertEquals(Money.usd("9490"), cheapest(joint.problem()).monthly()); // 13 machines for 12.5
    }

    /** The order of ways, works and places changes nothing; a dearer price or one way fewer never makes a plan cheaper; solvers agree. */
    @Test
    void randomProblems() {
        SplittableRandom random = new SplittableRandom(7);
        JointPlanner plain = new JointPlanner(new PlainSolver(20_000));
        JointPlanner other = new JointPlanner(NativeSolver.of(NativeSolver.Engine.CBC, 100_000));
        for (int i = 0; i < 12; i++) {
            JointProblem problem = random(random);
            double cost = cheapest(problem).total().toDouble();
            assertTrue(PLANNER.inParts(problem).orElseThrow().toDouble() <= cost * (1 + 1e-6));
            assertEquals(cost, other.cheapest(problem).orElseThrow().total().toDouble(), 1e-6 * cost);
            List<dev.lepton.core.plan.joint.Way> reversed = new java.util.ArrayList<>(problem.ways());
            java.util.Collections.reverse(reversed);
            assertEquals(cost, cheapest(problem.withWays(reversed)).total().toDouble(), 1e-6 * cost);
            JointProblem fewer =
                    problem.withWays(problem.ways().subList(1, problem.ways().size()));
            PLANNER.cheapest(fewer).ifPresent(p -> assertTrue(p.total().toDouble() >= cost * (1 - 1e-6)));
            if (i < 4) {
                assertEquals(cost, plain.cheapest(problem).orElseThrow().total().toDouble(), 1e-6 * cost);
            }
        }
    }

    static JointProblem random(SplittableRandom random) {
        Joint joint = new Joint().slot("day", 300).slot("night", 430);
        int places = 2 + random.nextInt(2);
        for (int p = 0; p < places; p++) {
            int cents = 100 + random.nextInt(400);
            joint.place(
                    "p" + p, 2, Joint.onDemand(cents / 100 + "." + cents % 100), Joint.year("" + (cents / 150 + 1)));
        }
        int services = 1 + random.nextInt(3);
        for (int s = 0; s < services; s++) {
            double day = 1 + random.nextInt(9);
            joint.service("s" + s, day, day / 2);
            for (int p = 0; p < places; p++) {
                joint.serves(p, 1 + random.nextInt(2), 1 + random.nextInt(4), false);
            }
        }
        joint.run("r", 200, OptionalDouble.empty());
        for (int p = 0; p < places; p++) {
            joint.finishes(p, 2, 20 + random.nextInt(60), false);
        }
        return joint.problem();
    }
}
