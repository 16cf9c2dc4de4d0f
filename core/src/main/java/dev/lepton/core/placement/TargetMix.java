package dev.lepton.core.placement;

import dev.lepton.core.workload.Requirement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tasks a cluster expects, as shares: FGD's target workload M (Weng et al., USENIX ATC 2023, §3.2). Memory is left
 * out of the shapes; the most frequent shapes that cover 95 % of the tasks are {@link #popular}.
 *
 * @param all every shape with its share of the tasks, the most frequent first
 * @param popular the first of them, their shares adding up to 1
 */
public record TargetMix(List<Entry> all, List<Entry> popular) {
    private static final double COVERAGE = 0.95;
    private static final double ROUNDING = 1e-9;

    /** A shape and its share of the tasks, 0 to 1. */
    public record Entry(Requirement shape, double share) {}

    public TargetMix {
        all = List.copyOf(all);
        popular = List.copyOf(popular);
    }

    /** The mix of {@code tasks}, each counting once. */
    public static TargetMix of(Collection<Requirement> tasks) {
        List<Requirement> list = List.copyOf(tasks);
        double[] once = new double[list.size()];
        Arrays.fill(once, 1);
        return of(list, once);
    }

    /**
     * The mix of {@code tasks} with weights: with their running times it is what runs at a moment, where tasks come and go.
     *
     * @param weights one for each task, none negative, not all 0
     */
    public static TargetMix of(List<Requirement> tasks, double[] weights) {
        Map<Requirement, Double> sums = new HashMap<>();
        double total = 0;
        for (int i = 0; i < weights.length; i++) {
            sums.merge(withoutMemory(tasks.get(i)), weights[i], Double::sum);
            total += weights[i];
        }
        List<Map.Entry<Requirement, Double>> sorted = new ArrayList<>(sums.entrySet());
        sorted.sort(Map.Entry.<Requirement, Double>comparingByValue()
                .thenComparing(Map.Entry::getKey, order())
                .reversed());
        int kept = 0;
        double covered = 0;
        while (kept < sorted.size() && covered < COVERAGE * total - ROUNDING) {
            covered += sorted.get(kept++).getValue();
        }
        return new TargetMix(shares(sorted, total), shares(sorted.subList(0, kept), covered));
    }

    private static List<Entry> shares(List<Map.Entry<Requirement, Double>> weights, double total) {
        return weights.stream()
                .map(e -> new Entry(e.getKey(), e.getValue() / total))
                .toList();
    }

    private static Requirement withoutMemory(Requirement task) {
        return new Requirement(task.cpuMilli(), 0, task.gpuCount(), task.gpuMilli(), task.gpuModels());
    }

    private static Comparator<Requirement> order() {
        return Comparator.comparingInt(Requirement::cpuMilli)
                .thenComparingInt(Requirement::gpuMilli)
                .thenComparingInt(Requirement::gpuCount)
                .thenComparing(r -> String.join("|", r.gpuModels()));
    }
}
