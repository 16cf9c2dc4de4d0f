package dev.lepton.core.placement;

/**
 * The node that does most work for the money: the lowest price of the share that the task takes divided by the speed of
 * its GPUs, 1 where no speed is given. Nodes without a price come last, the faster first.
 */
final class PerformancePerCost implements Scoring {
    private final Cheapest cheapest = new Cheapest();

    @Override
    public float score(ClusterState state, Shape shape, int node) {
        double speed = state.cluster()
                .node(node)
                .speed()
                .filter(s -> shape.gpuCount() > 0)
                .map(Number::doubleValue)
                .orElse(1.0);
        return (float) (cheapest.score(state, shape, node) / speed);
    }
}
