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
    private static final int MOST_STALLED = 4;

    /** Rounds end when the bound is this near to the linear program, as a share. */
    private static final double NEAR = 2e-3;

    /** The same for more works than {@link #VERY_MANY}, for which a round takes long. */
    private static final double NEAR_ENOUGH = 5e-3;

    private static final int VERY_MANY = 5_000;

    /** Works of a sample that prices are found for first. */
    private static final int SAMPLE = 1_000;

    /** Prices of the sample's last rounds at which all works are planned before the first program. */
    private static final int MOST_BEGUN = 4;

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
        return rounds.start(begin(problem)) ? rounds.run().flatMap(rounds::whole) : Optional.empty();
    }

    /** The prices to begin with: of very many works those that a sample of them ends with, else the market's. */
    private List<Prices> begin(JointProblem problem) {
        Prices market = MarketPrices.all(problem);
        int every = problem.works().size() / SAMPLE;
        if (every < 2) {
            return List.of(market);
        }
        progress.accept("a sample of " + SAMPLE + " works first");
        Rounds sample = new Rounds(new Sample(every).of(problem));
        if (!sample.start(List.of(market)) || sample.run().isEmpty()) {
            return List.of(market);
        }
        List<Prices> prices = new ArrayList<>(List.of(market));
        prices.addAll(sample.good.subList(Math.max(0, sample.good.size() - MOST_BEGUN), sample.good.size()));
        return prices;
    }

    /** Where rounds ended. */
    private record End(Master master, Priced solved) {}

    private final class Rounds {
        private final JointProblem problem;
        private final WorkPricer pricer;
        private final SharedBound shared;
        private final List<WorkPlan> plans = new ArrayList<>();
        private final Set<List<Object>> seen = new HashSet<>();
        /** The prices that bettered the bound, one after another: the last are the best. */
        private final List<Prices> good = new ArrayList<>();

        private double penalty;
        private double bound = Double.NEGATIVE_INFINITY;
        private boolean smooth = true;
        private double value = Double.POSITIVE_INFINITY;
        private int stalled;

        Rounds(JointProblem problem) {
            this.problem = problem;
            this.pricer = new WorkPricer(problem, exact);
            this.shared = new SharedBound(problem, linear);
        }

        /** A plan of each work at each of these prices, the market's first; false if one cannot be done. */
        boolean start(List<Prices> begin) {
            for (Prices prices : begin) {
                List<Optional<WorkPricer.Best>> first = priced(prices);
                if (first.stream().anyMatch(Optional::isEmpty)) {
                    return false;
                }
                double below = shared.of(prices);
                for (Optional<WorkPricer.Best> best : first) {
                    WorkPricer.Best found = best.orElseThrow();
                    add(found.plan());
                    penalty = Math.max(penalty, 10 * found.plan().at(begin.get(0)));
                    below += found.bound();
                }
                better(below, prices);
            }
            return true;
        }

        private void better(double below, Prices at) {
            if (below > bound) {
                bound = below;
                good.add(at);
            }
        }

        /** Rounds until nothing betters the plans by much; nothing when the program has no solution. */
        Optional<End> run() {
            Master master = Master.growing(problem, penalty);
            try (LinearSolver.Growing program = linear.growing(master.program())) {
                return run(master, program);
            }
        }

        private Optional<End> run(Master master, LinearSolver.Growing program) {
            int given = 0;
            for (int round = 1; ; round++) {
                for (; given < plans.size(); given++) {
                    WorkPlan plan = plans.get(given);
                    program.column(Double.POSITIVE_INFINITY, plan.own(), master.entries(plan));
                }
                Optional<Priced> solved = program.solve();
                if (solved.isEmpty() || ended(round, master, solved.get())) {
                    return solved.map(s -> new End(master, s));
                }
            }
        }

        private boolean ended(int round, Master master, Priced solved) {
            double before = bound;
            boolean more = improve(master, solved);
            boolean better = bound > before + 1e-4 * Math.abs(bound) || solved.value() < value * (1 - 1e-4);
            stalled = better ? 0 : stalled + 1;
            value = solved.value();
            progress.accept(String.format(
                    Locale.ROOT, "round %d: %,.2f in parts, bound %,.2f, %d plans", round, value, bound, plans.size()));
            double share = problem.works().size() > VERY_MANY ? NEAR_ENOUGH : NEAR;
            boolean near = value - bound <= share * Math.abs(value);
            return !more || near || stalled == MOST_STALLED || round == MOST_ROUNDS;
        }

        /** Whole picks where the rounds ended. */
        Optional<JointPlan> whole(End end) {
            return new WholePicks(problem, plans, end.master().picked(end.solved()), rough)
                    .pick(end.master().prices(end.solved()), pricer, penalty, bound);
        }

        /** Adds plans that better the master's solution; false when there are none. */
        private boolean improve(Master master, Priced solved) {
            Prices now = master.prices(solved);
            Prices at = smooth && !good.isEmpty() ? good.get(good.size() - 1).mixed(now, SMOOTH, problem) : now;
            List<Optional<WorkPricer.Best>> found = priced(at);
            double below = shared.of(at);
            boolean added = false;
            for (int w = 0; w < found.size(); w++) {
                WorkPricer.Best best = found.get(w).orElseThrow();
                below += best.bound();
                boolean better = best.plan().at(now) < master.worth(w, solved) - 1e-9 * Math.max(1, penalty);
                added |= better && add(best.plan());
            }
            better(below, at);
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
