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
import java.util.Optional;
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
        return runGangs(cluster, tasks.stream().map(List::of).toList(), arrivals, policy, progress);
    }

    /** The same of gangs, whose tasks arrive together and are placed one after the other, all of them or none. */
    public static PackingOutcome runGangs(
            Cluster cluster,
            List<List<Requirement>> gangs,
            int[] arrivals,
            PlacementPolicy policy,
            IntConsumer progress) {
        ClusterState state = new ClusterState(cluster);
        Map<Reason, Integer> refused = new EnumMap<>(Reason.class);
        int decisions = 0;
        Curve curve = new Curve(cluster.capacityGpuMilli());
        for (int i = 0; i < arrivals.length; i++) {
            List<Requirement> gang = gangs.get(arrivals[i]);
            place(state, gang, policy)
                    .ifPresent(r -> refused(gang.size(), r).forEach((why, n) -> refused.merge(why, n, Integer::sum)));
            decisions += gang.size();
            curve.after(gang.stream().mapToInt(Requirement::totalGpuMilli).sum(), state.freeGpuMilli());
            progress.accept(i + 1);
        }
        return new PackingOutcome(state, decisions, curve.arrived, refused, curve.points());
    }

    /**
     * Places the tasks of a gang in their order, or none of them.
     *
     * @return the refusal of the first that found no room; empty when all are placed
     */
    public static Optional<Decision.Refused> place(ClusterState state, List<Requirement> gang, PlacementPolicy policy) {
        List<Decision.Placed> done = new ArrayList<>(gang.size());
        for (Requirement task : gang) {
            switch (policy.decide(state, task)) {
                case Decision.Placed placed -> {
                    state.place(task, placed);
                    done.add(placed);
                }
                case Decision.Refused no -> {
                    for (int t = done.size() - 1; t >= 0; t--) {
                        state.undo(gang.get(t), done.get(t));
                    }
                    return Optional.of(no);
                }
            }
        }
        return Optional.empty();
    }

    private static Map<Reason, Integer> refused(int tasks, Decision.Refused first) {
        Map<Reason, Integer> refused = new EnumMap<>(Map.of(closest(first), 1));
        if (tasks > 1) {
            refused.put(Reason.GANG_NOT_WHOLE, tasks - 1);
        }
        return refused;
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
