package dev.lepton.core.finance.commitment;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.List;

/**
 * How many units to commit to now.
 *
 * @param alone for each commitment by itself, as if it were the only one on offer
 * @param bought what to buy of each, shortest first; units of 0 where none
 * @param overflowUnits units above the commitment in use in the first year, in the mean
 * @param firstYearMonth an expected month of 730 hours of the first year
 * @param horizon the whole of the longest commitment, years after the first decided when they come
 * @param horizonYears how long that is
 */
public record CommitmentPlan(
        List<Alone> alone,
        List<Bought> bought,
        BigDecimal overflowUnits,
        Bill firstYearMonth,
        Bill horizon,
        int horizonYears) {
    /**
     * A commitment by itself.
     *
     * @param breakEven share of the time above which it pays
     * @param quantile z* = F⁻¹(1 − break-even) of the units in use over its years, all scenarios together
     * @param units whole units that are each used for at least the break-even
     * @param byScenario the same of the scenarios by themselves: those that 10, 50 and 90 % of their weight stay within
     */
    public record Alone(
            UnitRates.Commitment commitment,
            BigDecimal breakEven,
            BigDecimal quantile,
            int units,
            List<Integer> byScenario) {
        public Alone {
            byScenario = List.copyOf(byScenario);
        }
    }

    /**
     * Units bought of one commitment: levels {@code from} to {@code from + units − 1}.
     *
     * @param lastUsedShare share of the first year that the last of them is used; 0 without units
     */
    public record Bought(UnitRates.Commitment commitment, int from, int units, BigDecimal lastUsedShare) {}

    /** What it costs without a commitment and with the plan. */
    public record Bill(Money allOnDemand, Money committed, Money overflow) {
        public Money planned() {
            return committed.plus(overflow);
        }

        public Money saved() {
            return allOnDemand.minus(planned());
        }
    }

    public CommitmentPlan {
        alone = List.copyOf(alone);
        bought = List.copyOf(bought);
    }

    /** Units committed to in all. */
    public int committedUnits() {
        return bought.stream().mapToInt(Bought::units).sum();
    }
}
