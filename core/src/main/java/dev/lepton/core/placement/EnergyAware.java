package dev.lepton.core.placement;

/**
 * The node that draws least more because of the task: its share of the span from idle to busy, and the idle draw too when
 * nothing runs there yet, since an empty node can sleep. Nodes whose draw is not known come last.
 */
final class EnergyAware implements Scoring {
    /** Above any score of a node whose draw is known. */
    private static final float UNKNOWN = 1e12f;

    private static final double TIE = 1e-3;

    @Override
    public float score(ClusterState state, Shape shape, int node) {
        Node machine = state.cluster().node(node);
        double left = Cheapest.left(state, shape, node);
        boolean asleep = state.tasksOn(node) == 0;
        return machine.watts()
                .map(w -> (float)
                        ((w.busy() - w.idle()) * TakenShare.of(machine, shape).ratio()
                                + (asleep ? w.idle() : 0)
                                + TIE * left))
                .orElse((float) (UNKNOWN * (1 + left + (asleep ? 1 : 0))));
    }
}
