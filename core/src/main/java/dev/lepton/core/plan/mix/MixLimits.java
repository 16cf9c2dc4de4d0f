package dev.lepton.core.plan.mix;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.mix.MixAnswer.Limit;
import dev.lepton.core.plan.mix.MixAnswer.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What binds a plan: each limit is lifted, the problem solved again, and the limit kept if the cost falls or it is reached. */
final class MixLimits {
    private static final double FULL = 0.999;

    private final MixPlanner planner;
    private final MixProblem problem;

    MixLimits(MixPlanner planner, MixProblem problem) {
        this.planner = planner;
        this.problem = problem;
    }

    /** {@code plan} with its limits. */
    Plan of(Plan plan) {
        List<Limit> limits = new ArrayList<>();
        for (int s = 0; s < problem.shapes().size(); s++) {
            OptionalInt stock = problem.shapes().get(s).stock();
            if (stock.isPresent() && stock.getAsInt() <= plan.counts().get(s)) {
                limits.add(new Limit(
                        Limit.Kind.STOCK, OptionalInt.of(s), saving(plan, withOneMore(s, stock.getAsInt() + 1))));
            }
        }
        for (int s = 0; s < problem.shapes().size(); s++) {
            if (plan.utilisation().get(s) >= FULL * problem.utilisationLimit()) {
                limits.add(new Limit(Limit.Kind.CAPACITY, OptionalInt.of(s), Optional.empty()));
            }
        }
        if (problem.utilisationLimit() < 1) {
            MixProblem full = new MixProblem(problem.buckets(), problem.shapes(), 1, problem.slices());
            keepIfDearer(limits, Limit.Kind.UTILISATION_LIMIT, saving(plan, full));
        }
        if (problem.slices().isPresent()) {
            keepIfDearer(limits, Limit.Kind.WHOLE_SLICES, saving(plan, problem.withSlices(OptionalInt.empty())));
        } else {
            Optional<Money> fractions = planner.inFractions(problem);
            keepIfDearer(
                    limits,
                    Limit.Kind.WHOLE_INSTANCES,
                    fractions.map(plan.hourly()::minus).filter(s -> s.toDouble() > 1e-6));
        }
        return new Plan(
                plan.hourly(), plan.bound(), plan.optimal(), plan.counts(), plan.routes(), plan.utilisation(), limits);
    }

    private static void keepIfDearer(List<Limit> limits, Limit.Kind kind, Optional<Money> saving) {
        if (saving.isPresent() && saving.get().amount().signum() > 0) {
            limits.add(new Limit(kind, OptionalInt.empty(), saving));
        }
    }

    private Optional<Money> saving(Plan plan, MixProblem without) {
        try {
            return planner.cheapest(without) instanceof Plan cheaper
                    ? Optional.of(plan.hourly().minus(cheaper.hourly())).filter(s -> !s.isNegative())
                    : Optional.empty();
        } catch (Problem undecided) {
            // The plan stands; only what this limit costs is not known.
            return Optional.empty();
        }
    }

    private MixProblem withOneMore(int shape, int stock) {
        List<MixProblem.Shape> shapes = new ArrayList<>(problem.shapes());
        MixProblem.Shape old = shapes.get(shape);
        shapes.set(
                shape, new MixProblem.Shape(old.name(), old.hourly(), old.requestsPerSecond(), OptionalInt.of(stock)));
        return new MixProblem(problem.buckets(), shapes, problem.utilisationLimit(), problem.slices());
    }
}
