package dev.lepton.core.watch.savings;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a kind of machine cost and did in a month of 730 hours, by the hours of its scarcest resource: GPU-hours, or core-hours where it has
 * no accelerator.
 *
 * @param cost of the month, what nobody held included
 * @param work how much was there, held and used; empty where nothing is counted, as of storage on a bill
 */
public record WorkCost(Money cost, Optional<Work> work) {
    /**
     * Hours of a month.
     *
     * @param there paid for, above 0
     * @param held by workloads, above 0
     * @param used of them, above 0; empty where too little was measured
     */
    public record Work(BigDecimal there, BigDecimal held, Optional<BigDecimal> used) {
        public Work {
            if (there.signum() <= 0
                    || held.signum() <= 0
                    || used.map(u -> u.signum() <= 0).orElse(false)) {
                throw new IllegalArgumentException(
                        "Hours there, held and used are above 0, not " + there + ", " + held + ", " + used + ".");
            }
        }

        /** The work done: what was used, or where that is not known what was held. */
        BigDecimal done(boolean byUse) {
            return byUse ? used.orElseThrow() : held;
        }
    }
}
