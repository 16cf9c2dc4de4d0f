package dev.lepton.core.placement;

import dev.lepton.core.workload.Requirement;

/**
 * Tries a shape on every GPU of a node that makes a difference, for scorings that look at what would be left. A share is
 * tried on one GPU of each amount left, the first; whole GPUs take the lowest free ones; the rest is best fit.
 */
final class Trial {
    /** What a node with these GPUs and that much CPU would be worth; the state holds them while it is asked. */
    interface Worth {
        double of(ClusterState state, int node, int cpuFree);
    }

    /** Worths closer than this are equal. */
    private static final double ROUNDING = 1e-9;

    private final Worth worth;
    private int gpus;

    Trial(Worth worth) {
        this.worth = worth;
    }

    /** The GPUs of the best way found by the last call of {@link #best}. */
    int gpus() {
        return gpus;
    }

    /** The highest worth of {@code node} after it has taken {@code shape}; the first way to get it wins. */
    double best(ClusterState state, Shape shape, int node) {
        int cpu = state.cpuFree[node] - shape.cpuMilli();
        int from = node * state.cluster().slots();
        if (!shape.isShare()) {
            gpus = shape.wholeGpus() ? wholeGpus(state, shape, node) : state.closestGpus(shape, node);
            move(state, from, gpus, -shape.gpuMilli());
            double left = worth.of(state, node, cpu);
            move(state, from, gpus, shape.gpuMilli());
            return left;
        }
        double best = Double.NEGATIVE_INFINITY;
        gpus = 0;
        for (int g = 0; g < state.cluster().gpus[node]; g++) {
            int free = state.gpuFree[from + g];
            if (free < shape.gpuMilli() || triedBefore(state.gpuFree, from, g)) {
                continue;
            }
            state.gpuFree[from + g] = free - shape.gpuMilli();
            double left = worth.of(state, node, cpu);
            state.gpuFree[from + g] = free;
            if (left > best + ROUNDING) {
                best = left;
                gpus = 1 << g;
            }
        }
        return best;
    }

    private static boolean triedBefore(int[] gpuFree, int from, int g) {
        for (int h = from; h < from + g; h++) {
            if (gpuFree[h] == gpuFree[from + g]) {
                return true;
            }
        }
        return false;
    }

    private static int wholeGpus(ClusterState state, Shape shape, int node) {
        int chosen = 0;
        int needed = shape.gpuCount();
        for (int g = 0, at = node * state.cluster().slots(); needed > 0; g++, at++) {
            if (state.gpuFree[at] == Requirement.WHOLE_GPU) {
                chosen |= 1 << g;
                needed--;
            }
        }
        return chosen;
    }

    private static void move(ClusterState state, int from, int chosen, int milli) {
        for (int bits = chosen; bits != 0; bits &= bits - 1) {
            state.gpuFree[from + Integer.numberOfTrailingZeros(bits)] += milli;
        }
    }
}
