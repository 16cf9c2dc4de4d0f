package dev.lepton.core.plan.joint;

import dev.lepton.core.money.Money;
import dev.lepton.core.plan.joint.Way.How;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;

/** Adds a plan up: money exactly from counts, hours and prices; energy and carbon from what runs. */
final class PlanSum {
    private final JointProblem problem;
    private final FleetReading fleets;
    private final List<JointPlan.Serving> serving;
    private final List<JointPlan.Chosen> chosen;

    PlanSum(JointProblem problem, FleetReading fleets, List<JointPlan.Serving> serving, List<JointPlan.Chosen> chosen) {
        this.problem = problem;
        this.fleets = fleets;
        this.serving = List.copyOf(serving);
        this.chosen = List.copyOf(chosen);
    }

    /** @param bound of the cost that has been proven, in dollars */
    JointPlan plan(List<Integer> undone, double bound, boolean optimal) {
        List<JointPlan.Fleet> fleet = fleets.fleet();
        WorkUse use = new WorkUse(problem);
        serving.forEach(use::add);
        chosen.forEach(use::add);
        Money power = power(use.paidKwh());
        Money monthly = power;
        for (JointPlan.Fleet f : fleet) {
            monthly = monthly.plus(f.monthly());
        }
        for (JointPlan.Chosen c : chosen) {
            if (problem.ways().get(c.way()).how() instanceof How.Keep keep) {
                monthly = monthly.plus(keep.monthly());
            }
        }
        int started = fleets.started(fleet);
        Money changing = problem.limits()
                .changeCost()
                .map(c -> c.times(BigDecimal.valueOf(started)))
                .orElse(Money.zero(problem.currency()));
        Money total = monthly.plus(changing);
        Money below = new Money(BigDecimal.valueOf(bound).round(new MathContext(15)), problem.currency());
        return new JointPlan(
                monthly,
                power,
                changing,
                optimal || below.compareTo(total) > 0 ? total : below,
                optimal,
                use.kwh(),
                use.kilograms(),
                started,
                fleet,
                serving,
                chosen,
                undone);
    }

    private Money power(Map<Integer, Double> paidKwh) {
        Money power = Money.zero(problem.currency());
        for (Map.Entry<Integer, Double> kwh : paidKwh.entrySet()) {
            power = power.plus(problem.places()
                    .get(kwh.getKey())
                    .perKwh()
                    .orElseThrow()
                    .times(BigDecimal.valueOf(kwh.getValue()).round(MathContext.DECIMAL32)));
        }
        return power;
    }
}
