package dev.lepton.core.placement;

import dev.lepton.core.workload.Requirement;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lepton's own policy: where the least is lost. The loss is what the node's {@link FillValue} falls by, plus what the task
 * takes of things that will be scarce on that kind of node ({@link FutureDemand}), plus the worth of a multi-GPU block it
 * breaks ({@link BlockDemand}). Whatever fits somewhere is placed. One setting for all; it knows the state, the task and the
 * target mix, as FGD does, and nothing of the future.
 */
final class LeastLoss implements Scoring {
    /** What a certain shortage later counts against a loss now. */
    private static final double SCARCITY_WEIGHT = 4;

    private final TargetMix mix;
    private final FillValue fill;
    private final Trial trial = new Trial(this::value);
    private @Nullable FutureDemand future;
    private @Nullable ClusterState known;
    private double[] valueNow = {};
    private long seen;

    LeastLoss(Cluster cluster, TargetMix mix) {
        this.mix = mix;
        fill = new FillValue(new MixTable(cluster, mix));
    }

    @Override
    public Optional<Surcharge> arrived(ClusterState state, Shape shape) {
        FutureDemand demand = caughtUp(state);
        demand.arrived();
        float[] byKind = new float[demand.kinds().count()];
        for (int k = 0; k < byKind.length; k++) {
            byKind[k] = (float) (SCARCITY_WEIGHT * demand.scarcity(shape, k));
        }
        double[] worth = demand.blocks().worth();
        float[] byMark = new float[worth.length];
        for (int b = 0; b < worth.length; b++) {
            byMark[b] = (float) worth[b];
        }
        return Optional.of(new Surcharge(demand.kinds().of, byKind, byMark));
    }

    private FutureDemand caughtUp(ClusterState state) {
        FutureDemand demand = future;
        if (demand == null || known != state || !state.remembers(seen)) {
            demand = new FutureDemand(state, mix);
            future = demand;
            known = state;
            valueNow = new double[state.cluster().size()];
            Arrays.fill(valueNow, Double.NaN);
        } else {
            for (; seen < state.changeCount(); seen++) {
                int node = state.changedNode(seen);
                demand.changed(node);
                valueNow[node] = Double.NaN;
            }
        }
        seen = state.changeCount();
        return demand;
    }

    @Override
    public float score(ClusterState state, Shape shape, int node) {
        if (Double.isNaN(valueNow[node])) {
            valueNow[node] = value(state, node, state.cpuFree[node]);
        }
        return (float) (valueNow[node] - trial.best(state, shape, node));
    }

    @Override
    public int mark(ClusterState state, Shape shape, int node) {
        int whole = 0;
        for (int bits = trial.gpus(); bits != 0; bits &= bits - 1) {
            int g = node * state.cluster().slots() + Integer.numberOfTrailingZeros(bits);
            whole += state.gpuFree[g] == Requirement.WHOLE_GPU ? 1 : 0;
        }
        return future == null ? 0 : future.blocks().broken(node, whole, shape.cpuMilli());
    }

    @Override
    public int gpus(ClusterState state, Shape shape, int node) {
        trial.best(state, shape, node);
        return trial.gpus();
    }

    private double value(ClusterState state, int node, int cpuFree) {
        Cluster cluster = state.cluster();
        return fill.of(cluster.model[node], cpuFree, state.gpuFree, node * cluster.slots(), cluster.gpus[node]);
    }
}
