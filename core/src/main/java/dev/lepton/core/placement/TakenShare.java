package dev.lepton.core.placement;

import dev.lepton.core.money.Money;
import dev.lepton.core.workload.Requirement;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * How much of a node a task takes: the largest of its shares of the node's CPU, memory and GPUs, since that is what it
 * keeps others from using (the dominant share of Ghodsi et al., NSDI 2011). As a ratio of whole numbers.
 */
record TakenShare(long taken, long of) {
    static TakenShare of(Node node, Requirement task) {
        return of(node, task.cpuMilli(), task.memoryMib(), task.totalGpuMilli());
    }

    static TakenShare of(Node node, Shape shape) {
        return of(node, shape.cpuMilli(), shape.memoryMib(), shape.totalGpuMilli());
    }

    private static TakenShare of(Node node, int cpu, int memory, int gpu) {
        TakenShare most = new TakenShare(0, 1);
        most = most.orMore(cpu, node.cpuMilli());
        most = most.orMore(memory, node.memoryMib());
        return most.orMore(gpu, (long) node.gpus() * Requirement.WHOLE_GPU);
    }

    private TakenShare orMore(long amount, long capacity) {
        return amount > 0 && capacity > 0 && amount * of > taken * capacity ? new TakenShare(amount, capacity) : this;
    }

    double ratio() {
        return (double) taken / of;
    }

    /** What the share of {@code node} costs for an hour, when the node's price is known. */
    Optional<Money> hourly(Node node) {
        return node.pricePerHour().map(p -> p.spreadOver(BigDecimal.valueOf(of)).times(BigDecimal.valueOf(taken)));
    }
}
