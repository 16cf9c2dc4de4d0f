package dev.lepton.compress.split;

import dev.lepton.compress.split.Partition.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All ways to divide a small workload into stages: chains of ideals, which are sets of nodes that hold whatever their nodes read. Exact, by
 * dynamic programming over pairs of ideals (Tarnawski et al., Efficient Algorithms for Device Placement of DNN Graph Operators, NeurIPS
 * 2020).
 */
final class IdealChains {
    private static final int MOST_NODES = 62;
    private static final int MOST_IDEALS = 16_384;

    private final Workload work;
    private final List<Device> devices;
    private final Objective objective;
    private final DeviceCounts counts;
    private final List<Long> ideals;
    private final double[][] value;
    private final int[][] from;
    private final int[][] kindUsed;

    private IdealChains(Workload work, List<Device> devices, Objective objective, List<Long> ideals) {
        this.work = work;
        this.devices = devices;
        this.objective = objective;
        this.counts = new DeviceCounts(devices);
        this.ideals = ideals;
        value = new double[ideals.size()][counts.states()];
        from = new int[ideals.size()][counts.states()];
        kindUsed = new int[ideals.size()][counts.states()];
    }

    /** The proven best division; empty when the workload has too many ideals to look through, or fits in no way. */
    static Optional<Partition> best(Workload work, List<Device> devices, Objective objective) {
        return ideals(work).flatMap(ideals -> new IdealChains(work, devices, objective, ideals).best());
    }

    /** Every ideal, smaller ones first; empty when there are too many. */
    private static Optional<List<Long>> ideals(Workload work) {
        int n = work.size();
        if (n > MOST_NODES || work.together().any()) {
            return Optional.empty();
        }
        long[] needs = new long[n];
        for (int v = 0; v < n; v++) {
            for (int u : work.predecessors(v)) {
                needs[v] |= 1L << u;
            }
        }
        Map<Long, Integer> seen = new HashMap<>();
        List<Long> ideals = new ArrayList<>(List.of(0L));
        seen.put(0L, 0);
        for (int i = 0; i < ideals.size(); i++) {
            long ideal = ideals.get(i);
            for (int v = 0; v < n; v++) {
                long grown = ideal | 1L << v;
                if (grown != ideal && (needs[v] & ~ideal) == 0 && seen.putIfAbsent(grown, ideals.size()) == null) {
                    ideals.add(grown);
                    if (ideals.size() > MOST_IDEALS) {
                        return Optional.empty();
                    }
                }
            }
        }
        return Optional.of(ideals);
    }

    private Optional<Partition> best() {
        for (double[] row : value) {
            Arrays.fill(row, Double.POSITIVE_INFINITY);
        }
        value[0][0] = 0;
        for (int i = 0; i < ideals.size(); i++) {
            for (int j = i + 1; j < ideals.size(); j++) {
                if ((ideals.get(i) & ~ideals.get(j)) == 0) {
                    step(i, j);
                }
            }
        }
        int last = ideals.size() - 1;
        int state = 0;
        for (int s = 0; s < counts.states(); s++) {
            state = value[last][s] < value[last][state] ? s : state;
        }
        return value[last][state] < Double.POSITIVE_INFINITY ? Optional.of(traced(last, state)) : Optional.empty();
    }

    private void step(int i, int j) {
        long set = ideals.get(j) & ~ideals.get(i);
        for (int k = 0; k < devices.size(); k++) {
            double load = Double.NaN;
            for (int s = 0; s < counts.states(); s++) {
                int next = counts.with(s, k);
                if (next < 0 || value[i][s] >= value[j][next]) {
                    continue;
                }
                load = Double.isNaN(load) ? load(set, k) : load;
                double with = objective.with(value[i][s], load);
                if (with < value[j][next]) {
                    value[j][next] = with;
                    from[j][next] = i;
                    kindUsed[j][next] = k;
                }
            }
        }
    }

    private double load(long set, int kind) {
        return work.load(members(set), kind, devices.get(kind));
    }

    private boolean[] members(long set) {
        boolean[] members = new boolean[work.size()];
        for (int v = 0; v < members.length; v++) {
            members[v] = (set >> v & 1) == 1;
        }
        return members;
    }

    private Partition traced(int last, int lastState) {
        int[] order = work.orders().get(0);
        List<Partition.Stage> stages = new ArrayList<>();
        int state = lastState;
        for (int at = last; at > 0; ) {
            int before = from[at][state];
            int kind = kindUsed[at][state];
            long set = ideals.get(at) & ~ideals.get(before);
            boolean[] members = members(set);
            List<Integer> nodes =
                    Arrays.stream(order).filter(v -> members[v]).boxed().toList();
            stages.add(0, new Partition.Stage(kind, nodes, load(set, kind)));
            state = counts.without(state, kind);
            at = before;
        }
        return new Partition(stages, value[last][lastState], true);
    }
}
