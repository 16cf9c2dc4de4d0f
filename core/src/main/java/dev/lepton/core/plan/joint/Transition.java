package dev.lepton.core.plan.joint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * The order in which to go from today's machines to the plan's so that at no time less can be served than is asked for: start what there is room for, then
 * stop what is no longer needed, and again. Machines that the plan's are among serve every load as the plan does; of others it is asked of the solver, not
 * guessed.
 */
public final class Transition {
    /** Start or stop machines of a place, all terms together. */
    public record Move(int place, int machines) {}

    /**
     * Moves that may be made at once.
     *
     * @param serves whether the machines after it serve every load; false too where that could not be shown
     */
    public record Step(List<Move> moves, boolean serves) {
        public Step {
            moves = List.copyOf(moves);
        }
    }

    private final JointProblem problem;
    private final Predicate<JointProblem> able;
    private final Map<Integer, Integer> now = new HashMap<>();
    private final Map<Integer, Integer> goal = new HashMap<>();

    private Transition(JointProblem problem, Predicate<JointProblem> able, JointPlan plan) {
        this.problem = problem;
        this.able = able;
        for (int p = 0; p < problem.places().size(); p++) {
            int held = problem.places().get(p).supplies().stream()
                    .mapToInt(Supply::held)
                    .sum();
            if (held > 0) {
                now.put(p, held);
            }
        }
        for (int t = 0; t < problem.slots().size(); t++) {
            Map<Integer, Integer> here = new HashMap<>();
            for (JointPlan.Fleet f : plan.fleet()) {
                double parts = f.partHours().get(t) / problem.slots().get(t).hours();
                here.merge(f.place(), f.whole().get(t) + (int) Math.ceil(parts - 1e-9), Integer::sum);
            }
            here.forEach((place, count) -> goal.merge(place, count, Math::max));
        }
    }

    /** The steps from the machines that {@code problem} says are held to those of {@code plan}; none when nothing is held today. */
    public static List<Step> of(JointProblem problem, JointPlanner planner, JointPlan plan) {
        return of(problem, plan, p -> planner.anyCheapest(p).isPresent());
    }

    /** The same where {@code able} says whether anything serves a problem, and may say no where it does not know. */
    public static List<Step> of(JointProblem problem, JointPlan plan, Predicate<JointProblem> able) {
        Transition transition = new Transition(problem, able, plan);
        return transition.now.isEmpty() ? List.of() : transition.steps();
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        boolean moved = true;
        while (moved) {
            List<Move> starts = starts();
            if (!starts.isEmpty()) {
                starts.forEach(this::make);
                steps.add(new Step(starts, serves()));
            }
            List<Move> stops = stops();
            if (!stops.isEmpty()) {
                steps.add(new Step(stops, true));
            }
            moved = !starts.isEmpty() || !stops.isEmpty();
        }
        List<Move> rest = new ArrayList<>(rest());
        if (!rest.isEmpty()) {
            // Nothing can be stopped without falling short, and there is no room to start more: the rest is made at
            // once.
            rest.forEach(this::make);
            steps.add(new Step(rest, false));
        }
        return steps;
    }

    private void make(Move move) {
        now.merge(move.place(), move.machines(), Integer::sum);
    }

    /** All machines still to be started, as far as each place's stock has room beside those not yet stopped. */
    private List<Move> starts() {
        List<Move> starts = new ArrayList<>();
        goal.forEach((place, wanted) -> {
            int has = now.getOrDefault(place, 0);
            int room = problem.places().get(place).most().orElse(Integer.MAX_VALUE) - has;
            int start = Math.min(wanted - has, room);
            if (start > 0) {
                starts.add(new Move(place, start));
            }
        });
        return starts;
    }

    /** Machines to be stopped, place by place, as long as the rest still serves. They are stopped here. */
    private List<Move> stops() {
        List<Move> stops = new ArrayList<>();
        for (int place : new java.util.TreeSet<>(now.keySet())) {
            int extra = now.getOrDefault(place, 0) - goal.getOrDefault(place, 0);
            if (extra > 0) {
                now.merge(place, -extra, Integer::sum);
                if (serves()) {
                    stops.add(new Move(place, -extra));
                } else {
                    now.merge(place, extra, Integer::sum);
                }
            }
        }
        return stops;
    }

    private List<Move> rest() {
        List<Move> rest = new ArrayList<>();
        new java.util.TreeSet<>(now.keySet()).forEach(p -> {
            int delta = goal.getOrDefault(p, 0) - now.getOrDefault(p, 0);
            if (delta != 0) {
                rest.add(new Move(p, delta));
            }
        });
        goal.forEach((p, wanted) -> {
            if (!now.containsKey(p)) {
                rest.add(new Move(p, wanted));
            }
        });
        return rest;
    }

    /** Whether machines as they are now, on whatever terms, carry every work. */
    private boolean serves() {
        return goal.entrySet().stream().allMatch(e -> now.getOrDefault(e.getKey(), 0) >= e.getValue()) || asked();
    }

    private boolean asked() {
        List<Place> places = new ArrayList<>();
        for (int p = 0; p < problem.places().size(); p++) {
            Place place = problem.places().get(p);
            List<Supply> free = place.supplies().stream()
                    .map(s -> new Supply(s.terms(), s.hourly(), s.overhead(), 0, OptionalInt.empty(), s.changes()))
                    .toList();
            places.add(place.with(free, OptionalInt.of(now.getOrDefault(p, 0))));
        }
        return able.test(problem.withPlaces(places).with(Limits.none()));
    }
}
