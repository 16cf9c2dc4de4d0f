package dev.lepton.core.placement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Reason;
import dev.lepton.core.workload.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class ClusterStateTest {
    private record Running(Requirement task, Decision.Placed where) {}

    @Test
    void theFirstReasonThatAppliesIsGiven() {
        Cluster cluster = new Cluster(List.of(
                Node.of("a", "T4", 4000, 1024, 2),
                Node.of("b", "A100", 4000, 1024, 2),
                Node.of("c", "T4", 8000, 4096, 1)));
        ClusterState state = new ClusterState(cluster);
        assertEquals(Optional.of(Reason.NO_SUCH_GPU_MODEL), state.refusal(task(0, 0, 1, 1000, "T4"), 1));
        assertEquals(Optional.of(Reason.TOO_FEW_GPUS), state.refusal(task(0, 0, 2, 1000), 2));
        assertEquals(Optional.of(Reason.NOT_ENOUGH_CPU), state.refusal(task(5000, 0, 1, 1000), 0));
        assertEquals(Optional.of(Reason.NOT_ENOUGH_MEMORY), state.refusal(task(1000, 2048, 1, 1000), 0));
        state.place(task(0, 0, 1, 300), new Decision.Placed(0, 0b10));
        assertEquals(Optional.of(Reason.NO_GPU_WITH_ENOUGH_LEFT), state.refusal(task(0, 0, 2, 800), 0));
        assertEquals(Optional.empty(), state.refusal(task(0, 0, 2, 700), 0));
        assertEquals(1, state.partlyUsedGpus());
        assertEquals(4700, state.freeGpuMilli());
        state.close(2, true);
        assertEquals(
                Map.of(Reason.CLOSED, 1, Reason.NO_GPU_WITH_ENOUGH_LEFT, 1, Reason.NO_SUCH_GPU_MODEL, 1),
                state.refused(task(0, 0, 2, 1000, "T4")).nodes());
        state.close(2, false);
        assertTrue(state.fits(task(0, 0, 1, 1000, "T4"), 2));
    }

    @Test
    void whatDoesNotFitIsNeitherPlacedNorReleased() {
        ClusterState state = new ClusterState(new Cluster(List.of(Node.of("a", "T4", 4000, 1024, 2))));
        assertThrows(
                IllegalArgumentException.class, () -> state.place(task(0, 0, 1, 500), new Decision.Placed(0, 0b11)));
        assertThrows(
                IllegalArgumentException.class, () -> state.place(task(0, 0, 1, 500), new Decision.Placed(0, 0b100)));
        assertThrows(
                IllegalArgumentException.class, () -> state.release(task(0, 0, 1, 500), new Decision.Placed(0, 0b1)));
        state.place(task(0, 0, 1, 500), new Decision.Placed(0, 0b1));
        assertThrows(
                IllegalArgumentException.class, () -> state.release(task(0, 0, 1, 500), new Decision.Placed(0, 0b10)));
        assertEquals(500, state.gpuFreeMilli(0, 0));
    }

    @RepeatedTest(200)
    void amountsStayExact(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        Cluster cluster = cluster(random);
        ClusterState state = new ClusterState(cluster);
        PlacementPolicy any = new RandomFit(seed.getCurrentRepetition());
        List<Running> running = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            if (!running.isEmpty() && random.nextInt(3) == 0) {
                Running done = running.remove(random.nextInt(running.size()));
                state.release(done.task(), done.where());
            } else {
                Requirement task = task(random);
                if (any.decide(state, task) instanceof Decision.Placed where) {
                    state.place(task, where);
                    running.add(new Running(task, where));
                }
            }
            check(state, running);
        }
        running.forEach(r -> state.release(r.task(), r.where()));
        ClusterState fresh = new ClusterState(cluster);
        assertArrayEquals(fresh.gpuFree, state.gpuFree);
        assertArrayEquals(fresh.cpuFree, state.cpuFree);
        assertArrayEquals(fresh.memoryFree, state.memoryFree);
        assertEquals(cluster.capacityGpuMilli(), state.freeGpuMilli());
    }

    private static void check(ClusterState state, List<Running> running) {
        long free = 0;
        for (int n = 0; n < state.cluster().size(); n++) {
            int node = n;
            int cpu = running.stream()
                    .filter(r -> r.where().node() == node)
                    .mapToInt(r -> r.task().cpuMilli())
                    .sum();
            assertEquals(state.cluster().node(n).cpuMilli() - cpu, state.cpuFreeMilli(n));
            assertTrue(state.cpuFreeMilli(n) >= 0 && state.memoryFreeMib(n) >= 0);
            int total = 0;
            for (int g = 0; g < state.cluster().node(n).gpus(); g++) {
                assertTrue(state.gpuFreeMilli(n, g) >= 0 && state.gpuFreeMilli(n, g) <= 1000);
                total += state.gpuFreeMilli(n, g);
            }
            assertEquals(total, state.gpuTotalFree[n]);
            free += total;
        }
        assertEquals(free, state.freeGpuMilli());
    }

    static Cluster cluster(Random random) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            nodes.add(Node.of(
                    "n" + i,
                    random.nextBoolean() ? "T4" : "A100",
                    1000 * random.nextInt(64),
                    1024 * random.nextInt(64),
                    random.nextInt(9)));
        }
        return new Cluster(nodes);
    }

    static Requirement task(Random random) {
        int gpus = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(random.nextInt(4) == 0 ? 8 : 1);
        int milli = gpus == 0 ? 0 : random.nextBoolean() ? 1000 : 1 + random.nextInt(1000);
        Set<String> models = gpus > 0 && random.nextInt(5) == 0 ? Set.of("T4") : Set.of();
        return new Requirement(500 * random.nextInt(16), 512 * random.nextInt(16), gpus, milli, models);
    }

    static Requirement task(int cpu, int memory, int gpus, int milli, String... models) {
        return new Requirement(cpu, memory, gpus, milli, Set.of(models));
    }
}
