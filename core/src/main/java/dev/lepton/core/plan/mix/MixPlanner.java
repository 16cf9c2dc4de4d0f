package dev.lepton.core.plan.mix;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.plan.ProgramSolver;
import dev.lepton.core.plan.ProgramSolver.Solution;
import dev.lepton.core.plan.mix.MixAnswer.Plan;
import dev.lepton.core.plan.mix.MixAnswer.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Finds the cheapest mix: first the least cost an hour, then, at that cost, the fewest machines, of those the plan with most machines of
 * the shapes first by name. The requests are then routed so that the busiest shape is as little busy as can be.
 */
public final class MixPlanner {
    /** How far a cost in the solver's doubles may be off. */
    private static final double SLACK = 1e-7;

    private final ProgramSolver solver;

    public MixPlanner(ProgramSolver solver) {
        this.solver = solver;
    }

    /**
     * The cheapest plan for {@code problem} and what binds it, or why there is none.
     *
     * @throws Problem if the solver's work limit was too little to find any plan
     */
    public MixAnswer solve(MixProblem problem) {
        MixAnswer answer = cheapest(problem);
        return answer instanceof Plan plan ? new MixLimits(this, problem).of(plan) : answer;
    }

    /** Like {@link #solve}, without what binds. */
    public MixAnswer cheapest(MixProblem problem) {
        List<Integer> unservable = unservable(problem);
        if (!unservable.isEmpty()) {
            return new MixAnswer.Impossible(unservable, unserved(problem, unservable));
        }
        MixModel model = MixModel.weighing(problem, dollars(problem), true);
        return switch (solver.solve(model.program())) {
            case Solution.Found found -> plan(problem, model, found);
            case Solution.Infeasible none -> new MixAnswer.Impossible(List.of(), unserved(problem, List.of()));
            case Solution.Undecided undecided -> throw undecided(undecided.why());
        };
    }

    /** The least cost an hour if machines could be had in fractions: a bound below every plan. */
    Optional<Money> inFractions(MixProblem problem) {
        MixModel model = MixModel.weighing(problem, dollars(problem), false);
        return solver.solve(model.program()) instanceof Solution.Found found
                ? Optional.of(new Money(java.math.BigDecimal.valueOf(found.bound()), problem.currency()))
                : Optional.empty();
    }

    private Plan plan(MixProblem problem, MixModel model, Solution.Found found) {
        List<Price> prices =
                problem.shapes().stream().map(MixProblem.Shape::hourly).toList();
        List<Integer> counts = model.counts(found);
        List<Route> routes = model.routes(found);
        Money hourly = Plan.hourly(counts, prices);
        MixModel fewest = fewest(problem, counts, hourly);
        if (solver.solve(fewest.program()) instanceof Solution.Found fewer) {
            List<Integer> others = fewest.counts(fewer);
            if (Plan.hourly(others, prices).compareTo(hourly) <= 0) {
                counts = others;
                routes = fewest.routes(fewer);
                hourly = Plan.hourly(counts, prices);
            }
        }
        if (problem.slices().isEmpty()) {
            routes = routes(problem, counts);
        }
        Money bound = Grid.of(prices).bound(found.bound(), hourly);
        return new Plan(
                hourly, bound, bound.equals(hourly), counts, routes, utilisation(problem, counts, routes), List.of());
    }

    /** At the same cost: fewest machines; then the first shapes by name. Both at once, the second in steps too small to matter to the first. */
    private static MixModel fewest(MixProblem problem, List<Integer> counts, Money hourly) {
        List<Integer> order = MixModel.byName(problem);
        int machines = counts.stream().mapToInt(Integer::intValue).sum();
        double step = 1.0 * problem.shapes().size() * (machines + 1);
        double most = hourly.toDouble() + SLACK * Math.max(1, hourly.toDouble());
        return MixModel.weighing(problem, s -> step + order.indexOf(s), true).atMost("cost", dollars(problem), most);
    }

    private List<Route> routes(MixProblem problem, List<Integer> counts) {
        if (counts.stream().allMatch(n -> n == 0)) {
            return List.of();
        }
        MixModel model = MixModel.routing(problem, counts);
        return switch (solver.solve(model.program())) {
            case Solution.Found found -> model.routes(found);
            case Solution.Infeasible none -> throw new IllegalStateException("A plan cannot be routed.");
            case Solution.Undecided undecided -> throw undecided(undecided.why());
        };
    }

    static List<Double> utilisation(MixProblem problem, List<Integer> counts, List<Route> routes) {
        double[] machines = new double[counts.size()];
        routes.forEach(r -> machines[r.shape()] += r.share() * problem.machines(r.bucket(), r.shape()));
        List<Double> utilisation = new ArrayList<>();
        for (int s = 0; s < machines.length; s++) {
            utilisation.add(counts.get(s) == 0 ? 0.0 : machines[s] / counts.get(s));
        }
        return utilisation;
    }

    private static List<Integer> unservable(MixProblem problem) {
        List<Integer> unservable = new ArrayList<>();
        for (int b = 0; b < problem.buckets().size(); b++) {
            int bucket = b;
            if (problem.buckets().get(b).requestsPerSecond() > 0
                    && problem.shapes().stream().noneMatch(s -> s.serves(bucket))) {
                unservable.add(b);
            }
        }
        return unservable;
    }

    private List<MixAnswer.Unserved> unserved(MixProblem problem, List<Integer> unservable) {
        MixModel model = MixModel.servingMost(problem);
        return switch (solver.solve(model.program())) {
            case Solution.Found found ->
                model.unserved(found).stream()
                        .filter(u -> !unservable.contains(u.bucket()))
                        .toList();
            case Solution.Infeasible none -> throw new IllegalStateException("To serve nothing is always possible.");
            case Solution.Undecided undecided -> throw undecided(undecided.why());
        };
    }

    private static IntToDoubleFunction dollars(MixProblem problem) {
        return s -> problem.shapes().get(s).hourly().perUnit().doubleValue();
    }

    private static Problem undecided(String why) {
        return Problem.input("no plan was found: " + why + ".", "Maybe fewer slices, or fewer buckets.");
    }
}
