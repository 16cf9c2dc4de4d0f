package dev.lepton.core.placement;

/** Nodes that already run tasks of the same size (a share, one GPU, two, four, eight), the fuller first; as published with FGD. */
final class GpuClustering implements Scoring {
    private final Sizes sizes;

    GpuClustering(Cluster cluster) {
        sizes = Sizes.of(cluster);
    }

    @Override
    public float score(ClusterState state, Shape shape, int node) {
        if (shape.gpuCount() == 0) {
            return 0;
        }
        int kinds = 0;
        for (int size = 1; size < Shape.SIZE_CLASSES; size++) {
            kinds += state.tasksOf(node, size) > 0 ? 1 : 0;
        }
        int full = 25 * (sizes.mostGpuMilli() - state.gpuTotalFree[node]) / sizes.mostGpuMilli();
        if (state.tasksOf(node, shape.sizeClass()) > 0) {
            return -(full + (kinds == 1 ? 75 : 50));
        }
        return -(full + (kinds == 0 ? 25 : 0));
    }
}
