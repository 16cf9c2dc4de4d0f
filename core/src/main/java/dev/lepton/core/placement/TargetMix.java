package dev.lepton.core.placement;

import dev.lepton.core.workload.Requirement;
import java.util.ArrayList;
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

    /** The mix of {@code tasks}. */
    public static TargetMix of(Collection<Requirement> tasks) {
        Map<Requirement, Integer> counts = new HashMap<>();
        for (Requirement task : tasks) {
            counts.merge(withoutMemory(task), 1, Integer::sum);
        }
        List<Map.Entry<Requirement, Integer>> sorted = new ArrayList<>(counts.entrySet());
        sorted.sort(Map.Entry.<Requirement, Integer>comparingByValue()
                .thenComparing(Map.Entry::getKey, order())
                .reversed());
        int kept = 0;
        long covered = 0;
        while (kept < sorted.size() && covered < COVERAGE * tasks.size() - ROUNDING) {
            covered += sorted.get(kept++).getValue();
        }
        return new TargetMix(shares(sorted, tasks.size()), shares(sorted.subList(0, kept), covered));
    }

    private static List<Entry> shares(List<Map.Entry<Requirement, Integer>> counts, long total) {
        return counts.stream()
                .map(e -> new Entry(e.getKey(), (double) e.getValue() / total))
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
