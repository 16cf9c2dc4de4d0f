package dev.lepton.core.placement;

/** The node with the least CPU and GPU left, each as a share of the largest node's, in whole per cent as published with FGD. */
final class BestFit implements Scoring {
    private final Sizes sizes;

    BestFit(Cluster cluster) {
        sizes = Sizes.of(cluster);
    }

    @Override
    public float score(ClusterState state, Shape shape, int node) {
        double left = 0.5 * (state.cpuFree[node] - shape.cpuMilli()) / sizes.mostCpuMilli()
                + 0.5 * (state.gpuTotalFree[node] - shape.totalGpuMilli()) / sizes.mostGpuMilli();
        return -(int) ((1 - left) * 100);
    }
}
