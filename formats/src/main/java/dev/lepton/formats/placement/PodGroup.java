package dev.lepton.formats.placement;

import dev.lepton.core.workload.LabelCondition;
import dev.lepton.core.workload.Labels;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The pods that a label selector of Kubernetes means.
 *
 * @param namespaces where; empty for all
 * @param all what their labels must be
 */
record PodGroup(Set<String> namespaces, List<LabelCondition> all) {
    PodGroup {
        namespaces = Collections.unmodifiableSortedSet(new TreeSet<>(namespaces));
        all = List.copyOf(all);
    }

    /** The same for the same pods, for people to read. */
    String name() {
        String where = namespaces.isEmpty() ? "*" : String.join(",", namespaces);
        return where + "/"
                + String.join(
                        ",", all.stream().map(LabelCondition::words).sorted().toList());
    }

    boolean has(String namespace, Labels labels) {
        return (namespaces.isEmpty() || namespaces.contains(namespace))
                && all.stream()
                        .allMatch(
                                c -> c.holds(Optional.ofNullable(labels.pairs().get(c.key()))));
    }
}
