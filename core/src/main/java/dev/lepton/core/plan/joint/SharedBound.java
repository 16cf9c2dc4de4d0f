package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.IntegerProgram.Term;
import dev.lepton.core.plan.LinearSolver;
import dev.lepton.core.plan.joint.PlaceLoad.Kind;
import java.util.Map;

/**
 * What a bound of a plan of all works adds to the sum of theirs, for any prices of what they share: the least that machines can cost less what their
 * capacity sells for at the prices, and less what limits are worth (Lagrangian duality).
 */
record SharedBound(JointProblem problem, LinearSolver linear) {
    /** Machines of one kind of load in a slot of a place, above any plan's. */
    private static final double MOST = 1e7;

    /** Dollars a month; never above what is right. */
    double of(Prices prices) {
        Draft draft = new Draft(false);
        PlaceLoad load = new PlaceLoad(problem);
        for (int p = 0; p < problem.places().size(); p++) {
            for (int t = 0; t < problem.slots().size(); t++) {
                for (Kind kind : Kind.values()) {
                    int sold = draft.column("sold", 0, MOST, false);
                    draft.weigh(sold, Measure.COST, -prices.machine(p, t, kind) / prices.dollar());
                    load.add(p, t, kind, new Term(sold, 1));
                }
            }
        }
        new PlaceColumns(problem, draft, load);
        double machines = linear.solve(draft.minimising(Measure.COST, Map.of()))
                .map(LinearSolver.Priced::value)
                .orElse(Double.NEGATIVE_INFINITY);
        return prices.dollar() * machines - limits(prices);
    }

    private double limits(Prices prices) {
        Limits limits = problem.limits();
        double sum = 0;
        for (Map.Entry<String, Double> site : limits.kilowatts().entrySet()) {
            for (int t = 0; t < problem.slots().size(); t++) {
                sum += prices.watt(site.getKey(), t) * site.getValue() * 1000;
            }
        }
        sum += limits.kilograms().isPresent()
                ? prices.kilogram() * limits.kilograms().getAsDouble()
                : 0;
        double budget = limits.budget().map(m -> m.toDouble()).orElse(0.0);
        return sum + (prices.dollar() - 1) * budget;
    }
}
