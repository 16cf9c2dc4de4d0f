package dev.lepton.core.placement;

import dev.lepton.core.workload.Requirement;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The popular GPU shapes of a mix, those with the same GPU request taken together as a kind, their CPU requests being one
 * table of running sums of their shares, for each GPU model that a node may have.
 */
final class MixTable {
    private static final int WHOLE = Requirement.WHOLE_GPU;

    /** Number of kinds. */
    final int kinds;

    /** GPUs of a kind. */
    final int[] count;

    /** Thousandths of each of them. */
    final int[] milli;

    /** How many of the distinct CPU requests are at most so many thousandths of a core. */
    private final short[] rank;

    /** By model + 1, kind and rank: the share of the mix of that kind whose CPU request is at most that. */
    private final double[][][] atMost;

    MixTable(Cluster cluster, TargetMix mix) {
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
        rank = ranks(cluster, cpus);
        atMost = new double[cluster.gpuModels().size() + 1][kinds][cpus.size() + 1];
        for (TargetMix.Entry e : mix.popular()) {
            if (e.shape().gpuCount() > 0) {
                int kind = requests.getOrDefault(key(e.shape()), 0);
                add(cluster, e, kind, cpus.getOrDefault(e.shape().cpuMilli(), 0));
            }
        }
    }

    private static short[] ranks(Cluster cluster, Map<Integer, Integer> cpus) {
        int most = 0;
        for (int cpu : cluster.cpuMilli) {
            most = Math.max(most, cpu);
        }
        short[] ranks = new short[most + 1];
        short r = 0;
        for (int c = 0; c <= most; c++) {
            r += (short) (cpus.containsKey(c) ? 1 : 0);
            ranks[c] = r;
        }
        return ranks;
    }

    private void add(Cluster cluster, TargetMix.Entry entry, int kind, int from) {
        long models = cluster.modelBits(entry.shape());
        for (int m = -1; m < cluster.gpuModels().size(); m++) {
            if (Cluster.accepts(models, m)) {
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

    /** The shares of a node of {@code model}, by kind and {@link #rank}. */
    double[][] sharesOn(int model) {
        return atMost[model + 1];
    }

    int rank(int cpuMilli) {
        return rank[cpuMilli];
    }
}
