package dev.lepton.core.placement;

import dev.lepton.core.workload.Requirement;

/** GPUs that are shared already, then free GPUs of nodes in use, then empty nodes; as published with FGD. */
final class GpuPacking implements Scoring {
    private static final int MOST = 100;
    private static final int SHARED = 50;
    private static final int EMPTY = 33;

    @Override
    public float score(ClusterState state, Shape shape, int node) {
        if (shape.gpuCount() == 0) {
            return 0;
        }
        int free = state.wholeFree(node);
        if (free == state.cluster().gpus[node]) {
            return -Math.max(EMPTY - free, free);
        }
        if (shape.isShare()) {
            int gpu = Integer.numberOfTrailingZeros(state.closestGpus(shape, node));
            int left = state.gpuFreeMilli(node, gpu);
            if (left < Requirement.WHOLE_GPU) {
                return -Math.max(MOST - left * 100 / Requirement.WHOLE_GPU / 10, SHARED);
            }
        }
        return -Math.max(SHARED - shape.gpuCount(), EMPTY);
    }
}
