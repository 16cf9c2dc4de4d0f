package dev.lepton.core.simulate.packing;

import dev.lepton.core.evidence.Reason;
import dev.lepton.core.placement.ClusterState;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a stream of tasks that never leave.
 *
 * @param end the cluster as it was left
 * @param decisions tasks that arrived
 * @param arrivedGpuMilli thousandths of a GPU that they asked for, placed or not
 * @param refused tasks that fitted nowhere, by the reason of the nodes that came closest
 * @param curve one point for each whole arrived per cent at which a task arrived
 */
public record PackingOutcome(
        ClusterState end, int decisions, long arrivedGpuMilli, Map<Reason, Integer> refused, List<Point> curve) {
    /** Mean of the unallocated GPUs after each task that brought the arrived ones to {@code arrivedPercent}, rounded. */
    public record Point(int arrivedPercent, double unallocatedPercent) {}

    public PackingOutcome {
        refused = refused.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(refused));
        curve = List.copyOf(curve);
    }

    public long capacityGpuMilli() {
        return end.cluster().capacityGpuMilli();
    }

    public long allocatedGpuMilli() {
        return capacityGpuMilli() - end.freeGpuMilli();
    }

    /** GPUs left unallocated at the end, per cent of the cluster's; 0 for a cluster without GPUs. */
    public double unallocatedPercent() {
        return capacityGpuMilli() == 0 ? 0 : 100.0 * end.freeGpuMilli() / capacityGpuMilli();
    }

    public int refusedTasks() {
        return refused.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The curve at {@code arrivedPercent}, where it has a point. */
    public Optional<Double> at(int arrivedPercent) {
        return curve.stream()
                .filter(p -> p.arrivedPercent() == arrivedPercent)
                .map(Point::unallocatedPercent)
                .findFirst();
    }
}
