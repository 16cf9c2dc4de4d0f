package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.LinearSolver;
import dev.lepton.core.plan.LinearSolver.Priced;
import dev.lepton.core.plan.ProgramSolver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Plans thousands of works that share machines and limits: each is planned alone at prices of what is shared, the prices come from a linear program over
 * the plans so far, and again, until no plan at the prices betters it (column generation, with prices smoothed after Wentges, 1997). What remains in parts
 * is made whole by {@link WholePicks}. The bound is that of planning each work alone at the best prices seen.
 */
public final class LargePlanner {
    private static final int MOST_ROUNDS = 60;

    /** Rounds end when so many of them betters neither the program nor the bound by a hundredth of a percent. */
    private static final int MOST_STALLED = 3;

    /** Rounds end when the bound is this near to the linear program, as a share. */
    private static final double NEAR = 2e-3;

    /** The same for more works than {@link #VERY_MANY}, for which a round takes long. */
    private static final double NEAR_ENOUGH = 5e-3;

    private static final int VERY_MANY = 5_000;

    /** Share of the best prices so far in those that works are planned at. */
    private static final double SMOOTH = 0.6;

    private final ProgramSolver exact;
    private final ProgramSolver rough;
    private final LinearSolver linear;
    private final Consumer<String> progress;

    /**
     * @param exact plans single works
     * @param rough picks among plans of a hundred works at a time; it need not prove that its picks are best
     * @param progress told what was reached, a line a round
     */
    public LargePlanner(ProgramSolver exact, ProgramSolver rough, LinearSolver linear, Consumer<String> progress) {
        this.exact = exact;
        this.rough = rough;
        this.linear = linear;
        this.progress = progress;
    }

    /** A plan of {@code problem}, with its bound; nothing when none was found: then either there is none, or it is for the exact planner. */
    public Optional<JointPlan> solve(JointProblem problem) {
        Rounds rounds = new Rounds(problem);
        return rounds.start() ? rounds.run() : Optional.empty();
    }

    private final class Rounds {
        private final JointProblem problem;
        private final WorkPricer pricer;
        private final List<WorkPlan> plans = new ArrayList<>();
        private final Set<List<Object>> seen = new HashSet<>();
        private double penalty;
        private double bound = Double.NEGATIVE_INFINITY;
        private Optional<Prices> centre = Optional.empty();
        private boolean smooth = true;
        private double value = Double.POSITIVE_INFINITY;
        private int stalled;

        Rounds(JointProblem problem) {
            this.problem = problem;
            this.pricer = new WorkPricer(problem, exact);
        }

        /** A plan of each work at the market's prices; false if one cannot be done. */
        boolean start() {
            Prices market = MarketPrices.all(problem);
            List<Optional<WorkPricer.Best>> first = priced(market);
            if (first.stream().anyMatch(Optional::isEmpty)) {
                return false;
            }
            for (Optional<WorkPricer.Best> best : first) {
                add(best.orElseThrow().plan());
                penalty = Math.max(penalty, 10 * best.orElseThrow().plan().at(market));
            }
            bound = first.stream().mapToDouble(b -> b.orElseThrow().bound()).sum();
            centre = Optional.of(market);
            return true;
        }

        Optional<JointPlan> run() {
            for (int round = 1; ; round++) {
                Master master = new Master(problem, plans, false, penalty);
                Optional<Priced> solved = linear.solve(master.program());
                if (solved.isEmpty()) {
                    return Optional.empty();
                }
                double before = bound;
                boolean more = improve(master, solved.get());
                stalled =
                        bound > before + 1e-4 * Math.abs(bound) || solved.get().value() < value * (1 - 1e-4)
                                ? 0
                                : stalled + 1;
                value = solved.get().value();
                progress.accept(String.format(
                        Locale.ROOT,
                        "round %d: %,.2f in parts, bound %,.2f, %d plans",
                        round,
                        solved.get().value(),
                        bound,
                        plans.size()));
                double share = problem.works().size() > VERY_MANY ? NEAR_ENOUGH : NEAR;
                boolean near = value - bound <= share * Math.abs(value);
                if (!more || near || stalled == MOST_STALLED || round == MOST_ROUNDS) {
                    Prices prices = master.prices(solved.get());
                    return new WholePicks(problem, plans, rough).pick(prices, pricer, penalty, bound);
                }
            }
        }

        /** Adds plans that better the master's solution; false when there are none. */
        private boolean improve(Master master, Priced solved) {
            Prices now = master.prices(solved);
            Prices at = smooth ? centre.map(c -> c.mixed(now, SMOOTH, problem)).orElse(now) : now;
            List<Optional<WorkPricer.Best>> found = priced(at);
            double below = at.rest();
            boolean added = false;
            for (int w = 0; w < found.size(); w++) {
                WorkPricer.Best best = found.get(w).orElseThrow();
                below += best.bound();
                boolean better = best.plan().at(now) < master.worth(w, solved) - 1e-9 * Math.max(1, penalty);
                added |= better && add(best.plan());
            }
            if (below > bound) {
                bound = below;
                centre = Optional.of(at);
            }
            // Smoothed prices that give nothing new are followed by the program's own.
            boolean wasSmooth = smooth && at != now;
            smooth = added || !wasSmooth;
            return added || wasSmooth;
        }

        private boolean add(WorkPlan plan) {
            boolean fresh = seen.add(List.of(plan.work(), plan.serving(), plan.chosen()));
            if (fresh) {
                plans.add(plan);
            }
            return fresh;
        }

        private List<Optional<WorkPricer.Best>> priced(Prices prices) {
            return IntStream.range(0, problem.works().size())
                    .parallel()
                    .mapToObj(w -> pricer.best(w, prices))
                    .toList();
        }
    }
}
