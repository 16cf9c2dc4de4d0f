package dev.lepton.app.cli;

import dev.lepton.core.money.Money;
import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.Layered;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.LeverSavings;
import dev.lepton.core.plan.joint.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The way from today to a plan, one layer after another, and what each lever is worth. */
final class PlanLevers {
    private final JointProblem problem;
    private final Function<JointProblem, Optional<JointPlan>> cheapest;
    private final Function<JointProblem, Optional<JointPlan>> anyCheapest;
    private final String currency;
    private Optional<Layered.Step> today = Optional.empty();
    private boolean todayBreaks;
    private List<Layered.Step> steps = List.of();

    /**
     * @param cheapest the best plan of a problem
     * @param anyCheapest the same where plans of one cost need not be told apart
     */
    PlanLevers(
            JointProblem problem,
            Function<JointProblem, Optional<JointPlan>> cheapest,
            Function<JointProblem, Optional<JointPlan>> anyCheapest) {
        this.problem = problem;
        this.cheapest = cheapest;
        this.anyCheapest = anyCheapest;
        currency = " " + problem.currency().getCurrencyCode();
    }

    /** Both tables. */
    List<Sheet> of(JointPlan plan) {
        return List.of(layers(plan), savings(plan));
    }

    /** What today costs a month, if that is possible; priced even where it breaks the limits of the plan. */
    Optional<Money> today() {
        if (today.isEmpty()) {
            Optional<JointPlan> found = cheapest.apply(problem.pulling(Set.of()));
            if (found.isEmpty()) {
                Limits none = problem.limits()
                        .withBudget(Optional.empty())
                        .withKilowatts(Map.of())
                        .withMegabits(Map.of())
                        .withKilograms(OptionalDouble.empty());
                found = cheapest.apply(problem.with(none).pulling(Set.of()));
                todayBreaks = found.isPresent();
            }
            today = Optional.of(new Layered.Step(Set.of(), found.map(JointPlan::total)));
        }
        return today.get().cost();
    }

    /** What the last layer comes to. */
    Optional<Money> layered() {
        return steps().get(steps().size() - 1).cost();
    }

    /** Today, then each layer. */
    List<Layered.Step> steps() {
        if (steps.isEmpty()) {
            steps = new ArrayList<>(new Layered(cheapest).of(problem));
            if (steps.get(0).cost().isPresent()) {
                today = Optional.of(steps.get(0));
            } else {
                steps.set(0, new Layered.Step(Set.of(), today()));
            }
        }
        return steps;
    }

    private Sheet layers(JointPlan plan) {
        Sheet sheet = new Sheet("layers", "From today to the plan, one layer after another, then together")
                .text("step", "step")
                .number(currency.strip() + " per month", "cost_per_month")
                .number("saved", "saved");
        Optional<Money> before = Optional.empty();
        for (Layered.Step step : steps()) {
            String name = step.levers().isEmpty()
                    ? (todayBreaks ? "today, which breaks the limits" : "today")
                    : "then "
                            + step.levers().stream().sorted().map(Lever::words).collect(Collectors.joining(", "));
            Optional<Money> was = before;
            sheet.row(
                    Cell.text(name),
                    Cell.known(step.cost(), PlanSheets::money),
                    Cell.known(step.cost().flatMap(c -> was.map(b -> b.minus(c))), PlanSheets::money));
            before = step.cost();
        }
        sheet.row(
                Cell.text("chosen together"),
                PlanSheets.money(plan.total()),
                Cell.known(layered().map(l -> l.minus(plan.total())), PlanSheets::money));
        return sheet;
    }

    private Sheet savings(JointPlan plan) {
        Sheet sheet = new Sheet("levers", "What each lever is worth; the savings overlap")
                .text("lever", "lever")
                .number("alone," + currency + " per month", "saving_alone")
                .number("missed without it", "saving_missed");
        for (LeverSavings.Saving s : LeverSavings.of(problem, anyCheapest, today(), plan.total())) {
            sheet.row(
                    Cell.text(s.lever().words()),
                    Cell.known(s.alone(), PlanSheets::money),
                    Cell.known(s.missed(), PlanSheets::money));
        }
        return sheet;
    }
}
