package dev.lepton.core.plan.joint;

import dev.lepton.core.money.Money;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What choosing one layer after another comes to: the best model variant with everything else as today, then, that settled, the best device, then how
 * to pay, then where, and so on. Each layer is chosen as well as it can be, by the same solver; only what was settled before stays.
 */
public final class Layered {
    /** The layers, in the order in which teams usually choose them. */
    public static final List<Set<Lever>> ORDER = List.of(
            EnumSet.of(Lever.VARIANT),
            EnumSet.of(Lever.DEVICE, Lever.PARALLELISM, Lever.BATCH),
            EnumSet.of(Lever.POWER_CAP),
            EnumSet.of(Lever.PURCHASE, Lever.SPOT),
            EnumSet.of(Lever.REGION),
            EnumSet.of(Lever.RIGHTSIZING, Lever.IDLE_SHUTDOWN, Lever.OFF_HOURS),
            EnumSet.of(Lever.STORAGE_TIER, Lever.DATA),
            EnumSet.of(Lever.TRIALS),
            EnumSet.of(Lever.CAPITAL));

    /**
     * After a layer.
     *
     * @param levers of the layer; empty for today
     * @param cost a month; empty when nothing is possible with the layers so far
     */
    public record Step(Set<Lever> levers, Optional<Money> cost) {
        public Step {
            levers = Collections.unmodifiableSet(new TreeSet<>(levers));
        }
    }

    private final Function<JointProblem, Optional<JointPlan>> cheapest;

    public Layered(JointPlanner planner) {
        this(planner::cheapest);
    }

    /** @param cheapest the best plan of a problem; nothing when there is none, or none was found */
    public Layered(Function<JointProblem, Optional<JointPlan>> cheapest) {
        this.cheapest = cheapest;
    }

    /** Today, then each layer in order; layers that no way of {@code problem} pulls are left out. */
    public List<Step> of(JointProblem problem) {
        List<Step> steps = new ArrayList<>();
        Set<Lever> allowed = EnumSet.noneOf(Lever.class);
        Set<Lever> pulled = pulled(problem);
        JointProblem settled = problem;
        Optional<JointPlan> plan = cheapest.apply(settled.pulling(allowed));
        steps.add(new Step(Set.of(), plan.map(JointPlan::total)));
        for (Set<Lever> layer : ORDER) {
            if (layer.stream().noneMatch(pulled::contains)) {
                continue;
            }
            allowed.addAll(layer);
            JointProblem now = settled.pulling(allowed);
            plan = cheapest.apply(now);
            steps.add(new Step(layer, plan.map(JointPlan::total)));
            settled = plan.isPresent() ? settled(settled, now, plan.get(), layer) : settled;
        }
        return steps;
    }

    /** Levers that some way or purchase pulls. */
    public static Set<Lever> pulled(JointProblem problem) {
        Set<Lever> pulled = EnumSet.noneOf(Lever.class);
        problem.ways().forEach(w -> pulled.addAll(w.changes()));
        Set<Integer> used = new HashSet<>();
        problem.ways().forEach(w -> w.place().ifPresent(used::add));
        for (int place : used) {
            for (Supply s : problem.places().get(place).supplies()) {
                if (s.most().orElse(s.held() + 1) > s.held()) {
                    pulled.addAll(s.changes());
                }
            }
        }
        return pulled;
    }

    /** Only ways that set {@code layer} as the plan of {@code now} does; only terms that it uses, once terms were the layer. */
    private static JointProblem settled(JointProblem problem, JointProblem now, JointPlan plan, Set<Lever> layer) {
        Map<List<Object>, Set<String>> used = new HashMap<>();
        plan.serving().forEach(s -> use(used, now.ways().get(s.way()), layer));
        plan.chosen().forEach(c -> use(used, now.ways().get(c.way()), layer));
        List<Way> kept = new ArrayList<>();
        for (Way way : problem.ways()) {
            boolean as = true;
            for (Lever lever : layer) {
                Set<String> values = used.get(List.<Object>of(way.work(), lever));
                as &= values == null || values.contains(way.settings().getOrDefault(lever, ""));
            }
            if (as) {
                kept.add(way);
            }
        }
        JointProblem fewer = problem.withWays(kept);
        return layer.contains(Lever.PURCHASE) ? fewer.withPlaces(onTerms(problem, plan)) : fewer;
    }

    private static void use(Map<List<Object>, Set<String>> used, Way way, Set<Lever> layer) {
        for (Lever lever : layer) {
            used.computeIfAbsent(List.<Object>of(way.work(), lever), k -> new HashSet<>())
                    .add(way.settings().getOrDefault(lever, ""));
        }
    }

    private static List<Place> onTerms(JointProblem problem, JointPlan plan) {
        Set<Object> terms = new HashSet<>();
        plan.fleet()
                .forEach(f -> terms.add(problem.places()
                        .get(f.place())
                        .supplies()
                        .get(f.supply())
                        .terms()));
        return problem.places().stream()
                .map(p -> p.with(
                        p.supplies().stream()
                                .map(s -> terms.contains(s.terms()) ? s : s.upTo(java.util.OptionalInt.of(s.held())))
                                .toList(),
                        p.most()))
                .toList();
    }
}
