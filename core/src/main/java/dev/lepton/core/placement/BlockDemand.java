package dev.lepton.core.placement;

import dev.lepton.core.workload.Requirement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Blocks of whole GPUs on one node, with the CPU that multi-GPU tasks need beside them, and what breaking one is expected
 * to lose: the chance that more tasks of that kind, or a harder one, are still to come than blocks are left.
 */
final class BlockDemand {
    /** Marks are bits of a byte. */
    private static final int MOST_KINDS = 8;

    /** Tasks of one GPU count are of one kind while their CPU requests are within a quarter. */
    private static final double SAME_CPU = 1.25;

    /**
     * Where tasks leave, a block that a long task breaks is gone for many arrivals, not only for those that fill what is free
     * now: the chance to need it is then at least this over the blocks left.
     */
    private static final double RESERVE = 10;

    private record Kind(int gpus, int cpuMilli, double share) {}

    private final ClusterState state;
    private final List<Kind> kinds;
    private final int[] blocks;
    private final int[] seenWhole;
    private final int[] seenCpu;
    private final double[] worth;

    BlockDemand(ClusterState state, TargetMix mix) {
        this.state = state;
        kinds = kinds(mix);
        blocks = new int[kinds.size()];
        int nodes = state.cluster().size();
        seenWhole = new int[nodes];
        seenCpu = new int[nodes];
        worth = new double[1 << kinds.size()];
        for (int n = 0; n < nodes; n++) {
            changed(n);
        }
    }

    /** Hardest first. */
    private static List<Kind> kinds(TargetMix mix) {
        List<Kind> found = new ArrayList<>();
        int smallest = 0;
        List<TargetMix.Entry> sorted = mix.all().stream()
                .filter(e -> e.shape().gpuCount() > 1)
                .sorted(Comparator.<TargetMix.Entry>comparingInt(e -> e.shape().gpuCount())
                        .thenComparingInt(e -> e.shape().cpuMilli()))
                .toList();
        for (TargetMix.Entry e : sorted) {
            Requirement shape = e.shape();
            Kind last = found.isEmpty() ? new Kind(0, 0, 0) : found.get(found.size() - 1);
            if (last.gpus() == shape.gpuCount() && shape.cpuMilli() <= smallest * SAME_CPU) {
                found.set(found.size() - 1, new Kind(last.gpus(), shape.cpuMilli(), last.share() + e.share()));
            } else {
                found.add(new Kind(shape.gpuCount(), shape.cpuMilli(), e.share()));
                smallest = shape.cpuMilli();
            }
        }
        List<Kind> hardest = new ArrayList<>(found.reversed());
        return hardest.subList(0, Math.min(MOST_KINDS, hardest.size()));
    }

    /** Counts the blocks of {@code node} again. */
    void changed(int node) {
        int whole = state.wholeFree(node);
        int cpu = state.cpuFree[node];
        for (int k = 0; k < blocks.length; k++) {
            blocks[k] += blocks(kinds.get(k), whole, cpu) - blocks(kinds.get(k), seenWhole[node], seenCpu[node]);
        }
        seenWhole[node] = whole;
        seenCpu[node] = cpu;
    }

    /** The kinds, as bits, that lose a block of {@code node} to a task that takes {@code whole} free GPUs and {@code cpuMilli}. */
    int broken(int node, int whole, int cpuMilli) {
        int bits = 0;
        for (int k = 0; k < blocks.length; k++) {
            int now = blocks(kinds.get(k), seenWhole[node], seenCpu[node]);
            if (now > 0 && blocks(kinds.get(k), seenWhole[node] - whole, seenCpu[node] - cpuMilli) < now) {
                bits |= 1 << k;
            }
        }
        return bits;
    }

    /** What is lost by a set of kinds, in thousandths of a GPU: the most that one of them loses. */
    double[] worth() {
        return worth;
    }

    /** Works {@link #worth} out again for so many tasks still to come. */
    void expect(double tasks) {
        double[] each = new double[blocks.length];
        for (int k = 0; k < each.length; k++) {
            Kind kind = kinds.get(k);
            double demand = 0;
            for (Kind other : kinds) {
                boolean asHard = other.gpus() >= kind.gpus()
                        && (long) other.cpuMilli() * kind.gpus() >= (long) kind.cpuMilli() * other.gpus();
                int blocksOfOther = other.gpus() / kind.gpus();
                demand += asHard ? other.share() * tasks * blocksOfOther : 0;
            }
            double needed = FutureDemand.chance((demand - blocks[k]) / Math.sqrt(demand + 1));
            double least = state.releases() == 0 ? 0 : Math.min(1, RESERVE / (blocks[k] + 1));
            each[k] = blocks[k] == 0 ? 0 : Math.max(least, needed) * kind.gpus() * Requirement.WHOLE_GPU;
        }
        for (int bits = 1; bits < worth.length; bits++) {
            double most = 0;
            for (int k = 0; k < each.length; k++) {
                most = (bits >> k & 1) != 0 ? Math.max(most, each[k]) : most;
            }
            worth[bits] = most;
        }
    }

    private static int blocks(Kind kind, int whole, int cpuMilli) {
        return whole < kind.gpus() ? 0 : Math.min(whole / kind.gpus(), cpuMilli / Math.max(1, kind.cpuMilli()));
    }
}
