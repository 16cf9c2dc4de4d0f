package dev.lepton.core.simulate.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.placement.Cluster;
import dev.lepton.core.placement.Node;
import dev.lepton.core.placement.Policies;
import dev.lepton.core.placement.TargetMix;
import dev.lepton.core.workload.GroupRule;
import dev.lepton.core.workload.Locality;
import dev.lepton.core.workload.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DeparturesTest {
    private static final Departures.Timed WHOLE = timed(1, 1000);

    private static Departures.Timed timed(int gpus, int milli) {
        return new Departures.Timed(new Requirement(1000, 0, gpus, milli, Set.of()), 1);
    }

    private static DeparturesOutcome run(
            int nodes, int gpusEach, double load, Departures.Waiting waiting, double moved, Departures.Timed... tasks) {
        List<Node> list = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            list.add(Node.of("n" + i, "T4", 64_000, 0, gpusEach));
        }
        Cluster cluster = new Cluster(list);
        List<Departures.Timed> timed = List.of(tasks);
        TargetMix mix = TargetMix.of(timed.stream().map(Departures.Timed::needs).toList());
        return Departures.run(
                cluster,
                timed,
                new Departures.Setting(
                        load, true, false, waiting, moved, 0.01, 50, moved > 0 || nodes == 4 ? 4000 : 40_000, 11),
                Policies.named("worst-fit", cluster, mix, 1).orElseThrow(),
                p -> {});
    }

    /** Erlang's loss formula (Erlang 1917): 5 GPUs offered 4 erlangs block B = 0.1991. */
    @Test
    void dropsAsErlangSays() {
        DeparturesOutcome outcome = run(5, 1, 0.8, Departures.Waiting.DROP, 0, WHOLE);
        double loss = (double) outcome.dropped() / outcome.arrived();
        assertEquals(0.1991, loss, 0.012);
        assertEquals(100 * loss, outcome.droppedGpuPercent(), 1e-9);
        assertEquals(100 * (1 - 0.8 * (1 - 0.1991)), outcome.unallocatedPercent(), 1.2);
    }

    /** Erlang's delay formula: of those who come to 5 GPUs with 4 erlangs, C = 0.5541 wait, on average 1 / (5 − 4). */
    @Test
    void waitsAsErlangSays() {
        DeparturesOutcome outcome = run(5, 1, 0.8, Departures.Waiting.FIFO, 0, WHOLE);
        assertEquals(0.5541, (double) outcome.waits().size() / outcome.arrived(), 0.04);
        assertEquals(
                1.0,
                outcome.waits().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0),
                0.2);
        assertEquals(0, outcome.dropped());
        assertEquals(20, outcome.unallocatedPercent(), 1.5);
    }

    @Test
    void movingMakesRoomWithinItsBudget() {
        Departures.Timed two = timed(2, 1000);
        DeparturesOutcome still = run(4, 2, 0.8, Departures.Waiting.DROP, 0, WHOLE, WHOLE, two);
        DeparturesOutcome moved = run(4, 2, 0.8, Departures.Waiting.DROP, 20_000, WHOLE, WHOLE, two);
        assertEquals(0, still.moves());
        assertTrue(moved.moves() > 0);
        assertTrue(
                moved.droppedGpuPercent() < still.droppedGpuPercent() - 1,
                moved.droppedGpuPercent() + " with moves, " + still.droppedGpuPercent() + " without.");
        assertEquals(moved, run(4, 2, 0.8, Departures.Waiting.DROP, 20_000, WHOLE, WHOLE, two));
    }

    /** Tasks of a group that want a node each: on four nodes of two GPUs never more than four run, half of the GPUs. */
    @Test
    void rulesHoldAsTasksComeAndGo() {
        Requirement apart = WHOLE.needs()
                .at(new Locality(
                        List.of(),
                        List.of(),
                        Set.of("g"),
                        List.of(new GroupRule(GroupRule.Kind.APART, "g", GroupRule.NODE, 0, 1))));
        Departures.Timed task = new Departures.Timed(apart, 1);
        DeparturesOutcome free = run(4, 2, 1.5, Departures.Waiting.DROP, 0, WHOLE);
        DeparturesOutcome kept = run(4, 2, 1.5, Departures.Waiting.DROP, 0, task);
        DeparturesOutcome moved = run(4, 2, 1.5, Departures.Waiting.DROP, 300, task);
        assertTrue(free.unallocatedPercent() < 25, "" + free.unallocatedPercent());
        // Erlang's loss for 4 servers offered 12 erlangs is 0.6985: 12 × (1 − 0.6985) = 3.618 of 8 GPUs run
        assertEquals(100 * (1 - 3.618 / 8), kept.unallocatedPercent(), 1);
        assertEquals(kept.unallocatedPercent(), moved.unallocatedPercent(), 1);
    }

    /** A task that is dropped waits for nothing: with all dropped there is no wait to tell. */
    @Test
    void droppedTasksDoNotWait() {
        DeparturesOutcome dropping = run(1, 1, 5, Departures.Waiting.DROP, 0, WHOLE);
        assertTrue(dropping.dropped() > dropping.arrived() / 2);
        assertEquals(0, dropping.waitedAtMost(0.99).orElseThrow());
        DeparturesOutcome none = new DeparturesOutcome(
                0, 3, 3, 100, 100, List.of(), 0, 0, dropping.stranded(), dropping.costOfMoves(), 0);
        assertTrue(none.waitedAtMost(0.5).isEmpty());
    }
}
