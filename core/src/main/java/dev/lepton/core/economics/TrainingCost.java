package dev.lepton.core.economics;

import dev.lepton.core.evidence.Explanation;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.util.List;

/**
 * What one training run costs, the time that failures and restarts lost in it.
 *
 * @param name what the run is called
 * @param gpus GPUs held, at least 1
 * @param hours hours they were held, above 0
 * @param lostHours of these, hours whose work was lost and repeated
 * @param perGpuHour what a GPU-hour costs
 * @param beside storage, network and other cost of the run
 */
public record TrainingCost(
        String name, int gpus, BigDecimal hours, BigDecimal lostHours, Price perGpuHour, Money beside) {
    public TrainingCost {
        if (gpus < 1 || hours.signum() <= 0 || lostHours.signum() < 0 || lostHours.compareTo(hours) > 0) {
            throw new IllegalArgumentException("The run '" + name + "' needs GPUs and hours, of which at most all are"
                    + " lost: " + gpus + " GPUs, " + hours.toPlainString() + " h, " + lostHours.toPlainString()
                    + " h lost.");
        }
        if (beside.isNegative() || !beside.currency().equals(perGpuHour.currency())) {
            throw new IllegalArgumentException("The run '" + name + "' has a cost beside its GPUs of " + beside
                    + "; it must be in " + perGpuHour.currency() + " and not negative.");
        }
    }

    /** The cost in three parts: GPU time that counted, GPU time lost, and the rest. */
    public Explanation total() {
        BigDecimal count = BigDecimal.valueOf(gpus);
        Money gpuTime = perGpuHour.times(hours.multiply(count));
        List<Money> parts = gpuTime.split(List.of(hours.subtract(lostHours), lostHours));
        return Explanation.sum(
                name,
                "",
                List.of(
                        Explanation.leaf("GPU time that counted", parts.get(0), working(hours.subtract(lostHours))),
                        Explanation.leaf("GPU time lost", parts.get(1), working(lostHours)),
                        Explanation.leaf("storage, network and other", beside, "as stated")));
    }

    private String working(BigDecimal span) {
        return gpus + " GPUs × " + span.toPlainString() + " h at " + perGpuHour;
    }
}
