package dev.lepton.compress.split;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
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

    /**
     * @param seconds by kind of device, then by node; infinite where a kind cannot run a node
     * @param bytes of memory by node
     * @param transfer by node: what it takes to bring its outputs over once
     * @param successors by node: the nodes that read its outputs
     */
    public Workload(double[][] seconds, double[] bytes, double[] transfer, int[][] successors) {
        this.seconds = Arrays.stream(seconds).map(double[]::clone).toArray(double[][]::new);
        this.bytes = bytes.clone();
        this.transfer = transfer.clone();
        this.successors = Arrays.stream(successors)
                .map(s -> Arrays.stream(s).distinct().sorted().toArray())
                .toArray(int[][]::new);
        this.predecessors = turned(this.successors);
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

    /** Orders in which every node comes after those it reads: by number, breadth first, depth first, and depth first from behind. */
    List<int[]> orders() {
        List<int[]> orders = new ArrayList<>();
        orders.add(kahn(0));
        orders.add(kahn(1));
        orders.add(kahn(2));
        orders.add(fromBehind());
        return orders;
    }

    /** @param choice which of the ready nodes comes next: 0 the least number, 1 the one ready longest, 2 the one ready last */
    private int[] kahn(int choice) {
        int[] waiting = new int[size()];
        java.util.PriorityQueue<Integer> least = new java.util.PriorityQueue<>();
        Deque<Integer> ready = new ArrayDeque<>();
        for (int v = 0; v < size(); v++) {
            waiting[v] = predecessors[v].length;
            if (waiting[v] == 0) {
                least.add(v);
                ready.add(v);
            }
        }
        int[] order = new int[size()];
        for (int i = 0; i < size(); i++) {
            Integer next = choice == 0 ? least.poll() : choice == 1 ? ready.pollFirst() : ready.pollLast();
            if (next == null) {
                throw new IllegalArgumentException("Nodes read each other in a circle.");
            }
            order[i] = next;
            for (int w : successors[next]) {
                if (--waiting[w] == 0) {
                    least.add(w);
                    ready.addLast(w);
                }
            }
        }
        return order;
    }

    private int[] fromBehind() {
        int[] order = new int[size()];
        int[] state = new int[size()];
        int filled = 0;
        for (int sink = 0; sink < size(); sink++) {
            Deque<Integer> stack = new ArrayDeque<>(List.of(sink));
            while (!stack.isEmpty()) {
                int v = stack.peek();
                if (state[v] == 0) {
                    state[v] = 1;
                    for (int u : predecessors[v]) {
                        if (state[u] == 0) {
                            stack.push(u);
                        }
                    }
                } else {
                    stack.pop();
                    if (state[v] == 1) {
                        state[v] = 2;
                        order[filled++] = v;
                    }
                }
            }
        }
        return order;
    }
}
