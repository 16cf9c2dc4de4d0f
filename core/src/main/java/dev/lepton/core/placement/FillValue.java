package dev.lepton.core.placement;

import dev.lepton.core.workload.Requirement;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a node is worth to the target mix: the thousandths of a GPU that would be used if it were filled with copies of one
 * shape, averaged over the mix. GPU and CPU count only as far as they can be used together, and what a copy leaves over
 * counts for nothing, so that a node short of either is worth less.
 */
final class FillValue {
    private static final int WHOLE = Requirement.WHOLE_GPU;

    private final int kinds;
    private final int[] count;
    private final int[] milli;
    /** How many of the distinct CPU requests are at most so many thousandths of a core. */
    private final short[] rank;
    /** By model + 1, kind and rank: the share of the mix of that kind whose CPU request is at most that. */
    private final double[][][] atMost;

    private final int[] part = new int[Node.MOST_GPUS];

    FillValue(Cluster cluster, TargetMix mix) {
        Map<Integer, Integer> cpus = new TreeMap<>();
        Map<Integer, Integer> requests = new TreeMap<>();
        for (TargetMix.Entry e : mix.popular()) {
            if (e.shape().gpuCount() > 0) {
                cpus.put(e.shape().cpuMilli(), 0);
                requests.put(key(e.shape()), 0);
            }
        }
        AtomicInteger next = new AtomicInteger();
        cpus.replaceAll((key, none) -> next.incrementAndGet());
        next.set(0);
        requests.replaceAll((key, none) -> next.getAndIncrement());
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
        short r = 0;
        for (int c = 0; c <= most; c++) {
            r += (short) (cpus.containsKey(c) ? 1 : 0);
            rank[c] = r;
        }
        atMost = new double[cluster.gpuModels().size() + 1][kinds][cpus.size() + 1];
        for (TargetMix.Entry e : mix.popular()) {
            if (e.shape().gpuCount() > 0) {
                add(
                        cluster,
                        e,
                        requests.getOrDefault(key(e.shape()), 0),
                        cpus.getOrDefault(e.shape().cpuMilli(), 0));
            }
        }
    }

    private void add(Cluster cluster, TargetMix.Entry entry, int kind, int from) {
        long models = cluster.modelBits(entry.shape());
        for (int m = -1; m < cluster.gpuModels().size(); m++) {
            if (models == -1 || (m >= 0 && (models >> m & 1) != 0)) {
                double[] row = atMost[m + 1][kind];
                for (int r = from; r < row.length; r++) {
                    row[r] += entry.share();
                }
            }
        }
    }

    private static int key(Requirement shape) {
        return shape.gpuCount() * (WHOLE + 1) + shape.gpuMilli();
    }

    /** Of a node of {@code model} with {@code cpuFree}, its GPUs being {@code gpus} entries of {@code gpuFree} from {@code from}. */
    double of(int model, int cpuFree, int[] gpuFree, int from, int gpus) {
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
        double[][] rows = atMost[model + 1];
        double value = 0;
        for (int k = 0; full + parts > 0 && k < kinds; k++) {
            int slots = full * (WHOLE / milli[k]);
            for (int i = 0; i < parts; i++) {
                slots += part[i] / milli[k];
            }
            value += copies(rows[k], slots / count[k], cpuFree) * milli[k] * count[k];
        }
        return value;
    }

    /** Σ over CPU requests of min(slots, CPU free ÷ request), as Σ over c ≤ slots of the share with request ≤ CPU free ÷ c. */
    private double copies(double[] row, int slots, int cpuFree) {
        double copies = 0;
        for (int c = 1; c <= slots; c++) {
            double share = row[rank[cpuFree / c]];
            if (share == 0) {
                break;
            }
            copies += share;
        }
        return copies;
    }
}
