package dev.lepton.core.placement;

/**
 * The node on which the share that the task takes is cheapest for an hour; the fuller of equals, so that empty nodes can
 * be given back. Nodes without a price come last.
 */
final class Cheapest implements Scoring {
    /** Above any score of a node with a price. */
    private static final float UNKNOWN = 1e12f;

    private static final double TIE = 1e-6;

    @Override
    public float score(ClusterState state, Shape shape, int node) {
        Node machine = state.cluster().node(node);
        double left = left(state, shape, node);
        return machine.pricePerHour()
                .map(p -> (float) (p.perUnit().doubleValue()
                        * (TakenShare.of(machine, shape).ratio() + TIE * left)))
                .orElse((float) (UNKNOWN * (1 + left)));
    }

    /** How empty the node would be, 0 to 1. */
    static double left(ClusterState state, Shape shape, int node) {
        int gpu = state.cluster().gpus[node] * 1000;
        if (gpu > 0) {
            return (double) (state.gpuTotalFree[node] - shape.totalGpuMilli()) / gpu;
        }
        return (double) (state.cpuFree[node] - shape.cpuMilli()) / Math.max(1, state.cluster().cpuMilli[node]);
    }
}
