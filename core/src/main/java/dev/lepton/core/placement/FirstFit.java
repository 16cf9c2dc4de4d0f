package dev.lepton.core.placement;

/** The first node in the cluster's order that has room. */
final class FirstFit implements Scoring {
    @Override
    public float score(ClusterState state, Shape shape, int node) {
        return 0;
    }
}
