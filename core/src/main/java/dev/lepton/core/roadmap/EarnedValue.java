package dev.lepton.core.roadmap;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * Earned value (ANSI/EIA-748, PMI) and earned schedule (Lipke, 2003). What is not defined is empty: the cost index without
 * any cost, the index to complete once the budget is spent.
 *
 * @param budget at completion, BAC: what the plan costs in all
 * @param planned PV: what the plan had spent by now
 * @param earned EV: of each task's planned cost the share that is done
 * @param actual AC: what was spent; empty where a task that has begun does not say
 * @param earnedSchedule the slot of the roadmap's calendar at which the plan had earned this much
 * @param elapsed slots of that calendar that have passed
 * @param duration slots of it that the plan takes
 */
public record EarnedValue(
        Money budget,
        Money planned,
        Money earned,
        Optional<Money> actual,
        double earnedSchedule,
        int elapsed,
        int duration) {
    /** Where {@code network} stands against its {@code plan}. */
    public static EarnedValue of(Network network, Schedule plan, Status status) {
        Roadmap roadmap = network.roadmap();
        CostPlan costs = CostPlan.of(network, plan);
        Money earned = Money.zero(roadmap.currency());
        Optional<Money> actual = Optional.of(earned);
        for (int i = 0; i < network.size(); i++) {
            Optional<Progress> report = status.of(roadmap.tasks().get(i).id());
            if (report.isPresent()) {
                earned = earned.plus(costs.total(i).times(report.get().share()));
                Optional<Money> spent = report.get().actualCost();
                boolean free = costs.total(i).isZero() && spent.isEmpty();
                actual = free ? actual : actual.flatMap(a -> spent.map(a::plus));
            }
        }
        int now = Math.max(0, roadmap.endOf(status.asOf()));
        return new EarnedValue(
                costs.total(),
                costs.by(now),
                earned,
                actual,
                earnedSchedule(network, plan, costs, earned),
                network.base().count(now),
                duration(network, plan));
    }

    private static int duration(Network network, Schedule plan) {
        return network.base().count(plan.finish());
    }

    /** The slots after which the plan had earned {@code earned}, a part of a slot in proportion. */
    private static double earnedSchedule(Network network, Schedule plan, CostPlan costs, Money earned) {
        int all = duration(network, plan);
        if (earned.compareTo(costs.total()) >= 0) {
            return all;
        }
        int low = 1;
        int high = all;
        while (low < high) {
            int middle = (low + high) / 2;
            if (after(network, costs, middle, all).compareTo(earned) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Money before = low == 1 ? Money.zero(earned.currency()) : after(network, costs, low - 1, all);
        Money after = after(network, costs, low, all);
        return low - 1 + earned.minus(before).toDouble() / after.minus(before).toDouble();
    }

    /** What the plan had spent after {@code k} slots of the roadmap's calendar. */
    private static Money after(Network network, CostPlan costs, int k, int all) {
        return k >= all ? costs.total() : costs.by(network.base().shifted(0, k));
    }

    /** EV − PV; negative is behind. */
    public Money scheduleVariance() {
        return earned.minus(planned);
    }

    /** EV − AC; negative is over cost. */
    public Optional<Money> costVariance() {
        return actual.map(earned::minus);
    }

    /** SPI = EV ÷ PV. It goes to 1 at the end of a late project too; see {@link #timeIndex}. */
    public Optional<BigDecimal> scheduleIndex() {
        return ratio(earned, planned);
    }

    /** CPI = EV ÷ AC. */
    public Optional<BigDecimal> costIndex() {
        return actual.flatMap(a -> ratio(earned, a));
    }

    /** EAC = BAC ÷ CPI: the rest goes as it went so far. */
    public Optional<Money> atCompletionByCost() {
        return costIndex().filter(c -> c.signum() > 0).map(c -> over(budget, c));
    }

    /** EAC = AC + (BAC − EV): the rest goes as planned. */
    public Optional<Money> atCompletionAsPlanned() {
        return actual.map(a -> a.plus(budget.minus(earned)));
    }

    /** EAC = AC + (BAC − EV) ÷ (CPI · SPI): the rest is hurried as well. */
    public Optional<Money> atCompletionByBoth() {
        Optional<BigDecimal> both = costIndex().flatMap(c -> scheduleIndex().map(c::multiply));
        return both.filter(b -> b.signum() > 0).flatMap(b -> actual.map(a -> a.plus(over(budget.minus(earned), b))));
    }

    /** TCPI = (BAC − EV) ÷ (BAC − AC): how well the rest must go to keep the budget; empty once it is spent. */
    public Optional<BigDecimal> toComplete() {
        return actual.map(budget::minus)
                .filter(left -> left.amount().signum() > 0)
                .flatMap(left -> ratio(budget.minus(earned), left));
    }

    /** SPI(t) = ES ÷ time that has passed. */
    public Optional<BigDecimal> timeIndex() {
        return elapsed == 0 ? Optional.empty() : Optional.of(BigDecimal.valueOf(earnedSchedule / elapsed));
    }

    /** Slots that the whole takes if it goes on as it went: planned duration ÷ SPI(t). */
    public Optional<Double> durationAtThisPace() {
        return timeIndex().filter(t -> t.signum() > 0).map(t -> duration / t.doubleValue());
    }

    private static Optional<BigDecimal> ratio(Money of, Money to) {
        return to.isZero() ? Optional.empty() : Optional.of(of.amount().divide(to.amount(), MathContext.DECIMAL64));
    }

    private static Money over(Money of, BigDecimal by) {
        return new Money(of.amount().divide(by, MathContext.DECIMAL64), of.currency());
    }
}
