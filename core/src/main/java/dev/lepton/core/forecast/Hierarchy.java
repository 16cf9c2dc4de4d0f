package dev.lepton.core.forecast;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Series that add up: every series is a leaf with a path such as team and model, and every beginning of a path is the sum of
 * the leaves below it, up to the total. A leaf that begins later or ends earlier than the others counts as 0 there.
 */
public final class Hierarchy {
    /** What the sum of all is called. */
    public static final String TOTAL = "total";

    private static final String JOIN = "/";

    /**
     * A series of the hierarchy.
     *
     * @param series its values; all nodes have the same steps
     * @param leaves indices of the leaves that it is the sum of, among the leaves; its own only for a leaf
     */
    public record Node(Series series, List<Integer> leaves) {
        public Node {
            leaves = List.copyOf(leaves);
        }
    }

    private final List<Node> nodes;
    private final int parents;

    private Hierarchy(List<Node> nodes, int parents) {
        this.nodes = List.copyOf(nodes);
        this.parents = parents;
    }

    /**
     * The hierarchy of {@code leaves}.
     *
     * @param paths of each leaf its path, from the top; all different
     * @throws IllegalArgumentException if a path begins another, the leaves have several cadences, or are not in step
     */
    public static Hierarchy of(List<Series> leaves, List<List<String>> paths) {
        Map<String, List<Integer>> sums = new LinkedHashMap<>();
        List<String> ids = paths.stream().map(p -> String.join(JOIN, p)).toList();
        sums.put(TOTAL, IntStream.range(0, leaves.size()).boxed().toList());
        Map<Integer, Map<String, List<Integer>>> byDepth = new TreeMap<>();
        for (int i = 0; i < paths.size(); i++) {
            for (int depth = 1; depth < paths.get(i).size(); depth++) {
                byDepth.computeIfAbsent(depth, d -> new LinkedHashMap<>())
                        .computeIfAbsent(String.join(JOIN, paths.get(i).subList(0, depth)), p -> new ArrayList<>())
                        .add(i);
            }
        }
        byDepth.values().forEach(sums::putAll);
        for (int i = 0; i < ids.size(); i++) {
            if (sums.containsKey(ids.get(i)) || ids.indexOf(ids.get(i)) != i) {
                throw new IllegalArgumentException(
                        "'" + ids.get(i) + "' is a series of its own and the sum of others, or there twice.");
            }
            if (leaves.get(i).cadence() != leaves.get(0).cadence()) {
                throw new IllegalArgumentException("Series that add up have one step; '" + ids.get(i)
                        + "' has another than '" + ids.get(0) + "'.");
            }
        }
        return new Hierarchy(nodes(leaves, ids, sums), sums.size());
    }

    private static List<Node> nodes(List<Series> leaves, List<String> ids, Map<String, List<Integer>> sums) {
        Instant first =
                leaves.stream().map(s -> s.at(0)).min(Instant::compareTo).orElseThrow();
        Instant last = leaves.stream()
                .map(s -> s.at(s.size() - 1))
                .max(Instant::compareTo)
                .orElseThrow();
        List<Series> even = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            even.add(leaves.get(i).named(ids.get(i)).spanning(first, last));
        }
        List<Node> nodes = new ArrayList<>();
        sums.forEach((id, of) ->
                nodes.add(new Node(Series.sum(id, of.stream().map(even::get).toList()), of)));
        for (int i = 0; i < even.size(); i++) {
            nodes.add(new Node(even.get(i), List.of(i)));
        }
        return nodes;
    }

    /** The sums, the total first, then the leaves. */
    public List<Node> nodes() {
        return nodes;
    }

    /** How many of the nodes, at their beginning, are sums. */
    int parents() {
        return parents;
    }

    /** The series of the nodes. */
    public List<Series> series() {
        return nodes.stream().map(Node::series).toList();
    }

    /** This hierarchy as it was when {@code n} steps were known. */
    public Hierarchy until(int n) {
        return new Hierarchy(
                nodes.stream()
                        .map(node -> new Node(node.series().until(n), node.leaves()))
                        .toList(),
                parents);
    }

    /**
     * {@code forecasts} of the nodes with {@code changes}: those to a sum fall on its leaves, a factor on each, what is added
     * in proportion to what they are forecast at. Sums are the sums of their leaves again.
     */
    public List<Forecast> with(List<PlannedChange> changes, List<Forecast> forecasts) {
        List<Forecast> leaves = new ArrayList<>();
        for (int i = parents; i < nodes.size(); i++) {
            int leaf = i - parents;
            List<PlannedChange> own =
                    changes.stream().filter(c -> falls(c, leaf)).toList();
            leaves.add(
                    PlannedChange.apply(nodes.get(i).series(), forecasts.get(i), own, c -> share(c, leaf, forecasts)));
        }
        return Reconciliation.summed(this, forecasts, leaves);
    }

    private boolean falls(PlannedChange change, int leaf) {
        return change.series().isEmpty()
                || nodes.stream()
                        .anyMatch(n -> n.series().id().equals(change.series().get())
                                && n.leaves().contains(leaf));
    }

    private double share(PlannedChange change, int leaf, List<Forecast> forecasts) {
        List<Integer> all = nodes.stream()
                .filter(n -> n.series().id().equals(change.series().orElse(TOTAL)))
                .findFirst()
                .orElseThrow()
                .leaves();
        double whole =
                all.stream().mapToDouble(i -> size(forecasts.get(parents + i))).sum();
        return whole > 0 ? size(forecasts.get(parents + leaf)) / whole : 1.0 / all.size();
    }

    private static double size(Forecast forecast) {
        return java.util.Arrays.stream(forecast.mean()).map(v -> Math.max(0, v)).sum();
    }
}
