package dev.lepton.core.plan.joint;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Why a problem has no plan: works that cannot be done even alone, and limits without which there would be one. */
final class Infeasibility {
    private final JointPlanner planner;
    private final JointProblem problem;

    Infeasibility(JointPlanner planner, JointProblem problem) {
        this.planner = planner;
        this.problem = problem;
    }

    List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        for (int w = 0; w < problem.works().size(); w++) {
            alone(w).ifPresent(reasons::add);
        }
        if (reasons.isEmpty()) {
            limit(reasons, "the carbon limit", p -> p.with(p.limits().withKilograms(OptionalDouble.empty())));
            limit(reasons, "the power limits", p -> p.with(p.limits().withKilowatts(Map.of())));
            limit(reasons, "the limits of links", p -> p.with(p.limits().withMegabits(Map.of())));
            limit(reasons, "the stock of machines", Infeasibility::stockless);
            limit(reasons, "the inflation of rates", p -> p.with(p.limits().withInflation(0, 0)));
        }
        if (reasons.isEmpty()) {
            reasons.add(
                    "Each work could be done alone, but not all together under these limits, and no one of them is to blame by itself.");
        }
        return reasons;
    }

    private Optional<String> alone(int w) {
        Work work = problem.works().get(w);
        int number = w;
        List<Way> ways = problem.ways().stream()
                .filter(x -> x.work() == number)
                .map(x -> x.of(0))
                .toList();
        if (ways.isEmpty()) {
            return Optional.of(work.name() + " cannot be done: there is no way to do it here.");
        }
        JointProblem one = stockless(new JointProblem(
                problem.currency(), problem.slots(), problem.places(), List.of(work), ways, Limits.none()));
        if (planner.cheapest(one).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (work) {
                    case Work.Run run ->
                        String.format(
                                Locale.ROOT,
                                "%s cannot end within its %.1f hours: the fastest way takes %.1f.",
                                work.name(),
                                run.deadlineHours(),
                                ways.stream()
                                        .mapToDouble(x -> ((Way.How.Finish) x.how()).hours())
                                        .min()
                                        .orElse(0));
                    case Work.Service service -> work.name() + " cannot be served" + unserved(service, ways) + ".";
                    case Work.Choice choice -> work.name() + " cannot be kept in any of its ways.";
                });
    }

    private static String unserved(Work.Service service, List<Way> ways) {
        List<String> none = new ArrayList<>();
        for (int b = 0; b < service.buckets().size(); b++) {
            int bucket = b;
            boolean able = ways.stream()
                    .anyMatch(x -> ((Way.How.Serve) x.how()).rates().get(bucket) > 0);
            if (!able && service.rates().stream().anyMatch(r -> r.get(bucket) > 0)) {
                none.add(service.buckets().get(b));
            }
        }
        return none.isEmpty()
                ? " with its failure domains and fewest replicas"
                : ": no way serves " + String.join(", ", none);
    }

    private void limit(List<String> reasons, String what, UnaryOperator<JointProblem> without) {
        JointProblem free = without.apply(problem.with(problem.limits().withBudget(Optional.empty())));
        planner.cheapest(free)
                .ifPresent(plan -> reasons.add("Not all works can be done under " + what
                        + "; without it they would cost "
                        + plan.total()
                                .amount()
                                .setScale(2, RoundingMode.HALF_EVEN)
                                .toPlainString() + " "
                        + problem.currency().getCurrencyCode() + " a month"
                        + (problem.limits().kilograms().isPresent()
                                ? String.format(Locale.ROOT, " at %.1f kg CO2 equivalent.", plan.kilograms())
                                : ".")));
    }

    private static JointProblem stockless(JointProblem p) {
        return p.withPlaces(p.places().stream()
                .map(x -> x.with(
                        x.supplies().stream()
                                .map(y -> y.upTo(OptionalInt.empty()))
                                .toList(),
                        OptionalInt.empty()))
                .toList());
    }
}
