package dev.lepton.core.placement;

import dev.lepton.core.workload.Requirement;

/** The next node with room after the one that took the last task, round and round. */
final class RoundRobin implements PlacementPolicy {
    private int next;

    @Override
    public String name() {
        return "round-robin";
    }

    @Override
    public Decision decide(ClusterState state, Requirement task) {
        Shape shape = state.shape(task);
        int nodes = state.cluster().size();
        for (int i = 0; i < nodes; i++) {
            int node = (next + i) % nodes;
            if (state.refusal(shape, node) == 0) {
                next = node + 1;
                return new Decision.Placed(node, state.closestGpus(shape, node));
            }
        }
        return state.refused(task);
    }
}
