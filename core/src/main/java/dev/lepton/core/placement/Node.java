package dev.lepton.core.placement;

import dev.lepton.core.money.Price;
import dev.lepton.core.workload.Labels;
import dev.lepton.core.workload.Requirement;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A machine that tasks can be placed on.
 *
 * @param name its name, unique in its cluster
 * @param gpuModel the model of its GPUs, as the source wrote it
 * @param cpuMilli thousandths of a CPU core
 * @param memoryMib main memory, MiB
 * @param gpus whole GPUs, all of one model
 * @param pricePerHour what the node costs for an hour, used or not
 * @param watts what it draws
 * @param speed how fast one of its GPUs is beside the others of the cluster, a ratio above 0
 * @param labels whose it is
 */
public record Node(
        String name,
        Optional<String> gpuModel,
        int cpuMilli,
        int memoryMib,
        int gpus,
        Optional<Price> pricePerHour,
        Optional<Watts> watts,
        Optional<BigDecimal> speed,
        Labels labels) {
    /** Most GPUs of one node. */
    public static final int MOST_GPUS = Requirement.MOST_GPUS;

    /** What a node draws when nothing runs on it but it is on, and when it is fully used; watts. */
    public record Watts(int idle, int busy) {
        public Watts {
            if (idle < 0 || busy < idle) {
                throw new IllegalArgumentException(
                        "A node draws 0 W or more idle and no less when busy, not " + idle + " W and " + busy + " W.");
            }
        }
    }

    public Node {
        if (cpuMilli < 0 || memoryMib < 0) {
            throw new IllegalArgumentException(
                    "Node " + name + " cannot have " + cpuMilli + " thousandths of a core and " + memoryMib + " MiB.");
        }
        if (gpus < 0 || gpus > MOST_GPUS) {
            throw new IllegalArgumentException(
                    "Node " + name + " cannot have " + gpus + " GPUs: 0 to " + MOST_GPUS + " are allowed.");
        }
        if (speed.isPresent() && speed.get().signum() <= 0) {
            throw new IllegalArgumentException("The speed of node " + name + " is " + speed.get() + ", not above 0.");
        }
    }

    /** A node of which only the size is known. */
    public static Node of(String name, String gpuModel, int cpuMilli, int memoryMib, int gpus) {
        return new Node(
                name,
                gpuModel.isEmpty() ? Optional.empty() : Optional.of(gpuModel),
                cpuMilli,
                memoryMib,
                gpus,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Labels.NONE);
    }

    /** The same node at {@code price} for an hour. */
    public Node priced(Price price) {
        return new Node(name, gpuModel, cpuMilli, memoryMib, gpus, Optional.of(price), watts, speed, labels);
    }

    /** The same node, drawing {@code drawn}. */
    public Node drawing(Watts drawn) {
        return new Node(name, gpuModel, cpuMilli, memoryMib, gpus, pricePerHour, Optional.of(drawn), speed, labels);
    }

    /** The same node, whose GPUs are {@code ratio} times as fast as the cluster's slowest, say. */
    public Node ofSpeed(BigDecimal ratio) {
        return new Node(name, gpuModel, cpuMilli, memoryMib, gpus, pricePerHour, watts, Optional.of(ratio), labels);
    }
}
