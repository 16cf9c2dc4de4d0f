package dev.lepton.core.placement;

/**
 * Fragmentation gradient descent, FGD (Weng et al., USENIX ATC 2023): the node whose fragment grows least, a fragment
 * being what is free there and no use to the target mix. Scored in whole points as the published simulator does,
 * ⌊100 · sigmoid((F before − F after) / 1000)⌋; without them by the difference itself.
 */
final class FragmentationDescent implements Scoring {
    private static final double SCALE = 1000;

    private final UsableGpu usable;
    private final boolean wholePoints;
    private final Trial trial = new Trial(this::points);
    private double fragmentBefore;
    private int freeAfter;

    FragmentationDescent(Cluster cluster, TargetMix mix, boolean wholePoints) {
        usable = new UsableGpu(new MixTable(cluster, mix));
        this.wholePoints = wholePoints;
    }

    @Override
    public float score(ClusterState state, Shape shape, int node) {
        return (float) -points(state, shape, node);
    }

    @Override
    public int gpus(ClusterState state, Shape shape, int node) {
        points(state, shape, node);
        return trial.gpus();
    }

    private double points(ClusterState state, Shape shape, int node) {
        fragmentBefore = state.gpuTotalFree[node] - usable(state, node, state.cpuFree[node]);
        freeAfter = state.gpuTotalFree[node] - shape.totalGpuMilli();
        return trial.best(state, shape, node);
    }

    private double points(ClusterState state, int node, int cpuFree) {
        double less = fragmentBefore - (freeAfter - usable(state, node, cpuFree));
        return wholePoints ? (int) (100 / (1 + Math.exp(-less / SCALE))) : less;
    }

    private double usable(ClusterState state, int node, int cpuFree) {
        Cluster cluster = state.cluster();
        int slots = cluster.slots();
        return usable.usable(cluster.model[node], cpuFree, state.gpuFree, node * slots, cluster.gpus[node]);
    }
}
