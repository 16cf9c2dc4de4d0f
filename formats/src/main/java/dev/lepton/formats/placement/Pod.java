package dev.lepton.formats.placement;

import dev.lepton.core.workload.Requirement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pod of a list.
 *
 * @param name its name, {@code namespace/name} where the list has namespaces
 * @param needs what it asks for
 * @param seconds how long it runs, above 0, where the list says so
 * @param gang the gang it is of, whose pods are placed together or not at all; empty for none
 * @param line where it stands in the file, from 1
 */
public record Pod(String name, Requirement needs, Optional<BigDecimal> seconds, Optional<String> gang, long line) {
    /** A pod that is of no gang. */
    public Pod(String name, Requirement needs, Optional<BigDecimal> seconds, long line) {
        this(name, needs, seconds, Optional.empty(), line);
    }

    /** The pods by gang, in the order of the list; one that is of none is by itself. */
    public static List<List<Pod>> gangs(List<Pod> pods) {
        Map<Object, List<Pod>> gangs = new LinkedHashMap<>();
        for (Pod pod : pods) {
            Object key = pod.gang().isPresent() ? pod.gang().get() : gangs.size();
            gangs.computeIfAbsent(key, k -> new ArrayList<>()).add(pod);
        }
        return List.copyOf(gangs.values());
    }
}
