package dev.lepton.core.placement;

import dev.lepton.core.evidence.Reason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Where a task goes, or why nowhere. */
public sealed interface Decision {
    /**
     * It goes to node {@code node} of the cluster.
     *
     * @param node index of the node
     * @param gpus bit g set for each GPU g of the node that it gets its thousandths of
     */
    record Placed(int node, int gpus) implements Decision {}

    /** It fits nowhere now: how many nodes refuse it for each reason, the first that applies to the node. */
    record Refused(Map<Reason, Integer> nodes) implements Decision {
        public Refused {
            nodes = nodes.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(nodes));
        }
    }
}
