package dev.lepton.compress.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is to be spread over devices: nodes with the time each takes on each kind of device, the memory it needs and what it takes to
 * bring its outputs to or from a device; and which node reads which.
 */
public final class Workload {
    private final double[][] seconds;
    private final double[] bytes;
    private final double[] transfer;
    private final int[][] successors;
    private final int[][] predecessors;
    private final Together together;

    /**
     * @param seconds by kind of device, then by node; infinite where a kind cannot run a node
     * @param bytes of memory by node
     * @param transfer by node: what it takes to bring its outputs over once
     * @param successors by node: the nodes that read its outputs
     */
    public Workload(double[][] seconds, double[] bytes, double[] transfer, int[][] successors) {
        this(seconds, bytes, transfer, successors, new int[0]);
    }

    private Workload(double[][] seconds, double[] bytes, double[] transfer, int[][] successors, int[] colours) {
        this.seconds = Arrays.stream(seconds).map(double[]::clone).toArray(double[][]::new);
        this.bytes = bytes.clone();
        this.transfer = transfer.clone();
        this.successors = Arrays.stream(successors)
                .map(s -> Arrays.stream(s).distinct().sorted().toArray())
                .toArray(int[][]::new);
        this.predecessors = turned(this.successors);
        this.together = colours.length == 0 ? Together.none(bytes.length) : Together.of(colours, this.successors);
    }

    /** The same work, where nodes of the same of {@code colours} must share a device. */
    public Workload colocated(int[] colours) {
        if (colours.length != size()) {
            throw new IllegalArgumentException(colours.length + " colours for " + size() + " nodes.");
        }
        return new Workload(seconds, bytes, transfer, successors, colours);
    }

    Together together() {
        return together;
    }

    private static int[][] turned(int[][] successors) {
        List<List<Integer>> lists = new ArrayList<>();
        for (int v = 0; v < successors.length; v++) {
            lists.add(new ArrayList<>());
        }
        for (int v = 0; v < successors.length; v++) {
            for (int w : successors[v]) {
                lists.get(w).add(v);
            }
        }
        return lists.stream()
                .map(l -> l.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    public int size() {
        return bytes.length;
    }

    public int kinds() {
        return seconds.length;
    }

    double seconds(int kind, int node) {
        return seconds[kind][node];
    }

    double bytes(int node) {
        return bytes[node];
    }

    double transfer(int node) {
        return transfer[node];
    }

    int[] successors(int node) {
        return successors[node];
    }

    int[] predecessors(int node) {
        return predecessors[node];
    }

    /**
     * What a set of nodes takes on a device of {@code kind}: the work, and each tensor that comes in or goes out once. Infinite when it
     * does not fit.
     */
    public double load(boolean[] set, int kind, Device device) {
        double work = 0;
        double memory = 0;
        double moved = 0;
        for (int v = 0; v < set.length; v++) {
            boolean crosses = false;
            for (int w : successors[v]) {
                crosses |= set[v] != set[w];
            }
            if (set[v]) {
                work += seconds[kind][v];
                memory += bytes[v];
            }
            if (crosses && (set[v] || readInside(v, set))) {
                moved += transfer[v];
            }
        }
        return memory > device.memoryBytes() ? Double.POSITIVE_INFINITY : work + device.transferFactor() * moved;
    }

    private boolean readInside(int node, boolean[] set) {
        for (int w : successors[node]) {
            if (set[w]) {
                return true;
            }
        }
        return false;
    }

    /** Orders in which every node comes after those it reads and groups are whole; see {@link Orders}. */
    List<int[]> orders() {
        return new Orders(this).all();
    }
}
