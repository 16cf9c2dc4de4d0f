package dev.lepton.core.simulate.bound;

import dev.lepton.core.placement.Cluster;
import dev.lepton.core.placement.Node;
import dev.lepton.core.workload.Requirement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The least share of a cluster's GPUs that any policy leaves unallocated when so much has arrived, tasks coming in the
 * proportions of a list and any of them being refused at will.
 *
 * <p>A linear program: how many tasks of each shape run on each kind of node (one size and model), within the kind's CPU,
 * memory and GPUs; GPUs that are shared are cut by patterns, multisets of shares that add up to at most one GPU (Gilmore and
 * Gomory, Operations Research 9, 1961), found one by one as their prices ask for them. GPUs are whole in no other way, so
 * the floor is one; it is for expected counts, not for one draw of them.
 */
public final class PackingFloor {
    private static final int WHOLE = Requirement.WHOLE_GPU;
    private static final double TOLERANCE = 1e-6;
    private static final int MOST_ROUNDS = 200;

    /** Nodes of one size and model together. */
    private record Kind(Node example, double cpu, double memory, double gpus) {}

    private final List<Kind> kinds;
    private final List<Requirement> shapes = new ArrayList<>();
    private final List<Double> share = new ArrayList<>();
    private final int[] sizes;
    private final double gpuPerTask;
    private final double capacity;

    /** The patterns found so far, by kind; each counts the shares of each size. */
    private final List<List<int[]>> patterns = new ArrayList<>();

    /**
     * @throws IllegalArgumentException if no task needs a GPU
     */
    public PackingFloor(Cluster cluster, List<Requirement> tasks) {
        kinds = kinds(cluster);
        capacity = cluster.capacityGpuMilli();
        Map<Requirement, Integer> counts = new LinkedHashMap<>();
        double asked = 0;
        for (Requirement task : tasks) {
            asked += task.totalGpuMilli();
            if (task.gpuCount() > 0) {
                counts.merge(task, 1, Integer::sum);
            }
        }
        if (counts.isEmpty()) {
            throw new IllegalArgumentException("None of the " + tasks.size() + " tasks needs a GPU.");
        }
        gpuPerTask = asked / tasks.size();
        TreeSet<Integer> parts = new TreeSet<>();
        counts.forEach((shape, count) -> {
            shapes.add(shape);
            share.add((double) count / tasks.size());
            if (shape.gpuMilli() < WHOLE) {
                parts.add(shape.gpuMilli());
            }
        });
        sizes = parts.stream().mapToInt(Integer::intValue).toArray();
        for (int k = 0; k < kinds.size(); k++) {
            List<int[]> first = new ArrayList<>();
            for (int s = 0; s < sizes.length; s++) {
                int[] pattern = new int[sizes.length];
                pattern[s] = WHOLE / sizes[s];
                first.add(pattern);
            }
            patterns.add(first);
        }
    }

    private static List<Kind> kinds(Cluster cluster) {
        Map<List<Object>, List<Node>> groups = new LinkedHashMap<>();
        for (Node node : cluster.nodes()) {
            List<Object> size = List.of(node.gpuModel(), node.gpus(), node.cpuMilli(), node.memoryMib());
            groups.computeIfAbsent(size, s -> new ArrayList<>()).add(node);
        }
        return groups.values().stream()
                .filter(g -> g.get(0).gpus() > 0)
                .map(g -> new Kind(
                        g.get(0),
                        (double) g.size() * g.get(0).cpuMilli(),
                        (double) g.size() * g.get(0).memoryMib(),
                        (double) g.size() * g.get(0).gpus()))
                .toList();
    }

    /**
     * The floor in per cent of the cluster's GPUs.
     *
     * @param arrivedPercent GPUs asked for so far, per cent of the cluster's
     * @throws IllegalStateException if the program cannot be solved
     */
    public double unallocatedPercent(double arrivedPercent) {
        double tasks = arrivedPercent / 100 * capacity / gpuPerTask;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Solved solved = solve(tasks);
            if (!addPatterns(solved)) {
                return 100 * (1 - solved.placed() / capacity);
            }
        }
        throw new IllegalStateException("The patterns did not settle in " + MOST_ROUNDS + " rounds.");
    }

    /** The optimum over the patterns known, in thousandths of a GPU, and the prices of GPUs and shares by kind. */
    private record Solved(double placed, List<Double> gpu, List<Map<Integer, Double>> part) {}

    private Solved solve(double tasks) {
        Program program = new Program();
        List<Integer> demand = share.stream().map(s -> program.row(s * tasks)).toList();
        List<Integer> gpuRows = new ArrayList<>();
        List<int[]> partRows = new ArrayList<>();
        for (int k = 0; k < kinds.size(); k++) {
            Kind kind = kinds.get(k);
            int cpu = program.row(kind.cpu() / WHOLE);
            int memory = program.row(kind.memory() / 1024);
            int gpu = program.row(kind.gpus());
            int[] part = new int[sizes.length];
            for (int s = 0; s < part.length; s++) {
                part[s] = program.row(0);
            }
            gpuRows.add(gpu);
            partRows.add(part);
            for (int j = 0; j < shapes.size(); j++) {
                Requirement shape = shapes.get(j);
                if (fits(shape, kind.example())) {
                    int column = program.column(shape.totalGpuMilli() / (double) WHOLE);
                    program.set(demand.get(j), column, 1);
                    program.set(cpu, column, shape.cpuMilli() / (double) WHOLE);
                    program.set(memory, column, shape.memoryMib() / 1024.0);
                    if (shape.gpuMilli() == WHOLE) {
                        program.set(gpu, column, shape.gpuCount());
                    } else {
                        program.set(part[index(shape.gpuMilli())], column, shape.gpuCount());
                    }
                }
            }
            for (int[] pattern : patterns.get(k)) {
                int column = program.column(0);
                program.set(gpu, column, 1);
                for (int s = 0; s < part.length; s++) {
                    program.set(part[s], column, -pattern[s]);
                }
            }
        }
        return prices(program.maximise(), gpuRows, partRows);
    }

    private Solved prices(Program.Optimum optimum, List<Integer> gpuRows, List<int[]> partRows) {
        List<Double> gpu = new ArrayList<>();
        List<Map<Integer, Double>> part = new ArrayList<>();
        for (int k = 0; k < kinds.size(); k++) {
            gpu.add(optimum.price(gpuRows.get(k)));
            Map<Integer, Double> bySize = new HashMap<>();
            for (int s = 0; s < sizes.length; s++) {
                bySize.put(s, optimum.price(partRows.get(k)[s]));
            }
            part.add(bySize);
        }
        return new Solved(optimum.value() * WHOLE, gpu, part);
    }

    private static boolean fits(Requirement shape, Node node) {
        return node.gpus() >= shape.gpuCount()
                && node.cpuMilli() >= shape.cpuMilli()
                && node.memoryMib() >= shape.memoryMib()
                && (shape.gpuModels().isEmpty()
                        || node.gpuModel().filter(shape.gpuModels()::contains).isPresent());
    }

    private int index(int milli) {
        return java.util.Arrays.binarySearch(sizes, milli);
    }

    /** Adds to each kind the pattern that its prices make worth most, if that is more than a GPU's price. */
    private boolean addPatterns(Solved solved) {
        boolean added = false;
        for (int k = 0; k < kinds.size(); k++) {
            Optional<int[]> better =
                    bestPattern(solved.part().get(k), solved.gpu().get(k));
            if (better.isPresent()) {
                patterns.get(k).add(better.get());
                added = true;
            }
        }
        return added;
    }

    /** An unbounded knapsack of one GPU's thousandths; empty when nothing is worth more than {@code gpu}. */
    private Optional<int[]> bestPattern(Map<Integer, Double> part, double gpu) {
        double[] best = new double[WHOLE + 1];
        int[] last = new int[WHOLE + 1];
        for (int milli = 1; milli <= WHOLE; milli++) {
            best[milli] = best[milli - 1];
            last[milli] = -1;
            for (int s = 0; s < sizes.length && sizes[s] <= milli; s++) {
                double value = best[milli - sizes[s]] + part.getOrDefault(s, 0.0);
                if (value > best[milli] + TOLERANCE / WHOLE) {
                    best[milli] = value;
                    last[milli] = s;
                }
            }
        }
        if (best[WHOLE] <= gpu + TOLERANCE) {
            return Optional.empty();
        }
        int[] pattern = new int[sizes.length];
        int milli = WHOLE;
        while (milli > 0) {
            if (last[milli] < 0) {
                milli--;
            } else {
                pattern[last[milli]]++;
                milli -= sizes[last[milli]];
            }
        }
        return Optional.of(pattern);
    }
}
