package dev.lepton.core.billing;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node's sliced GPUs cost over some hours, split by slice-time: slices × hours of each user, and the slice-time
 * that nobody held. The parts add up to the total exactly. Follows koku, {@code docs/architecture/mig-gpu-support.md}.
 *
 * @param total monthly rate ÷ days of the month × hours ÷ 24 × GPUs
 * @param shares one per use, in the order given
 * @param unallocated what the rest of the slice-time cost
 */
public record MigCost(Money total, List<Share> shares, Share unallocated) {
    private static final BigDecimal HOURS_PER_DAY = BigDecimal.valueOf(24);

    /**
     * One workload's hold on slices.
     *
     * @param hours how long, not negative
     * @param slices compute slices held meanwhile
     */
    public record Use(String name, BigDecimal hours, int slices) {
        public Use {
            if (hours.signum() < 0 || slices < 1) {
                throw new IllegalArgumentException(
                        name + " cannot hold " + slices + " slices for " + hours.toPlainString() + " hours.");
            }
        }

        BigDecimal sliceHours() {
            return hours.multiply(BigDecimal.valueOf(slices));
        }
    }

    /** A part of the cost and the slice-time it is for. */
    public record Share(String name, BigDecimal sliceHours, Money cost) {}

    public MigCost {
        shares = List.copyOf(shares);
    }

    /**
     * Splits the cost of {@code gpus} GPUs that were up for {@code hours}.
     *
     * @param perMonth rate of one GPU for a calendar month of {@code daysInMonth} days
     * @param maxSlices compute slices of one GPU
     * @throws IllegalArgumentException if more slice-time was held than there was
     */
    public static MigCost of(
            Money perMonth, int daysInMonth, int gpus, int maxSlices, BigDecimal hours, List<Use> uses) {
        if (daysInMonth < 28 || daysInMonth > 31 || gpus < 1 || maxSlices < 1 || hours.signum() <= 0) {
            throw new IllegalArgumentException("A month of " + daysInMonth + " days, " + gpus + " GPUs, " + maxSlices
                    + " slices and " + hours.toPlainString() + " hours cannot be billed.");
        }
        BigDecimal capacity = hours.multiply(BigDecimal.valueOf((long) gpus * maxSlices));
        List<BigDecimal> weights = new ArrayList<>();
        BigDecimal free = capacity;
        for (Use use : uses) {
            weights.add(use.sliceHours());
            free = free.subtract(use.sliceHours());
        }
        if (free.signum() < 0) {
            throw new IllegalArgumentException(capacity.subtract(free).toPlainString() + " slice-hours were held, but "
                    + gpus + " GPUs of " + maxSlices + " slices have only " + capacity.toPlainString() + " in "
                    + hours.toPlainString() + " hours.");
        }
        weights.add(free);
        Money total = total(perMonth, daysInMonth, gpus, hours);
        List<Money> costs = total.split(weights);
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < uses.size(); i++) {
            shares.add(new Share(uses.get(i).name(), weights.get(i), costs.get(i)));
        }
        return new MigCost(total, shares, new Share("unallocated", free, costs.get(uses.size())));
    }

    private static Money total(Money perMonth, int daysInMonth, int gpus, BigDecimal hours) {
        BigDecimal product = perMonth.amount().multiply(hours).multiply(BigDecimal.valueOf(gpus));
        BigDecimal monthHours = HOURS_PER_DAY.multiply(BigDecimal.valueOf(daysInMonth));
        return new Money(product.divide(monthHours, Money.SCALE, RoundingMode.HALF_EVEN), perMonth.currency());
    }
}
