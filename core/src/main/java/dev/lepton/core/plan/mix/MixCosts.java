package dev.lepton.core.plan.mix;

import dev.lepton.core.money.Money;
import dev.lepton.core.plan.mix.MixAnswer.Plan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What each bucket costs an hour in a plan: every shape's machines, shared by the time that the buckets take of them. The costs add up
 * to the plan's exactly, idle time included.
 */
public final class MixCosts {
    private MixCosts() {}

    /** One cost for each bucket of {@code problem}. */
    public static List<Money> of(MixProblem problem, Plan plan) {
        List<Money> costs = new ArrayList<>();
        problem.buckets().forEach(b -> costs.add(Money.zero(problem.currency())));
        for (int s = 0; s < problem.shapes().size(); s++) {
            Money machines = problem.shapes()
                    .get(s)
                    .hourly()
                    .times(BigDecimal.valueOf(plan.counts().get(s)));
            if (!machines.isZero()) {
                List<Money> parts = machines.split(weights(problem, plan, s));
                for (int b = 0; b < parts.size(); b++) {
                    costs.set(b, costs.get(b).plus(parts.get(b)));
                }
            }
        }
        return costs;
    }

    /** Time taken; for machines that nothing was routed to, the buckets' rates. */
    private static List<BigDecimal> weights(MixProblem problem, Plan plan, int shape) {
        double[] time = new double[problem.buckets().size()];
        plan.routes().stream()
                .filter(r -> r.shape() == shape)
                .forEach(r -> time[r.bucket()] += r.share() * problem.machines(r.bucket(), shape));
        if (java.util.Arrays.stream(time).sum() == 0) {
            return problem.buckets().stream()
                    .map(b -> BigDecimal.valueOf(b.requestsPerSecond()))
                    .toList();
        }
        return java.util.Arrays.stream(time).mapToObj(BigDecimal::valueOf).toList();
    }
}
