package dev.lepton.core.simulate.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.placement.Cluster;
import dev.lepton.core.placement.Node;
import dev.lepton.core.placement.Policies;
import dev.lepton.core.placement.TargetMix;
import dev.lepton.core.simulate.packing.Packing;
import dev.lepton.core.simulate.packing.PackingOutcome;
import dev.lepton.core.workload.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PackingFloorTest {
    private static Requirement task(int cpu, int gpus, int milli, String... models) {
        return new Requirement(cpu, 0, gpus, milli, Set.of(models));
    }

    private static Cluster gpus(int count) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nodes.add(Node.of("n" + i, "T4", 8000, 0, 1));
        }
        return new Cluster(nodes);
    }

    /** Half the tasks take 600, half 400: together they fill a GPU. Without the 400s, 400 of each are lost. */
    @Test
    void sharesAreCutFromGpus() {
        assertEquals(0, floor(gpus(10), List.of(task(1, 1, 600), task(1, 1, 400)), 100), 1e-6);
        assertEquals(40, floor(gpus(10), List.of(task(1, 1, 600)), 100), 1e-6);
        assertEquals(70, floor(gpus(10), List.of(task(1, 1, 600)), 30), 1e-6);
        // 600 and 400 as 3 : 1 in number, 2200 asked for with each 400: 5 of those in 11,000, and 15 of 600, of which
        // 10 fit
        assertEquals(
                20,
                floor(gpus(10), List.of(task(1, 1, 600), task(1, 1, 600), task(1, 1, 600), task(1, 1, 400)), 110),
                1e-6);
    }

    @Test
    void cpuAndModelsBindToo() {
        // 8 cores a node, 16 asked for each GPU: nothing fits; 6 do
        assertEquals(100, floor(gpus(4), List.of(task(16_000, 1, 1000)), 100), 1e-6);
        assertEquals(0, floor(gpus(4), List.of(task(6_000, 1, 1000)), 100), 1e-6);
        assertEquals(100, floor(gpus(4), List.of(task(1, 1, 1000, "A100")), 100), 1e-6);
        // two halves on one GPU need 10 cores of 8: 8 / 5 = 1.6 halves each
        assertEquals(20, floor(gpus(4), List.of(task(5_000, 1, 500)), 100), 1e-6);
    }

    @Test
    void noPolicyBeatsIt() {
        List<Requirement> tasks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            tasks.add(task(1000, 1, 600));
            tasks.add(task(1000, 1, 350));
            tasks.add(task(2000, 1, 1000));
        }
        Cluster cluster = gpus(70);
        int[] inOrder = new int[tasks.size()];
        for (int i = 0; i < inOrder.length; i++) {
            inOrder[i] = i;
        }
        long asked = tasks.stream().mapToLong(Requirement::totalGpuMilli).sum();
        double floor = floor(cluster, tasks, 100.0 * asked / cluster.capacityGpuMilli());
        for (String name : Policies.names()) {
            PackingOutcome outcome = Packing.run(
                    cluster,
                    tasks,
                    inOrder,
                    Policies.named(name, cluster, TargetMix.of(tasks), 1).orElseThrow(),
                    n -> {});
            assertTrue(outcome.unallocatedPercent() >= floor - 1e-6, name + " beats the floor.");
        }
    }

    private static double floor(Cluster cluster, List<Requirement> tasks, double arrived) {
        return new PackingFloor(cluster, tasks).unallocatedPercent(arrived);
    }
}
