package dev.lepton.compress.split;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.compress.split.Partition.Objective;
import dev.lepton.core.evidence.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class PartitionerTest {
    private static final double NONE = Double.POSITIVE_INFINITY;

    /** Whole numbers, so that sums in any order are the same. */
    private static Workload drawn(Random random, int n, double edges, int kinds) {
        double[][] seconds = new double[kinds][n];
        double[] bytes = new double[n];
        double[] transfer = new double[n];
        int[][] successors = new int[n][];
        for (int v = 0; v < n; v++) {
            for (int k = 0; k < kinds; k++) {
                seconds[k][v] = 1 + random.nextInt(30);
            }
            bytes[v] = 1 + random.nextInt(10);
            transfer[v] = random.nextInt(8);
            int from = v;
            successors[v] = IntStream.range(v + 1, n)
                    .filter(w -> (w == from + 1 && random.nextInt(3) > 0) || random.nextDouble() < edges)
                    .toArray();
        }
        return new Workload(seconds, bytes, transfer, successors);
    }

    /** Every way to give each node one of the devices in one order of devices such that nothing is read backwards. */
    private static double exhaustive(Workload work, List<Device> devices, Objective objective) {
        List<Integer> units = new ArrayList<>();
        for (int k = 0; k < devices.size(); k++) {
            for (int c = 0; c < devices.get(k).count(); c++) {
                units.add(k);
            }
        }
        double best = NONE;
        for (List<Integer> order : permutations(units)) {
            best = Math.min(best, assign(work, devices, objective, order, new int[work.size()], 0, best));
        }
        return best;
    }

    private static Set<List<Integer>> permutations(List<Integer> units) {
        if (units.isEmpty()) {
            return Set.of(List.of());
        }
        Set<List<Integer>> all = new HashSet<>();
        for (int i = 0; i < units.size(); i++) {
            List<Integer> rest = new ArrayList<>(units);
            int first = rest.remove(i);
            for (List<Integer> p : permutations(rest)) {
                List<Integer> one = new ArrayList<>(List.of(first));
                one.addAll(p);
                all.add(one);
            }
        }
        return all;
    }

    private static double assign(
            Workload work,
            List<Device> devices,
            Objective objective,
            List<Integer> order,
            int[] stage,
            int v,
            double best) {
        if (v == work.size()) {
            double value = 0;
            for (int s = 0; s < order.size(); s++) {
                boolean[] set = new boolean[v];
                boolean any = false;
                for (int i = 0; i < v; i++) {
                    set[i] = stage[i] == s;
                    any |= set[i];
                }
                value = any ? objective.with(value, work.load(set, order.get(s), devices.get(order.get(s)))) : value;
            }
            return value;
        }
        int least = 0;
        for (int u : work.predecessors(v)) {
            least = Math.max(least, stage[u]);
        }
        double found = best;
        for (int s = least; s < order.size(); s++) {
            stage[v] = s;
            found = Math.min(found, assign(work, devices, objective, order, stage, v + 1, found));
        }
        return found;
    }

    private static void checkWhole(Workload work, Partition partition, List<Device> devices, Objective objective) {
        int[] stage = new int[work.size()];
        int seen = 0;
        double value = 0;
        for (int s = 0; s < partition.stages().size(); s++) {
            boolean[] set = new boolean[work.size()];
            for (int v : partition.stages().get(s).nodes()) {
                stage[v] = s;
                set[v] = true;
                seen++;
            }
            int kind = partition.stages().get(s).kind();
            value = objective.with(value, work.load(set, kind, devices.get(kind)));
        }
        assertEquals(work.size(), seen);
        assertEquals(partition.value(), value, 1e-9);
        for (int v = 0; v < work.size(); v++) {
            for (int w : work.successors(v)) {
                assertTrue(stage[v] <= stage[w], "node " + w + " is read backwards");
            }
        }
    }

    @RepeatedTest(60)
    void noDivisionIsBetterThanTheProvenOne(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Objective objective = random.nextBoolean() ? Objective.THROUGHPUT : Objective.LATENCY;
        boolean alike = random.nextBoolean();
        double memory = random.nextBoolean() ? NONE : 40;
        List<Device> devices = alike
                ? List.of(new Device("a", 2 + random.nextInt(2), memory, 1))
                : List.of(new Device("a", 1, memory, 1), new Device("b", 1, NONE, 2), new Device("c", 1, memory, 0));
        int n = alike ? 4 + random.nextInt(11) : 3 + random.nextInt(8);
        Workload work = drawn(random, n, 0.3, devices.size());
        double best = exhaustive(work, devices, objective);
        if (best == NONE) {
            assertThrows(Problem.class, () -> new Partitioner(devices, objective).divide(work));
            return;
        }
        Partition partition = new Partitioner(devices, objective).divide(work);
        assertTrue(partition.proven());
        assertEquals(best, partition.value(), 1e-9);
        checkWhole(work, partition, devices, objective);
        new Partitioner(devices, objective).runs(work).ifPresent(runs -> {
            checkWhole(work, runs, devices, objective);
            assertTrue(runs.value() >= best - 1e-9);
        });
    }

    @Test
    void aChainIsCutInItsBestPlaces() {
        double[][] seconds = {{5, 1, 1, 5, 1, 5}};
        int[][] next = {{1}, {2}, {3}, {4}, {5}, {}};
        Workload work = new Workload(seconds, new double[6], new double[] {9, 0, 9, 9, 0, 9}, next);
        Partition cut = new Partitioner(List.of(new Device("x", 3, NONE, 1)), Objective.THROUGHPUT).divide(work);
        assertEquals(
                List.of(List.of(0, 1), List.of(2, 3, 4), List.of(5)),
                cut.stages().stream().map(Partition.Stage::nodes).toList());
        assertEquals(7, cut.value());
    }

    @RepeatedTest(20)
    void nodesOfOneColourShareADevice(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int n = 30;
        int[] colours = random.ints(n, 0, 12)
                .map(c -> c < 6 ? c : 100 + random.nextInt(1000))
                .toArray();
        Workload work = drawn(random, n, 0.1, 1).colocated(colours);
        List<Device> devices = List.of(new Device("a", 3, NONE, 1));
        Partition partition = new Partitioner(devices, Objective.THROUGHPUT).divide(work);
        checkWhole(work, partition, devices, Objective.THROUGHPUT);
        for (Partition.Stage stage : partition.stages()) {
            for (int v = 0; v < n; v++) {
                for (int w : stage.nodes()) {
                    assertTrue(colours[v] != colours[w] || stage.nodes().contains(v), v + " is apart from " + w);
                }
            }
        }
    }

    @Test
    void manyNodesAreCutQuickly() {
        Random random = new Random(4);
        Workload work = drawn(random, 900, 0.002, 1);
        List<Device> devices = List.of(new Device("x", 6, NONE, 1));
        Partition partition = new Partitioner(devices, Objective.THROUGHPUT).divide(work);
        checkWhole(work, partition, devices, Objective.THROUGHPUT);
        double total =
                IntStream.range(0, 900).mapToDouble(v -> work.seconds(0, v)).sum();
        assertTrue(partition.value() < total / 6 * 1.5, partition.value() + " of " + total);
    }

    @Test
    void nodesThatReadEachOtherAreRefused() {
        Workload circle = new Workload(new double[1][2], new double[2], new double[2], new int[][] {{1}, {0}});
        assertThrows(IllegalArgumentException.class, circle::orders);
    }
}
