package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.ProgramSolver;
import dev.lepton.core.plan.ProgramSolver.Solution.Found;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Picks one plan of each work so that machines come whole, then the cheapest machines under the picks. */
final class WholePicks {
    private final JointProblem problem;
    private final ProgramSolver solver;
    private final List<List<WorkPlan>> choices = new ArrayList<>();

    /** Plans of a work that may be picked: the best so many at the prices. */
    private static final int CHOICES = 16;

    /** Random moves of the search for each work. */
    private static final long MOVES = 3_000;

    private static final long SEED = 42;

    /** How much of each plan the relaxation picks; nothing of those it did not see. */
    private final IdentityHashMap<WorkPlan, Double> parts = new IdentityHashMap<>();

    /** @param parts how much of the first of {@code plans} the relaxation picks */
    WholePicks(JointProblem problem, List<WorkPlan> plans, List<Double> parts, ProgramSolver solver) {
        this.problem = problem;
        this.solver = solver;
        IntStream.range(0, parts.size()).forEach(i -> this.parts.put(plans.get(i), parts.get(i)));
        problem.works().forEach(w -> choices.add(new ArrayList<>()));
        plans.forEach(p -> choices.get(p.work()).add(p));
    }

    /** A plan of every work, or nothing when none was found within the limits. */
    Optional<JointPlan> pick(Prices prices, WorkPricer pricer, double penalty, double bound) {
        List<List<WorkPlan>> best = IntStream.range(0, choices.size())
                .parallel()
                .mapToObj(w -> best(w, prices, pricer))
                .toList();
        List<WorkPlan> picked = new PickSearch(problem, best, penalty / problem.hours())
                .search(SEED, MOVES * problem.works().size());
        Master master = Master.whole(problem, picked, penalty);
        if (!(solver.solve(master.program()) instanceof Found found) || !complete(master, found)) {
            return Optional.empty();
        }
        List<JointPlan.Serving> serving = new ArrayList<>();
        List<JointPlan.Chosen> chosen = new ArrayList<>();
        for (WorkPlan plan : picked) {
            serving.addAll(plan.serving());
            chosen.addAll(plan.chosen());
        }
        FleetReading fleets = new FleetReading(problem, master.places.machines, found);
        return Optional.of(new PlanSum(problem, fleets, serving, chosen).plan(List.of(), bound, false));
    }

    /** What the relaxation picks most of first, then what the prices like best. */
    private List<WorkPlan> best(int work, Prices prices, WorkPricer pricer) {
        List<WorkPlan> all = new ArrayList<>(choices.get(work));
        all.addAll(pricer.inOnePlace(work, prices));
        return all.stream()
                .sorted(Comparator.comparingDouble((WorkPlan p) -> -parts.getOrDefault(p, 0.0))
                        .thenComparingDouble(p -> p.at(prices)))
                .distinct()
                .limit(CHOICES)
                .toList();
    }

    private boolean complete(Master master, Found found) {
        return IntStream.range(0, problem.works().size()).allMatch(w -> master.leftOut(w, found.values()) < 1e-6);
    }
}
