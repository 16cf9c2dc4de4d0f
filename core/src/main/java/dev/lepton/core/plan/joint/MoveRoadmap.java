package dev.lepton.core.plan.joint;

import dev.lepton.core.catalog.Terms;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.finance.Appraisal;
import dev.lepton.core.money.Money;
import dev.lepton.core.roadmap.Estimate;
import dev.lepton.core.roadmap.Link;
import dev.lepton.core.roadmap.Resource;
import dev.lepton.core.roadmap.Roadmap;
import dev.lepton.core.roadmap.Step;
import dev.lepton.core.roadmap.Task;
import dev.lepton.core.roadmap.WorkCalendar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The way from today to a plan as a project: prepare each work's change, sign what is bought, then the steps of {@link Transition}, each watched before the next. */
public final class MoveRoadmap {
    /** What people work on is spread from half to twice what is likely (PERT). */
    private static final double LOW = 0.5;

    private static final double HIGH = 2;

    /** Workloads beyond which those that change alike are prepared together. */
    private static final int MOST_APART = 60;

    private static final String ENGINEER = "engineer";

    private final JointProblem problem;
    private final JointPlan plan;
    private final Effort effort;
    private final List<Task> tasks = new ArrayList<>();
    private final Map<Integer, List<String>> before = new TreeMap<>();

    private MoveRoadmap(JointProblem problem, JointPlan plan, Effort effort) {
        this.problem = problem;
        this.plan = plan;
        this.effort = effort;
    }

    /**
     * The project; empty when nothing changes.
     *
     * @param steps as {@link Transition} has them; none when nothing is held today, and the plan's machines are then one step
     * @param start first day
     */
    public static Optional<Roadmap> of(
            JointProblem problem, JointPlan plan, List<Transition.Step> steps, Effort effort, LocalDate start) {
        MoveRoadmap moves = new MoveRoadmap(problem, plan, effort);
        moves.prepare();
        moves.sign();
        boolean held =
                problem.places().stream().flatMap(p -> p.supplies().stream()).anyMatch(s -> s.held() > 0);
        moves.move(held ? steps : moves.atOnce());
        if (moves.tasks.isEmpty()) {
            return Optional.empty();
        }
        List<Link> all = moves.tasks.stream().map(t -> Link.after(t.id())).toList();
        moves.tasks.add(Task.of("planned", new Estimate.Fixed(0), all.toArray(Link[]::new))
                .named("As planned", Task.Work.DAYS));
        Resource engineers = new Resource(
                ENGINEER,
                Resource.Kind.PEOPLE,
                effort.engineers(),
                Map.of(),
                WorkCalendar.weekdays(),
                Optional.of(effort.daily()
                        .spreadOver(BigDecimal.valueOf(WorkCalendar.weekdays().hoursPerDay()))));
        return Optional.of(new Roadmap(
                "From today to the cheapest plan",
                start,
                Step.DAY,
                WorkCalendar.weekdays(),
                problem.currency(),
                List.of(engineers),
                moves.tasks));
    }

    /** Whether the saving pays for the work and the starts; the work is that of {@code roadmap}. */
    public static Appraisal appraisal(
            JointProblem problem, JointPlan plan, Money today, Effort effort, Optional<Roadmap> roadmap) {
        double days = roadmap.map(Roadmap::tasks).orElse(List.of()).stream()
                .filter(t -> t.work() == Task.Work.PERSON_DAYS)
                .mapToDouble(t -> t.estimate().planned())
                .sum();
        Confidence sure = Confidence.BILLED;
        for (int way : ways(plan)) {
            sure = sure.and(problem.ways().get(way).confidence());
        }
        return new Appraisal(
                plan.changing().plus(effort.pay(days)),
                today.minus(plan.monthly()),
                sure,
                effort.months(),
                effort.rate());
    }

    private static Set<Integer> ways(JointPlan plan) {
        Set<Integer> ways = new TreeSet<>();
        plan.serving().forEach(s -> ways.add(s.way()));
        plan.chosen().forEach(c -> ways.add(c.way()));
        return ways;
    }

    /** Of each work whose ways change: what is to be done before machines move. */
    private void prepare() {
        Map<Integer, Set<Lever>> levers = new TreeMap<>();
        Map<Integer, Set<Integer>> places = new TreeMap<>();
        for (int w : ways(plan)) {
            Way way = problem.ways().get(w);
            levers.computeIfAbsent(way.work(), x -> EnumSet.noneOf(Lever.class)).addAll(way.changes());
            way.place()
                    .ifPresent(p -> places.computeIfAbsent(way.work(), x -> new TreeSet<>())
                            .add(p));
        }
        levers.values().removeIf(Set::isEmpty);
        if (levers.size() <= MOST_APART) {
            levers.forEach((work, changed) ->
                    prepare(problem.works().get(work).name(), 1, changed, places.getOrDefault(work, Set.of())));
            return;
        }
        Map<List<Lever>, List<Integer>> alike = new LinkedHashMap<>();
        levers.forEach((work, changed) -> alike.computeIfAbsent(List.copyOf(changed), x -> new ArrayList<>())
                .add(work));
        alike.forEach((changed, works) -> prepare(
                works.size() == 1 ? problem.works().get(works.get(0)).name() : works.size() + " workloads",
                works.size(),
                EnumSet.copyOf(changed),
                works.stream()
                        .flatMap(w -> places.getOrDefault(w, Set.of()).stream())
                        .collect(Collectors.toCollection(TreeSet::new))));
    }

    /** One task for {@code works} workloads that change alike. */
    private void prepare(String who, int works, Set<Lever> changed, Set<Integer> places) {
        String id = "prepare-" + (tasks.size() + 1);
        double days = works
                * changed.stream()
                        .mapToDouble(l -> effort.days().getOrDefault(l, 0.0))
                        .sum();
        String words = changed.stream().sorted().map(Lever::words).collect(Collectors.joining(", "));
        tasks.add(work(id, "Prepare and test " + who + ": " + words, days));
        places.forEach(p -> before.computeIfAbsent(p, x -> new ArrayList<>()).add(id));
    }

    /** Commitments and machines bought beyond those had already. */
    private void sign() {
        for (JointPlan.Fleet f : plan.fleet()) {
            Place place = problem.places().get(f.place());
            Supply supply = place.supplies().get(f.supply());
            int more = f.peak() - supply.held();
            if (supply.steady() && more > 0) {
                String id = "sign-" + (tasks.size() + 1);
                Lever lever = supply.terms() instanceof Terms.Owned ? Lever.CAPITAL : Lever.PURCHASE;
                tasks.add(work(
                        id,
                        (lever == Lever.CAPITAL ? "Buy " : "Sign for ") + more + " at " + place.name() + ", "
                                + supply.terms().word(),
                        effort.days().getOrDefault(lever, 0.0)));
                before.computeIfAbsent(f.place(), x -> new ArrayList<>()).add(id);
            }
        }
    }

    /** All machines of the plan, when nothing is said to run today. */
    private List<Transition.Step> atOnce() {
        Map<Integer, Integer> most = new TreeMap<>();
        for (int t = 0; t < problem.slots().size(); t++) {
            Map<Integer, Integer> here = new TreeMap<>();
            for (JointPlan.Fleet f : plan.fleet()) {
                double parts = f.partHours().get(t) / problem.slots().get(t).hours();
                here.merge(f.place(), f.whole().get(t) + (int) Math.ceil(parts - 1e-9), Integer::sum);
            }
            here.forEach((place, count) -> most.merge(place, count, Math::max));
        }
        List<Transition.Move> moves = new ArrayList<>();
        most.forEach((place, count) -> {
            if (count > 0) {
                moves.add(new Transition.Move(place, count));
            }
        });
        return moves.isEmpty() ? List.of() : List.of(new Transition.Step(moves, true));
    }

    private void move(List<Transition.Step> steps) {
        Money each = problem.limits().changeCost().orElse(Money.zero(problem.currency()));
        Optional<String> last = Optional.empty();
        int number = 0;
        for (Transition.Step step : steps) {
            number++;
            Set<Link> after = new java.util.LinkedHashSet<>();
            last.ifPresent(l -> after.add(Link.after(l)));
            int started = 0;
            for (Transition.Move move : step.moves()) {
                before.getOrDefault(move.place(), List.of()).forEach(id -> after.add(Link.after(id)));
                started += Math.max(0, move.machines());
            }
            String words = step.moves().stream()
                    .map(m -> (m.machines() > 0 ? "start " : "stop ") + Math.abs(m.machines()) + " at "
                            + problem.places().get(m.place()).name())
                    .collect(Collectors.joining("; "));
            Task task = work(
                    "step-" + number, words, effort.moveDays() * step.moves().size(), after.toArray(Link[]::new));
            tasks.add(started > 0 && !each.isZero() ? task.costing(each.times(BigDecimal.valueOf(started))) : task);
            String watched = "watch-" + number;
            tasks.add(Task.of(watched, new Estimate.Fixed(effort.watchDays()), Link.after(task.id()))
                    .named(
                            step.serves() ? "Watch: the load is served" : "Watch: the load is NOT wholly served",
                            Task.Work.DAYS));
            last = Optional.of(watched);
        }
    }

    private Task work(String id, String name, double days, Link... after) {
        if (days == 0) {
            return Task.of(id, new Estimate.Fixed(0), after).named(name, Task.Work.DAYS);
        }
        return Task.of(id, new Estimate.Pert(LOW * days, days, HIGH * days), after)
                .named(name, Task.Work.PERSON_DAYS)
                .using(ENGINEER, 1);
    }
}
