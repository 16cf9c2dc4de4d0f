package dev.lepton.core.simulate.packing;

import dev.lepton.core.evidence.Reason;
import dev.lepton.core.placement.Cluster;
import dev.lepton.core.placement.ClusterState;
import dev.lepton.core.placement.Decision;
import dev.lepton.core.placement.PlacementPolicy;
import dev.lepton.core.workload.Requirement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/** FGD's protocol: tasks arrive one by one, never leave, and are dropped when they fit nowhere. */
public final class Packing {
    private static final Set<Reason> NEVER =
            Set.of(Reason.NO_SUCH_GPU_MODEL, Reason.TOO_FEW_GPUS, Reason.LABEL_NOT_ALLOWED, Reason.NO_TOPOLOGY_LABEL);

    private Packing() {}

    /**
     * Runs {@code arrivals}, indices into {@code tasks}, on an empty {@code cluster}.
     *
     * @param progress told the number of tasks done after each
     * @throws IllegalArgumentException if the policy places a task where it does not fit
     */
    public static PackingOutcome run(
            Cluster cluster, List<Requirement> tasks, int[] arrivals, PlacementPolicy policy, IntConsumer progress) {
        ClusterState state = new ClusterState(cluster);
        Map<Reason, Integer> refused = new EnumMap<>(Reason.class);
        Curve curve = new Curve(cluster.capacityGpuMilli());
        for (int i = 0; i < arrivals.length; i++) {
            Requirement task = tasks.get(arrivals[i]);
            switch (policy.decide(state, task)) {
                case Decision.Placed placed -> state.place(task, placed);
                case Decision.Refused no -> refused.merge(closest(no), 1, Integer::sum);
            }
            curve.after(task.totalGpuMilli(), state.freeGpuMilli());
            progress.accept(i + 1);
        }
        return new PackingOutcome(state, arrivals.length, curve.arrived, refused, curve.points());
    }

    /** The reason of most nodes, those apart that could never take the task. */
    public static Reason closest(Decision.Refused refused) {
        Reason found = Reason.NO_SUCH_GPU_MODEL;
        long most = -1;
        for (Map.Entry<Reason, Integer> e : refused.nodes().entrySet()) {
            boolean never = NEVER.contains(e.getKey());
            long weight = never ? e.getValue() : e.getValue() + (1L << 32);
            if (weight > most) {
                most = weight;
                found = e.getKey();
            }
        }
        return found;
    }

    private static final class Curve {
        private final long capacity;
        private long arrived;
        private double[] sum = new double[256];
        private int[] rows = new int[256];

        Curve(long capacity) {
            this.capacity = capacity;
        }

        void after(int gpuMilli, long free) {
            arrived += gpuMilli;
            if (capacity == 0) {
                return;
            }
            int percent = (int) Math.rint(100.0 * arrived / capacity);
            if (percent >= sum.length) {
                sum = java.util.Arrays.copyOf(sum, 2 * percent);
                rows = java.util.Arrays.copyOf(rows, 2 * percent);
            }
            sum[percent] += 100.0 * free / capacity;
            rows[percent]++;
        }

        List<PackingOutcome.Point> points() {
            List<PackingOutcome.Point> points = new ArrayList<>();
            for (int p = 0; p < sum.length; p++) {
                if (rows[p] > 0) {
                    points.add(new PackingOutcome.Point(p, sum[p] / rows[p]));
                }
            }
            return points;
        }
    }
}
