package dev.lepton.core.placement;

/** The node whose free CPU and GPU have the least dot product with what is asked for, as published with FGD. */
final class DotProduct implements Scoring {
    private final Sizes sizes;

    DotProduct(Cluster cluster) {
        sizes = Sizes.of(cluster);
    }

    @Override
    public float score(ClusterState state, Shape shape, int node) {
        double cpu = sizes.mostCpuMilli();
        double gpu = sizes.mostGpuMilli();
        double dot = state.cpuFree[node] / cpu * (shape.cpuMilli() / cpu)
                + state.gpuTotalFree[node] / gpu * (shape.totalGpuMilli() / gpu);
        return -(int) (100 * (1 - dot / 2));
    }
}
