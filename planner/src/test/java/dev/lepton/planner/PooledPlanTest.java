package dev.lepton.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointPlanner;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.LargePlanner;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.QueueCheck;
import dev.lepton.core.plan.joint.Way;
import dev.lepton.core.plan.joint.Work;
import dev.lepton.core.queueing.EffectiveCapacity;
import dev.lepton.core.queueing.Pool;
import dev.lepton.core.queueing.PoolTable;
import dev.lepton.core.queueing.Variability;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Plans whose replicas are pools: n of them carry what the queue says, not n times one. */
final class PooledPlanTest {
    private static final JointPlanner PLANNER = new JointPlanner(NativeSolver.of(NativeSolver.Engine.SCIP, 100_000));

    private static Pool line(double rate) {
        return new Pool.Line(1, 1000 / rate, Variability.CHANCE, 100, 0.05);
    }

    private static Way.How.Serve serve(double rate, double load) {
        return new Way.How.Serve(List.of(rate), false, Optional.of(PoolTable.of(line(rate), 1, load / rate)));
    }

    /** Every count of machines of two kinds is tried: the plan costs what the best of them does, and keeps its promise. */
    @RepeatedTest(20)
    void noCountOfMachinesIsCheaper(RepetitionInfo info) {
        SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
        double load = 1 + 30 * random.nextDouble();
        double[] rates = {4 + 4 * random.nextDouble(), 8 + 8 * random.nextDouble()};
        double[] prices = {1 + random.nextInt(3), 2 + random.nextInt(4)};
        Joint joint = new Joint()
                .place("a", 1, Joint.onDemand(String.valueOf((int) prices[0])))
                .place("b", 1, Joint.onDemand(String.valueOf((int) prices[1])))
                .service("s", load);
        for (int p = 0; p < 2; p++) {
            joint.serves(p, 1, rates[p], false);
            joint.ways.set(p, with(joint.ways.get(p), serve(rates[p], load)));
        }
        JointProblem problem = joint.problem();
        JointPlan plan = PLANNER.cheapest(problem).orElseThrow();
        double best = Double.POSITIVE_INFINITY;
        EffectiveCapacity a = line(rates[0]).capacity();
        EffectiveCapacity b = line(rates[1]).capacity();
        for (int n = 0; n <= 16; n++) {
            for (int m = 0; m <= 16; m++) {
                if (a.of(n) * rates[0] + b.of(m) * rates[1] >= load) {
                    best = Math.min(best, 730 * (n * prices[0] + m * prices[1]));
                }
            }
        }
        // Beyond eight replicas the table may be half a percent below the queue: one machine at most.
        double one = 730 * Math.max(prices[0], prices[1]);
        int most =
                plan.serving().stream().mapToInt(s -> s.replicas().get(0)).max().orElse(0);
        double over = plan.monthly().toDouble() - best;
        assertTrue(over > -1e-6 && over < (most <= PoolTable.EXACT ? 1e-6 : one), over + " dearer than " + best);
        List<QueueCheck.Pooled> pools = QueueCheck.of(problem, plan);
        assertTrue(pools.size() >= 1);
        pools.forEach(p -> assertTrue(p.waits().meets(), p.toString()));
    }

    private static Way with(Way way, Way.How how) {
        return new Way(
                way.work(),
                way.settings(),
                way.changes(),
                way.place(),
                way.devices(),
                way.watts(),
                way.accuracy(),
                way.confidence(),
                how);
    }

    @Test
    void aPromiseOfWaitsCostsMoreThanFullMachinesAndLessThanThatOfTwoLines() {
        Joint joint = new Joint().place("a", 1, Joint.onDemand("1")).service("s", 60.0);
        joint.serves(0, 1, 10, false);
        assertEquals(
                6 * 730,
                PLANNER.cheapest(joint.problem()).orElseThrow().monthly().toDouble(),
                1e-6);
        joint.ways.set(0, with(joint.ways.get(0), serve(10, 60)));
        assertEquals(
                8 * 730,
                PLANNER.cheapest(joint.problem()).orElseThrow().monthly().toDouble(),
                1e-6);
        Joint apart = new Joint().place("a", 1, Joint.onDemand("1"));
        for (int i = 0; i < 2; i++) {
            apart.service("s" + i, 30.0).serves(0, 1, 10, false);
            apart.ways.set(i, with(apart.ways.get(i), serve(10, 30)));
        }
        assertEquals(
                10 * 730,
                PLANNER.cheapest(apart.problem()).orElseThrow().monthly().toDouble(),
                1e-6);
    }

    /** Fewer than three replicas keep no promise; where nobody comes one that is kept ready promises nothing. */
    @Test
    void aSlotWithoutLoadNeedsItsFewestOnly() {
        Joint joint = new Joint()
                .slot("day", 300)
                .slot("night", 430)
                .place("a", 1, Joint.onDemand("1"))
                .service("s", 10.0, 0.0)
                .serves(0, 1, 10, false);
        PoolTable three = new PoolTable(line(10), List.of(new PoolTable.Step(3, 0.5)));
        joint.ways.set(0, with(joint.ways.get(0), new Way.How.Serve(List.of(10.0), false, Optional.of(three))));
        joint.works.set(
                0,
                new Work.Service(
                        "s", OptionalDouble.empty(), List.of("all"), List.of(List.of(10.0), List.of(0.0)), 1, 1, 0.5));
        JointPlan plan = PLANNER.cheapest(joint.problem()).orElseThrow();
        assertEquals(3 * 300 + 430, plan.monthly().toDouble(), 1e-6);
    }

    @Test
    void thousandsOfWorksGoByTheSameTable() {
        Joint joint = new Joint().place("a", 1, Joint.onDemand("1")).service("s", 60.0);
        joint.serves(0, 1, 10, false);
        joint.ways.set(0, with(joint.ways.get(0), serve(10, 60)));
        NativeSolver solver = NativeSolver.of(NativeSolver.Engine.SCIP, 100_000);
        JointPlan plan = new LargePlanner(solver, solver, new NativeLinear(), s -> {})
                .solve(joint.problem())
                .orElseThrow();
        assertEquals(8 * 730, plan.monthly().toDouble(), 1e-6);
    }

    /** Two forms side by side are cheapest, 3 + 1; of one form alone the load needs two of the large or four of the small machines. */
    @Test
    void oneFormAtATimeWhereAsked() {
        Joint joint = new Joint().place("a", 1, Joint.onDemand("1")).place("b", 1, Joint.onDemand("3"));
        joint.service("s", 14.0).serves(0, 1, 4, false).serves(1, 1, 10, false, Lever.VARIANT);
        assertEquals(
                4 * 730,
                PLANNER.cheapest(joint.problem()).orElseThrow().monthly().toDouble(),
                1e-6);
        Joint dear = new Joint().place("a", 1, Joint.onDemand("1")).place("b", 1, Joint.onDemand("2"));
        dear.service("s", 14.0).serves(0, 1, 4, false).serves(1, 1, 10, false, Lever.VARIANT);
        assertEquals(
                3 * 730,
                PLANNER.cheapest(dear.problem()).orElseThrow().monthly().toDouble(),
                1e-6);
        dear.works.set(
                0,
                new Work.Service(
                        "s",
                        OptionalDouble.empty(),
                        List.of("all"),
                        List.of(List.of(14.0)),
                        1,
                        0,
                        0.5,
                        true,
                        Optional.empty()));
        JointPlan one = PLANNER.cheapest(dear.problem()).orElseThrow();
        assertEquals(4 * 730, one.monthly().toDouble(), 1e-6);
        assertEquals(1, one.serving().size());
    }
}
