package dev.lepton.core.placement;

/** The node with the most CPU and GPU left, so that load is spread; within it the GPU with the most left. */
final class WorstFit implements Scoring {
    private final Sizes sizes;

    WorstFit(Cluster cluster) {
        sizes = Sizes.of(cluster);
    }

    @Override
    public float score(ClusterState state, Shape shape, int node) {
        return (float) -(0.5 * state.cpuFree[node] / sizes.mostCpuMilli()
                + 0.5 * state.gpuTotalFree[node] / sizes.mostGpuMilli());
    }

    @Override
    public int gpus(ClusterState state, Shape shape, int node) {
        int chosen = 0;
        int from = node * state.cluster().slots();
        for (int k = 0; k < shape.gpuCount(); k++) {
            int best = -1;
            for (int g = 0; g < state.cluster().gpus[node]; g++) {
                boolean more = best < 0 || state.gpuFree[from + g] > state.gpuFree[from + best];
                best = (chosen >>> g & 1) == 0 && more ? g : best;
            }
            chosen |= 1 << best;
        }
        return chosen;
    }
}
