package dev.lepton.compress.prune;

import dev.lepton.compress.onnx.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Channels that layers make, and which of them must go together because the graph adds, multiplies or otherwise joins them. Channels of
 * one layer are a family; families whose channels are joined are one. Channel 0 is none: what it labels always stays.
 */
final class Channels {
    private final List<Integer> parents = new ArrayList<>(List.of(0));
    private final List<Integer> families = new ArrayList<>(List.of(0));
    private final List<NodeProto> makers = new ArrayList<>();
    private final List<Integer> familyParents = new ArrayList<>(List.of(0));
    private final Map<Integer, String> refused = new HashMap<>();

    /** New channels of a family of their own, that {@code maker} makes. */
    int[] fresh(NodeProto maker, int count) {
        makers.add(maker);
        int family = familyParents.size();
        familyParents.add(family);
        int[] made = new int[count];
        for (int i = 0; i < count; i++) {
            made[i] = parents.size();
            parents.add(made[i]);
            families.add(family);
        }
        return made;
    }

    /** The channel that stands for all joined with {@code channel}. */
    int find(int channel) {
        return root(parents, channel);
    }

    private static int root(List<Integer> parents, int of) {
        int at = of;
        while (parents.get(at) != at) {
            parents.set(at, parents.get(parents.get(at)));
            at = parents.get(at);
        }
        return at;
    }

    int family(int channel) {
        return root(familyParents, families.get(channel));
    }

    /** From here on the two go or stay together. Where one is none the other's family is refused. */
    void join(int a, int b, String why) {
        if (a == 0 || b == 0) {
            refuse(Math.max(a, b), why);
            return;
        }
        int x = find(a);
        int y = find(b);
        parents.set(Math.max(x, y), Math.min(x, y));
        int f = family(a);
        int g = family(b);
        if (f != g) {
            int kept = Math.min(f, g);
            familyParents.set(Math.max(f, g), kept);
            Optional.ofNullable(refused.remove(Math.max(f, g))).ifPresent(w -> refused.putIfAbsent(kept, w));
        }
    }

    void join(int[] a, int[] b, String why) {
        for (int i = 0; i < a.length; i++) {
            join(a[i], b[i], why);
        }
    }

    /** No channel of this one's family is removed, {@code why} says because of which node. */
    void refuse(int channel, String why) {
        if (channel != 0) {
            refused.putIfAbsent(family(channel), why);
        }
    }

    void refuse(int[] channels, String why) {
        for (int channel : channels) {
            refuse(channel, why);
        }
    }

    Optional<String> refused(int family) {
        return Optional.ofNullable(refused.get(family));
    }

    /** The nodes whose channels are in each family, by the family's number, in order. */
    Map<Integer, List<NodeProto>> makers() {
        Map<Integer, List<NodeProto>> by = new LinkedHashMap<>();
        for (int i = 0; i < makers.size(); i++) {
            by.computeIfAbsent(root(familyParents, i + 1), f -> new ArrayList<>())
                    .add(makers.get(i));
        }
        return by;
    }

    /** The standing channels of {@code family}, in order. */
    List<Integer> members(int family) {
        List<Integer> members = new ArrayList<>();
        for (int c = 1; c < parents.size(); c++) {
            if (find(c) == c && family(c) == family) {
                members.add(c);
            }
        }
        return members;
    }
}
