package dev.lepton.core.plan.joint;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.ProgramSolver;
import dev.lepton.core.plan.ProgramSolver.Solution;
import dev.lepton.core.plan.ProgramSolver.Solution.Found;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the cheapest plan; of those that cost the same the one that needs least energy; of those the one that starts fewest machines.
 */
public final class JointPlanner {
    /** How far a total in the solver's doubles may be off. */
    private static final double SLACK = 1e-8;

    private final ProgramSolver solver;

    public JointPlanner(ProgramSolver solver) {
        this.solver = solver;
    }

    /** The name of the solver. */
    public String solver() {
        return solver.name();
    }

    /**
     * The cheapest plan, or what to leave out for the budget, or why there is none.
     *
     * @throws Problem if the solver's work limit was too little to find any plan
     */
    public JointAnswer solve(JointProblem problem) {
        Optional<JointPlan> plan = cheapest(problem);
        if (plan.isPresent()) {
            return new JointAnswer.Planned(plan.get());
        }
        Limits limits = problem.limits();
        if (limits.budget().isPresent()) {
            JointProblem free = problem.with(limits.withBudget(Optional.empty()));
            Optional<JointPlan> all = cheapest(free);
            if (all.isPresent()) {
                Money over = all.get().total().minus(limits.budget().get());
                Optional<JointAnswer.Cuts> cuts = cuts(problem, all.get());
                return new JointAnswer.OverBudget(
                        all.get(), over, cuts, cuts.isPresent() ? Optional.empty() : necessary(free));
            }
        }
        return new JointAnswer.Impossible(new Infeasibility(this, problem).reasons());
    }

    /** The cheapest plan that meets every limit, or nothing. */
    public Optional<JointPlan> cheapest(JointProblem problem) {
        JointModel model = new JointModel(problem, true, false);
        return solve(model, Measure.COST, Map.of())
                .map(found ->
                        read(problem, model, refined(model, found)).plan(List.of(), found.bound(), found.optimal()));
    }

    /** A plan of the least cost, not of the least energy and changes among those; nothing where none was found within the solver's work limit. */
    public Optional<JointPlan> anyCheapest(JointProblem problem) {
        JointModel model = new JointModel(problem, true, false);
        return solver.solve(model.minimising(Measure.COST, Map.of())) instanceof Found found
                ? Optional.of(read(problem, model, found).plan(List.of(), found.bound(), found.optimal()))
                : Optional.empty();
    }

    /** A bound below every plan: the least cost if machines and replicas could be had in parts. Nothing when even that is impossible. */
    public Optional<Money> inParts(JointProblem problem) {
        JointModel model = new JointModel(problem, false, false);
        return solve(model, Measure.COST, Map.of())
                .map(found -> new Money(BigDecimal.valueOf(found.bound()), problem.currency()));
    }

    private static PlanSum read(JointProblem problem, JointModel model, Found found) {
        PlanReading reading = new PlanReading(problem, model.works, found);
        return new PlanSum(
                problem, new FleetReading(problem, model.places.machines, found), reading.serving(), reading.chosen());
    }

    private Optional<Found> solve(JointModel model, Measure measure, Map<Measure, Double> caps) {
        return switch (solver.solve(model.minimising(measure, caps))) {
            case Found found -> Optional.of(found);
            case Solution.Infeasible none -> Optional.empty();
            case Solution.Undecided undecided ->
                throw Problem.input(
                        "no plan was found: " + undecided.why() + ".", "Maybe fewer slots, places or options.");
        };
    }

    /** At the same cost less energy, at the same energy fewer starts; the solution itself where the solver finds no other. */
    private Found refined(JointModel model, Found cheapest) {
        Map<Measure, Double> caps = new EnumMap<>(Measure.class);
        Found best = cheapest;
        Measure before = Measure.COST;
        for (Measure next : List.of(Measure.ENERGY, Measure.CHANGES)) {
            caps.put(before, loosened(model.total(before, best)));
            if (model.total(next, best) > SLACK
                    && solver.solve(model.minimising(next, caps)) instanceof Found better
                    && model.total(next, better) < model.total(next, best)) {
                best = better;
            }
            before = next;
        }
        return best;
    }

    private static double loosened(double total) {
        return total + SLACK * Math.max(1, Math.abs(total));
    }

    private Optional<JointAnswer.Cuts> cuts(JointProblem problem, JointPlan all) {
        JointModel model = new JointModel(problem, true, true);
        Optional<Found> found = solve(model, Measure.LOSS, Map.of());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        double loss = model.total(Measure.LOSS, found.get());
        Found cheapest =
                solve(model, Measure.COST, Map.of(Measure.LOSS, loosened(loss))).orElse(found.get());
        List<Integer> undone = new ArrayList<>(new PlanReading(problem, model.works, cheapest).undone());
        undone.sort(Comparator.comparingDouble(
                (Integer w) -> problem.works().get(w).worth().orElse(0)));
        List<Money> saved = undone.stream()
                .map(w -> cheapest(without(problem, w))
                        .map(p -> all.total().minus(p.total()))
                        .orElse(Money.zero(problem.currency())))
                .toList();
        JointPlan rest = read(problem, model, cheapest).plan(undone, cheapest.bound(), cheapest.optimal());
        return Optional.of(new JointAnswer.Cuts(
                rest,
                new Money(BigDecimal.valueOf(loss).setScale(2, java.math.RoundingMode.HALF_UP), problem.currency()),
                saved));
    }

    /** The bound of the works that have no worth by which they could be left undone. */
    private Optional<Money> necessary(JointProblem free) {
        JointProblem rest = free;
        for (int w = free.works().size() - 1; w >= 0; w--) {
            rest = free.works().get(w).worth().isPresent() ? without(rest, w) : rest;
        }
        return rest.works().isEmpty()
                ? Optional.of(Money.zero(free.currency()))
                : anyCheapest(rest).map(JointPlan::bound);
    }

    /** The problem without a budget and without the work of that number, whose ways go too. */
    private static JointProblem without(JointProblem problem, int work) {
        List<Work> works = new ArrayList<>(problem.works());
        works.remove(work);
        List<Way> ways = new ArrayList<>();
        for (Way way : problem.ways()) {
            if (way.work() != work) {
                ways.add(way.of(way.work() > work ? way.work() - 1 : way.work()));
            }
        }
        return new JointProblem(
                problem.currency(),
                problem.slots(),
                problem.places(),
                works,
                ways,
                problem.limits().withBudget(Optional.empty()));
    }
}
