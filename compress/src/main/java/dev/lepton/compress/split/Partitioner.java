package dev.lepton.compress.split;

import dev.lepton.compress.split.Partition.Objective;
import dev.lepton.core.evidence.Problem;
import java.util.List;
import java.util.Optional;

/**
 * Divides a workload into stages for devices that may be unlike, so that the fullest stage, or the sum of all, is least. Where the
 * workload has few sets of nodes that are closed under reading, all chains of such sets are looked through and the answer is proven
 * (Tarnawski et al., NeurIPS 2020); otherwise the best of four orders of the nodes is cut into runs, which is best for each of them.
 */
public final class Partitioner {
    private final List<Device> devices;
    private final Objective objective;

    public Partitioner(List<Device> devices, Objective objective) {
        this.devices = List.copyOf(devices);
        this.objective = objective;
    }

    /**
     * The division of {@code work}.
     *
     * @throws Problem when it fits on the devices in no way
     */
    public Partition divide(Workload work) {
        if (work.kinds() != devices.size()) {
            throw new IllegalArgumentException(work.kinds() + " kinds of times for " + devices.size() + " of devices.");
        }
        Optional<Partition> best = IdealChains.best(work, devices, objective).or(() -> runs(work));
        return best.orElseThrow(() -> Problem.input(
                "the model does not fit on the devices: no division into stages stays within every memory.",
                "Maybe give more stages or devices with more memory."));
    }

    /** The best of the orders, each cut in the best way; empty when none fits. */
    Optional<Partition> runs(Workload work) {
        Partition best = null;
        for (int[] order : work.orders()) {
            Optional<Partition> cut = new OrderCut(work, devices, objective, order).best();
            if (cut.isPresent() && (best == null || cut.get().value() < best.value())) {
                best = cut.get();
            }
        }
        return Optional.ofNullable(best);
    }
}
