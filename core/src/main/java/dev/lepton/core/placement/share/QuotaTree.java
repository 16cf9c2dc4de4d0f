package dev.lepton.core.placement.share;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may use how many GPUs: tenants and the groups above them. A node's quota is its own before anyone else's; beyond it
 * a node borrows what others leave, in proportion to its weight, up to its ceiling.
 */
public final class QuotaTree {
    /** Nobody has a quota; every tenant weighs the same. */
    public static final QuotaTree FLAT = of(List.of());

    /**
     * A tenant or a group.
     *
     * @param name what jobs call it
     * @param parent the group it belongs to; empty at the top
     * @param quota GPUs of any type that are its own
     * @param weight its part of what is borrowed, positive
     * @param ceiling the most GPUs it may have; empty for no limit
     */
    public record Node(String name, Optional<String> parent, int quota, double weight, Optional<Integer> ceiling) {
        public Node {
            if (quota < 0 || !(weight > 0) || (ceiling.isPresent() && ceiling.get() < quota)) {
                throw new IllegalArgumentException("'" + name + "' has quota " + quota + ", weight " + weight
                        + " and ceiling " + ceiling.map(String::valueOf).orElse("none") + ".");
            }
        }
    }

    private final Map<String, Node> nodes;

    private QuotaTree(Map<String, Node> nodes) {
        this.nodes = nodes;
    }

    /**
     * The tree of {@code nodes}; a parent that is not among them has no quota and weight 1.
     *
     * @throws IllegalArgumentException if a node is above itself, naming the cycle, or stands twice
     */
    public static QuotaTree of(List<Node> nodes) {
        Map<String, Node> byName = new LinkedHashMap<>();
        for (Node node : nodes) {
            if (byName.put(node.name(), node) != null) {
                throw new IllegalArgumentException("'" + node.name() + "' stands twice in the quota tree.");
            }
        }
        QuotaTree tree = new QuotaTree(byName);
        byName.keySet().forEach(tree::refuseCycle);
        return tree;
    }

    private void refuseCycle(String start) {
        List<String> seen = new ArrayList<>();
        Optional<String> at = Optional.of(start);
        while (at.isPresent()) {
            int before = seen.indexOf(at.get());
            seen.add(at.get());
            if (before >= 0) {
                throw new IllegalArgumentException(
                        "The quota tree has a cycle: " + String.join(" → ", seen.subList(before, seen.size())) + ".");
            }
            at = node(at.get()).parent();
        }
    }

    /** Whether a job may be {@code name}'s: it is in the tree, or the tree is empty. */
    public boolean admits(String name) {
        return nodes.isEmpty() || nodes.containsKey(name);
    }

    /** The tenants and groups of the tree, as they were given. */
    public List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    /** The most GPUs that {@code tenant} can hold; empty when nothing on its path has a ceiling. */
    public Optional<Integer> ceiling(String tenant) {
        return path(tenant).stream().flatMap(n -> node(n).ceiling().stream()).min(Integer::compare);
    }

    /** What is known of {@code name}. */
    public Node node(String name) {
        return nodes.getOrDefault(name, new Node(name, Optional.empty(), 0, 1, Optional.empty()));
    }

    /** From the top down to {@code tenant}. */
    public List<String> path(String tenant) {
        List<String> path = new ArrayList<>();
        Optional<String> at = Optional.of(tenant);
        while (at.isPresent()) {
            path.add(0, at.get());
            at = node(at.get()).parent();
        }
        return path;
    }

    /** What each node of the tree holds, as jobs are let in, worked out once and added to. */
    final class Holdings {
        private final Pools pools;
        private final Map<String, Holding> held = new HashMap<>();
        private final Map<String, List<Holding>> paths = new HashMap<>();

        Holdings(Pools pools) {
            this.pools = pools;
        }

        /** From the top down to {@code tenant}; the same objects for the same names. */
        List<Holding> path(String tenant) {
            return paths.computeIfAbsent(
                    tenant,
                    t -> QuotaTree.this.path(t).stream()
                            .map(name -> held.computeIfAbsent(name, n -> new Holding(node(n), pools)))
                            .toList());
        }
    }

    /** What one node holds. */
    static final class Holding {
        private final Node node;
        private final Pools pools;
        private final int[] byType;
        private int gpus;
        private double dominant;

        Holding(Node node, Pools pools) {
            this.node = node;
            this.pools = pools;
            byType = new int[pools.types()];
        }

        Node node() {
            return node;
        }

        void add(int type, int more) {
            byType[type] += more;
            gpus += more;
            dominant = Math.max(dominant, (double) byType[type] / pools.count(type));
        }

        int gpus() {
            return gpus;
        }

        /** The largest share of any type. */
        double dominant() {
            return dominant;
        }
    }
}
