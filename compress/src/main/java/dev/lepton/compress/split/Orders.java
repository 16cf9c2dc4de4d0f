package dev.lepton.compress.split;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Orders of a workload in which every node comes after those it reads and the nodes of a group stand side by side: the least number first,
 * breadth first, depth first, and depth first from behind.
 */
final class Orders {
    private final Workload work;
    private final List<List<Integer>> members;
    private final int[][] after;
    private final int[][] before;

    Orders(Workload work) {
        this.work = work;
        this.members = work.together().members();
        List<TreeSet<Integer>> next = new ArrayList<>();
        List<TreeSet<Integer>> last = new ArrayList<>();
        members.forEach(m -> {
            next.add(new TreeSet<>());
            last.add(new TreeSet<>());
        });
        for (int v = 0; v < work.size(); v++) {
            for (int w : work.successors(v)) {
                int from = work.together().of(v);
                int to = work.together().of(w);
                if (from != to) {
                    next.get(from).add(to);
                    last.get(to).add(from);
                }
            }
        }
        after = arrays(next);
        before = arrays(last);
    }

    private static int[][] arrays(List<? extends Set<Integer>> sets) {
        return sets.stream()
                .map(s -> s.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    List<int[]> all() {
        List<int[]> orders = new ArrayList<>();
        orders.add(nodes(kahn(0)));
        orders.add(nodes(kahn(1)));
        orders.add(nodes(kahn(2)));
        orders.add(nodes(fromBehind()));
        return orders;
    }

    /** The nodes of groups in {@code order}; within a group in an order in which they can run. */
    private int[] nodes(int[] order) {
        int[] nodes = new int[work.size()];
        int filled = 0;
        for (int group : order) {
            for (int v : runnable(members.get(group))) {
                nodes[filled++] = v;
            }
        }
        return nodes;
    }

    private List<Integer> runnable(List<Integer> group) {
        if (group.size() == 1) {
            return group;
        }
        List<Integer> order = new ArrayList<>();
        TreeSet<Integer> left = new TreeSet<>(group);
        while (!left.isEmpty()) {
            int next = left.stream().filter(v -> ready(v, left)).findFirst().orElseThrow(Orders::circle);
            left.remove(next);
            order.add(next);
        }
        return order;
    }

    private boolean ready(int node, Set<Integer> left) {
        for (int u : work.predecessors(node)) {
            if (left.contains(u)) {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException circle() {
        return new IllegalArgumentException("Nodes read each other in a circle.");
    }

    /** @param choice which of the ready groups comes next: 0 the least number, 1 the one ready longest, 2 the one ready last */
    private int[] kahn(int choice) {
        int n = members.size();
        int[] waiting = new int[n];
        PriorityQueue<Integer> least = new PriorityQueue<>();
        Deque<Integer> ready = new ArrayDeque<>();
        for (int g = 0; g < n; g++) {
            waiting[g] = before[g].length;
            if (waiting[g] == 0) {
                least.add(g);
                ready.add(g);
            }
        }
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            Integer next = choice == 0 ? least.poll() : choice == 1 ? ready.pollFirst() : ready.pollLast();
            if (next == null) {
                throw circle();
            }
            order[i] = next;
            for (int g : after[next]) {
                if (--waiting[g] == 0) {
                    least.add(g);
                    ready.addLast(g);
                }
            }
        }
        return order;
    }

    private int[] fromBehind() {
        int n = members.size();
        int[] order = new int[n];
        int[] state = new int[n];
        int filled = 0;
        for (int sink = 0; sink < n; sink++) {
            Deque<Integer> stack = new ArrayDeque<>(List.of(sink));
            while (!stack.isEmpty()) {
                int g = stack.peek();
                if (state[g] == 0) {
                    state[g] = 1;
                    for (int u : before[g]) {
                        if (state[u] == 0) {
                            stack.push(u);
                        }
                    }
                } else {
                    stack.pop();
                    if (state[g] == 1) {
                        state[g] = 2;
                        order[filled++] = g;
                    }
                }
            }
        }
        return order;
    }
}
