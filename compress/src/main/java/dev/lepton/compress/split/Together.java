package dev.lepton.compress.split;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups of nodes that must share a device. Groups that read each other in a circle become one, since stages only read what is before them.
 */
final class Together {
    private final int[] group;
    private final int count;

    private Together(int[] group, int count) {
        this.group = group;
        this.count = count;
    }

    /** Every node by itself. */
    static Together none(int nodes) {
        int[] own = new int[nodes];
        for (int v = 0; v < nodes; v++) {
            own[v] = v;
        }
        return new Together(own, nodes);
    }

    /** Nodes of the same colour together, and colours that read each other in a circle: the strong components of the graph of colours. */
    static Together of(int[] colours, int[][] successors) {
        Map<Integer, Integer> numbers = new HashMap<>();
        int[] colour = new int[colours.length];
        for (int v = 0; v < colours.length; v++) {
            colour[v] = numbers.computeIfAbsent(colours[v], c -> numbers.size());
        }
        int n = numbers.size();
        List<List<Integer>> forth = lists(n);
        List<List<Integer>> back = lists(n);
        for (int v = 0; v < colours.length; v++) {
            for (int w : successors[v]) {
                if (colour[v] != colour[w]) {
                    forth.get(colour[v]).add(colour[w]);
                    back.get(colour[w]).add(colour[v]);
                }
            }
        }
        int[] component = components(finished(forth), back);
        int most = 0;
        int[] group = new int[colours.length];
        for (int v = 0; v < colours.length; v++) {
            group[v] = component[colour[v]];
            most = Math.max(most, group[v] + 1);
        }
        return new Together(group, most);
    }

    private static List<List<Integer>> lists(int n) {
        List<List<Integer>> lists = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    /** Kosaraju's first pass: nodes in the order in which a search leaves them. */
    private static List<Integer> finished(List<List<Integer>> forth) {
        int n = forth.size();
        int[] next = new int[n];
        boolean[] seen = new boolean[n];
        List<Integer> order = new ArrayList<>();
        for (int start = 0; start < n; start++) {
            Deque<Integer> stack = new ArrayDeque<>();
            if (!seen[start]) {
                seen[start] = true;
                stack.push(start);
            }
            while (!stack.isEmpty()) {
                int v = stack.peek();
                if (next[v] == forth.get(v).size()) {
                    order.add(stack.pop());
                } else {
                    int w = forth.get(v).get(next[v]++);
                    if (!seen[w]) {
                        seen[w] = true;
                        stack.push(w);
                    }
                }
            }
        }
        return order;
    }

    /** Kosaraju's second pass: against the arrows, from those left last. */
    private static int[] components(List<Integer> finished, List<List<Integer>> back) {
        int[] component = new int[back.size()];
        java.util.Arrays.fill(component, -1);
        int count = 0;
        for (int i = finished.size() - 1; i >= 0; i--) {
            Deque<Integer> stack = new ArrayDeque<>(List.of(finished.get(i)));
            boolean any = false;
            while (!stack.isEmpty()) {
                int v = stack.pop();
                if (component[v] < 0) {
                    component[v] = count;
                    any = true;
                    back.get(v).forEach(stack::push);
                }
            }
            count += any ? 1 : 0;
        }
        return component;
    }

    int of(int node) {
        return group[node];
    }

    int count() {
        return count;
    }

    /** Whether some group has more than one node. */
    boolean any() {
        return count < group.length;
    }

    /** The nodes of each group, ascending. */
    List<List<Integer>> members() {
        List<List<Integer>> members = lists(count);
        for (int v = 0; v < group.length; v++) {
            members.get(group[v]).add(v);
        }
        return members;
    }
}
