package dev.lepton.core.placement.share;

import java.util.Comparator;
import java.util.List;

/**
 * Tiresias' discretised two-dimensional least attained service (NSDI'19): jobs stand in queues by the GPU-hours they have
 * had, the first queue first; within a queue as they came. Needs no length of any job.
 *
 * @param thresholds GPU-hours from which a job stands in the next queue, rising
 */
public record TwoDimensionalLas(List<Double> thresholds) implements TimePolicy.OrderRule {
    /** Two queues parted at one GPU-hour, and a third from ten. */
    public static final TwoDimensionalLas USUAL = new TwoDimensionalLas(List.of(1.0, 10.0));

    public TwoDimensionalLas {
        thresholds = List.copyOf(thresholds);
        for (int i = 0; i < thresholds.size(); i++) {
            if (!(thresholds.get(i) > (i == 0 ? 0 : thresholds.get(i - 1)))) {
                throw new IllegalArgumentException(
                        "Thresholds of queues must rise from above zero: " + thresholds + ".");
            }
        }
    }

    @Override
    public List<Contender> order(Contest contest) {
        return InOrder.by(contest, Comparator.comparingInt(this::queue).thenComparingDouble(Contender::arrivalHours));
    }

    private int queue(Contender job) {
        int queue = 0;
        while (queue < thresholds.size() && job.attainedGpuHours() >= thresholds.get(queue) - 1e-9) {
            queue++;
        }
        return queue;
    }
}
