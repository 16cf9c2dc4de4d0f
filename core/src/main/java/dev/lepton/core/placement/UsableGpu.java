package dev.lepton.core.placement;

import dev.lepton.core.workload.Requirement;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many free thousandths of a GPU of a node the target mix could use: Σ over the mix of share × thousandths on GPUs
 * with enough left, 0 for shapes that the node's model, CPU or GPUs do not admit. What is free beyond it is FGD's
 * fragment. Shapes with the same GPU request are taken together, their CPU requests being one table of running sums.
 */
final class UsableGpu {
    private static final int WHOLE = Requirement.WHOLE_GPU;

    private final int kinds;
    private final int[] count;
    private final int[] milli;
    /** How many distinct CPU requests fit into so many free thousandths of a core. */
    private final short[] rank;
    /** Running sums of shares by (model + 1) × kinds + kind, then rank. */
    private final double[][] sums;

    private final int[] part = new int[Node.MOST_GPUS];

    UsableGpu(Cluster cluster, TargetMix mix) {
        TreeMap<Integer, Integer> cpus = new TreeMap<>();
        TreeMap<Integer, Integer> requests = new TreeMap<>();
        for (TargetMix.Entry e : mix.popular()) {
            if (e.shape().gpuCount() > 0) {
                cpus.put(e.shape().cpuMilli(), 0);
                requests.put(key(e.shape()), 0);
            }
        }
        number(cpus);
        number(requests);
        kinds = requests.size();
        count = new int[kinds];
        milli = new int[kinds];
        requests.forEach((key, kind) -> {
            count[kind] = key / (WHOLE + 1);
            milli[kind] = key % (WHOLE + 1);
        });
        int most = 0;
        for (int cpu : cluster.cpuMilli) {
            most = Math.max(most, cpu);
        }
        rank = new short[most + 1];
        for (int c = 0; c <= most; c++) {
            rank[c] = (short) cpus.headMap(c, true).size();
        }
        sums = sums(cluster, mix, cpus, requests);
    }

    private double[][] sums(
            Cluster cluster, TargetMix mix, Map<Integer, Integer> cpus, Map<Integer, Integer> requests) {
        double[][] all = new double[(cluster.gpuModels().size() + 1) * kinds][cpus.size() + 1];
        for (TargetMix.Entry e : mix.popular()) {
            if (e.shape().gpuCount() == 0) {
                continue;
            }
            long models = cluster.modelBits(e.shape());
            for (int m = -1; m < cluster.gpuModels().size(); m++) {
                if (models == -1 || (m >= 0 && (models >> m & 1) != 0)) {
                    double[] row = all[(m + 1) * kinds + requests.getOrDefault(key(e.shape()), 0)];
                    for (int r = cpus.getOrDefault(e.shape().cpuMilli(), 0) + 1; r < row.length; r++) {
                        row[r] += e.share();
                    }
                }
            }
        }
        return all;
    }

    private static int key(Requirement shape) {
        return shape.gpuCount() * (WHOLE + 1) + shape.gpuMilli();
    }

    private static void number(Map<Integer, Integer> keys) {
        AtomicInteger next = new AtomicInteger();
        keys.replaceAll((key, none) -> next.getAndIncrement());
    }

    /** Of a node of {@code model} with {@code cpuFree}, its GPUs being {@code gpus} entries of {@code gpuFree} from {@code from}. */
    double usable(int model, int cpuFree, int[] gpuFree, int from, int gpus) {
        int full = 0;
        int parts = 0;
        for (int g = from; g < from + gpus; g++) {
            int free = gpuFree[g];
            if (free == WHOLE) {
                full++;
            } else if (free > 0) {
                part[parts++] = free;
            }
        }
        int r = full + parts == 0 ? 0 : rank[cpuFree];
        double usable = 0;
        for (int k = 0, row = (model + 1) * kinds; r > 0 && k < kinds; k++, row++) {
            double share = sums[row][r];
            if (share == 0) {
                continue;
            }
            int enough = full;
            int sum = full * WHOLE;
            for (int i = 0; i < parts; i++) {
                if (part[i] >= milli[k]) {
                    sum += part[i];
                    enough++;
                }
            }
            usable += enough >= count[k] ? share * sum : 0;
        }
        return usable;
    }
}
