package dev.lepton.core.placement;

import dev.lepton.core.workload.GroupRule;
import dev.lepton.core.workload.Locality;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where the tasks of groups run, and which nodes are one place by the values of a label. */
final class Groups {
    /** Tasks that want those of a group kept away from their place. */
    private record Repelled(String group, String key) {}

    private static final String MODEL = "nvidia.com/gpu.product";
    private static final Set<String> NAMES = Set.of(GroupRule.NODE, "kubernetes.io/hostname", "metadata.name");

    private final Cluster cluster;
    private final Map<String, int[]> places = new HashMap<>();
    private final Map<String, List<Optional<String>>> values = new HashMap<>();
    private final Map<String, Map<Integer, Integer>> onNode = new HashMap<>();
    private final Map<String, Map<Integer, Integer>> onGpu = new HashMap<>();
    private final Map<Repelled, Map<Integer, Integer>> repels = new HashMap<>();

    Groups(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Tells that a task came to a node, or, with −1, that it left. */
    void count(Locality locality, Decision.Placed where, int more) {
        for (String group : locality.groups()) {
            add(onNode.computeIfAbsent(group, g -> new HashMap<>()), where.node(), more);
            Map<Integer, Integer> gpus = onGpu.computeIfAbsent(group, g -> new HashMap<>());
            for (int bits = where.gpus(); bits != 0; bits &= bits - 1) {
                add(gpus, where.node() * cluster.slots() + Integer.numberOfTrailingZeros(bits), more);
            }
        }
        for (GroupRule rule : locality.rules()) {
            if (rule.kind() == GroupRule.Kind.APART
                    && rule.required()
                    && !rule.key().equals(GroupRule.GPU)) {
                Repelled away = new Repelled(rule.group(), rule.key());
                add(repels.computeIfAbsent(away, r -> new HashMap<>()), where.node(), more);
            }
        }
    }

    private static void add(Map<Integer, Integer> counts, int at, int more) {
        counts.merge(at, more, (a, b) -> a + b == 0 ? null : a + b);
    }

    /** Tasks of {@code group} by node, those nodes only that have some. */
    Map<Integer, Integer> byNode(String group) {
        return onNode.getOrDefault(group, Map.of());
    }

    /** The GPUs of {@code node}, as bits, that tasks of {@code group} have a part of. */
    int gpus(String group, int node) {
        Map<Integer, Integer> counts = onGpu.getOrDefault(group, Map.of());
        int bits = 0;
        for (int g = 0; !counts.isEmpty() && g < cluster.gpus[node]; g++) {
            bits |= counts.containsKey(node * cluster.slots() + g) ? 1 << g : 0;
        }
        return bits;
    }

    /** The places, as in {@link #places}, where some task wants none of {@code groups}: the key and the place's tasks that do. */
    Map<String, Map<Integer, Integer>> closedTo(Set<String> groups) {
        Map<String, Map<Integer, Integer>> closed = new HashMap<>();
        repels.forEach((away, counts) -> {
            if (groups.contains(away.group())) {
                Map<Integer, Integer> byPlace = closed.computeIfAbsent(away.key(), k -> new HashMap<>());
                byPlace(away.key(), counts).forEach((place, n) -> byPlace.merge(place, n, Integer::sum));
            }
        });
        return closed;
    }

    /** Counts by node added up by place; nodes without the label are left out. */
    Map<Integer, Integer> byPlace(String key, Map<Integer, Integer> byNode) {
        int[] of = places(key);
        Map<Integer, Integer> sums = new HashMap<>();
        byNode.forEach((node, count) -> {
            if (of[node] >= 0) {
                sums.merge(of[node], count, Integer::sum);
            }
        });
        return sums;
    }

    /** The place of each node, a number; −1 where the node has no such label. */
    int[] places(String key) {
        return places.computeIfAbsent(key, k -> {
            int[] of = new int[cluster.size()];
            Arrays.fill(of, -1);
            Map<String, Integer> ids = new HashMap<>();
            for (int n = 0; n < of.length; n++) {
                Optional<String> value = value(n, k);
                if (value.isPresent()) {
                    of[n] = ids.computeIfAbsent(value.get(), v -> ids.size());
                }
            }
            return of;
        });
    }

    /** The label {@code key} of node {@code n}; where there is none, its name or GPU model for the keys that stand for them. */
    Optional<String> value(int n, String key) {
        return values.computeIfAbsent(
                        key,
                        k -> cluster.nodes().stream()
                                .map(node -> value(node, k))
                                .toList())
                .get(n);
    }

    private static Optional<String> value(Node node, String key) {
        Optional<String> label = node.labels().get(key);
        if (label.isPresent()) {
            return label;
        }
        if (key.equals(MODEL)) {
            return node.gpuModel();
        }
        return NAMES.contains(key) ? Optional.of(node.name()) : Optional.empty();
    }
}
