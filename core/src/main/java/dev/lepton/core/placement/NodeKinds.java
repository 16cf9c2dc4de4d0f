package dev.lepton.core.placement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Nodes of one size and GPU model taken together, numbered from 0. */
final class NodeKinds {
    /** The kind of each node. */
    final int[] of;

    private final int[] example;

    NodeKinds(Cluster cluster) {
        of = new int[cluster.size()];
        Map<List<Integer>, Integer> ids = new LinkedHashMap<>();
        int[] first = new int[cluster.size()];
        for (int n = 0; n < of.length; n++) {
            List<Integer> size = List.of(cluster.model[n], cluster.gpus[n], cluster.cpuMilli[n], cluster.memoryMib[n]);
            Integer id = ids.putIfAbsent(size, ids.size());
            of[n] = id == null ? ids.size() - 1 : id;
            if (id == null) {
                first[of[n]] = n;
            }
        }
        example = java.util.Arrays.copyOf(first, ids.size());
    }

    int count() {
        return example.length;
    }

    /** A node of {@code kind}. */
    int example(int kind) {
        return example[kind];
    }
}
