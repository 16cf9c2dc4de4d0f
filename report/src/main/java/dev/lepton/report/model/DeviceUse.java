package dev.lepton.report.model;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.List;

/**
 * What became of the capacity that was paid for on one type of device. The four parts are the whole: their sum is the
 * cost of the devices.
 *
 * @param device its name: {@code H100 80GB}
 * @param unit what its time is counted in: {@code GPU-hours}
 * @param used allocated, and measured to be at work
 * @param unmeasured allocated, but nobody measured what it did
 * @param idleAllocated allocated, and measured to be idle
 * @param unallocated given to nobody
 * @param confidence how sure the split is
 */
public record DeviceUse(
        String device,
        String unit,
        Slice used,
        Slice unmeasured,
        Slice idleAllocated,
        Slice unallocated,
        Confidence confidence) {
    public DeviceUse {
        Check.named("A device type", device);
    }

    /** The four parts in the order of the constructor. */
    public List<Slice> slices() {
        return List.of(used, unmeasured, idleAllocated, unallocated);
    }

    public Money cost() {
        return used.cost().plus(unmeasured.cost()).plus(idleAllocated.cost()).plus(unallocated.cost());
    }

    public BigDecimal hours() {
        return slices().stream().map(Slice::hours).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Money and device time; neither is negative. */
    public record Slice(Money cost, BigDecimal hours) {
        public Slice {
            Check.that(
                    !cost.isNegative() && hours.signum() >= 0,
                    "A share of capacity cannot be negative: " + cost + ", " + hours + " h.");
        }
    }
}
