package dev.lepton.compress.split;

import dev.lepton.compress.split.Partition.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The best way to cut one order of nodes into runs, one for each device, by dynamic programming over where a run ends and which
 * devices are used: O(n²) runs times the counts of devices.
 */
final class OrderCut {
    private final Workload work;
    private final List<Device> devices;
    private final Objective objective;
    private final int[] order;
    private final int[] place;
    /** By place: the last place that reads the node there, or its own. */
    private final int[] lastReader;
    /** By place: whether a run may end before it, as no group is parted there. */
    private final boolean[] mayCut;

    private final DeviceCounts counts;
    private final double[][] value;
    private final int[][] from;
    private final int[][] kindUsed;

    OrderCut(Workload work, List<Device> devices, Objective objective, int[] order) {
        this.work = work;
        this.devices = devices;
        this.objective = objective;
        this.order = order;
        int n = order.length;
        place = new int[n];
        for (int i = 0; i < n; i++) {
            place[order[i]] = i;
        }
        lastReader = new int[n];
        for (int i = 0; i < n; i++) {
            lastReader[i] = i;
            for (int w : work.successors(order[i])) {
                lastReader[i] = Math.max(lastReader[i], place[w]);
            }
        }
        mayCut = new boolean[n + 1];
        mayCut[n] = true;
        for (int i = 1; i < n; i++) {
            mayCut[i] = work.together().of(order[i - 1]) != work.together().of(order[i]);
        }
        counts = new DeviceCounts(devices);
        value = new double[n + 1][counts.states()];
        from = new int[n + 1][counts.states()];
        kindUsed = new int[n + 1][counts.states()];
        for (double[] row : value) {
            Arrays.fill(row, Double.POSITIVE_INFINITY);
        }
        value[0][0] = 0;
    }

    Optional<Partition> best() {
        int n = order.length;
        double[][] loads = new double[devices.size()][n + 1];
        for (int start = 0; start < n; start++) {
            fill(start, loads);
            push(start, loads);
        }
        int state = 0;
        for (int s = 0; s < counts.states(); s++) {
            state = value[n][s] < value[n][state] ? s : state;
        }
        return value[n][state] < Double.POSITIVE_INFINITY ? Optional.of(traced(state)) : Optional.empty();
    }

    /** For every end, what the run from {@code start} takes on each kind. */
    private void fill(int start, double[][] loads) {
        int n = order.length;
        double moved = 0;
        double memory = 0;
        double[] seconds = new double[devices.size()];
        boolean[] counted = new boolean[n];
        // transfers out that end when the last reader comes in
        double[] endsAt = new double[n];
        for (int at = start; at < n; at++) {
            int node = order[at];
            memory += work.bytes(node);
            for (int u : work.predecessors(node)) {
                if (place[u] < start && !counted[u]) {
                    counted[u] = true;
                    moved += work.transfer(u);
                }
            }
            if (lastReader[at] > at) {
                moved += work.transfer(node);
                endsAt[lastReader[at]] += work.transfer(node);
            }
            moved -= endsAt[at];
            for (int k = 0; k < seconds.length; k++) {
                seconds[k] += work.seconds(k, node);
                loads[k][at + 1] = memory > devices.get(k).memoryBytes()
                        ? Double.POSITIVE_INFINITY
                        : seconds[k] + devices.get(k).transferFactor() * moved;
            }
        }
    }

    private void push(int start, double[][] loads) {
        for (int s = 0; s < counts.states(); s++) {
            double before = value[start][s];
            if (before == Double.POSITIVE_INFINITY) {
                continue;
            }
            for (int k = 0; k < loads.length; k++) {
                int next = counts.with(s, k);
                for (int end = start + 1; next >= 0 && end <= order.length; end++) {
                    double with = objective.with(before, loads[k][end]);
                    if (mayCut[end] && with < value[end][next]) {
                        value[end][next] = with;
                        from[end][next] = start;
                        kindUsed[end][next] = k;
                    }
                }
            }
        }
    }

    private Partition traced(int last) {
        List<Partition.Stage> stages = new ArrayList<>();
        int state = last;
        for (int end = order.length; end > 0; ) {
            int start = from[end][state];
            int kind = kindUsed[end][state];
            boolean[] set = new boolean[order.length];
            List<Integer> nodes = new ArrayList<>();
            for (int i = start; i < end; i++) {
                set[order[i]] = true;
                nodes.add(order[i]);
            }
            stages.add(0, new Partition.Stage(kind, nodes, work.load(set, kind, devices.get(kind))));
            state = counts.without(state, kind);
            end = start;
        }
        double total = 0;
        for (Partition.Stage stage : stages) {
            total = objective.with(total, stage.load());
        }
        return new Partition(stages, total, false);
    }
}
