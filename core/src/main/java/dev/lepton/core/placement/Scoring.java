package dev.lepton.core.placement;

import java.util.Optional;

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

    /** Told of each task before its scores are asked for; what is then added to them, nothing if empty. */
    default Optional<Surcharge> arrived(ClusterState state, Shape shape) {
        return Optional.empty();
    }

    /** Which surcharge {@code node} gets, 0 to 255; asked right after {@link #score}, and remembered like it. */
    default int mark(ClusterState state, Shape shape, int node) {
        return 0;
    }
}
