package dev.lepton.core.placement;

/** How well a task would stand on a node: the one thing in which the greedy policies differ. */
interface Scoring {
    /**
     * The lower the better, for a node that {@code shape} fits on. May depend on that node and on what the scoring was
     * made from, on nothing else: it is asked again only when the node has changed.
     */
    float score(ClusterState state, Shape shape, int node);

    /** The GPUs that {@code shape} would get on {@code node}, which it fits on. */
    default int gpus(ClusterState state, Shape shape, int node) {
        return state.closestGpus(shape, node);
    }
}
