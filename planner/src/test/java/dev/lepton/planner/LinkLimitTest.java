package dev.lepton.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.plan.joint.Binding;
import dev.lepton.core.plan.joint.JointAnswer;
import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointPlanner;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.Limits;
import dev.lepton.core.plan.joint.Place;
import dev.lepton.core.plan.joint.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What may be sent over a site's link splits a service between the site and the cloud. */
final class LinkLimitTest {
    private static final JointPlanner PLANNER = new JointPlanner(NativeSolver.of(NativeSolver.Engine.SCIP, 100_000));

    /** 100 requests a second of 125,000 bytes are 100 Mbit/s. */
    private static JointProblem problem(Optional<String> origin, double megabits) {
        Joint joint = new Joint()
                .place("depot", 1, Joint.onDemand("2"))
                .place("cloud", 1, Joint.onDemand("1"))
                .service("cameras", 100.0)
                .serves(0, 1, 10, false)
                .serves(1, 1, 10, false);
        Place cloud = joint.places.get(1);
        joint.places.set(
                1,
                new Place(
                        cloud.name(),
                        cloud.machine(),
                        cloud.device(),
                        cloud.devices(),
                        "elsewhere",
                        Optional.empty(),
                        1,
                        cloud.gramsPerKwh(),
                        cloud.perKwh(),
                        cloud.most(),
                        cloud.supplies()));
        joint.works.set(
                0,
                new Work.Service(
                        "cameras",
                        OptionalDouble.empty(),
                        List.of("all"),
                        List.of(List.of(100.0)),
                        1,
                        0,
                        0.5,
                        false,
                        Optional.of(new Work.Traffic(origin, 125_000 / 1024.0))));
        return joint.problem().with(Limits.none().withMegabits(Map.of("site", megabits)));
    }

    @Test
    void halfIsServedWhereItArises() {
        // 50 Mbit/s carry half of it to the cloud: five machines there, five in the depot.
        JointPlan plan = PLANNER.cheapest(problem(Optional.of("site"), 50)).orElseThrow();
        assertEquals(730 * (5 * 2 + 5), plan.monthly().toDouble(), 1e-6);
        double shares = 0;
        for (JointPlan.Serving s : plan.serving()) {
            shares += s.shares().get(0).get(0);
        }
        assertEquals(1, shares, 1e-9);
        assertEquals(730 * 10, cost(problem(Optional.of("site"), 100)), 1e-6);
        assertEquals(730 * 20, cost(problem(Optional.of("site"), 0)), 1e-6);
    }

    @Test
    void whatArisesElsewhereCrossesToTheSite() {
        assertEquals(730 * 10, cost(problem(Optional.empty(), 0)), 1e-6);
    }

    @Test
    void aLinkThatBindsHasAPrice() {
        JointProblem problem = problem(Optional.of("site"), 59);
        JointPlan plan = PLANNER.cheapest(problem).orElseThrow();
        assertEquals(730 * (5 * 2 + 5), plan.monthly().toDouble(), 1e-6);
        List<Binding.Bound> bounds = Binding.of(problem, PLANNER, plan);
        assertEquals("link of site: one Mbit/s", bounds.get(0).name());
        assertEquals(730, bounds.get(0).saving().orElseThrow().toDouble(), 1e-6);
    }

    @Test
    void aLinkTooThinIsNamed() {
        JointProblem wide = problem(Optional.of("site"), 10);
        // Without machines in the depot all must cross.
        JointProblem none = wide.withWays(List.of(wide.ways().get(1)));
        JointAnswer answer = PLANNER.solve(none);
        assertTrue(answer instanceof JointAnswer.Impossible, answer.toString());
        assertTrue(
                ((JointAnswer.Impossible) answer).reasons().get(0).contains("the limits of links"), answer.toString());
    }

    private static double cost(JointProblem problem) {
        return PLANNER.cheapest(problem).orElseThrow().monthly().toDouble();
    }
}
