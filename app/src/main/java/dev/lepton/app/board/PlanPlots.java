package dev.lepton.app.board;

import dev.lepton.core.money.Money;
import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointPlanner;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.Layered;
import dev.lepton.core.plan.joint.Lever;
import dev.lepton.core.plan.joint.Limits;
import dev.lepton.core.plan.joint.Place;
import dev.lepton.core.plan.joint.Slot;
import dev.lepton.core.plan.joint.Way;
import dev.lepton.report.model.Plot;
import dev.lepton.report.model.Plot.Axis;
import dev.lepton.report.model.Plot.Form;
import dev.lepton.report.model.Plot.Mark;
import dev.lepton.report.model.Plot.Point;
import dev.lepton.report.model.Plot.Series;
import dev.lepton.report.model.Plot.Tone;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** The drawings of {@code lepton plan}: those against carbon and latency solve the problem again under tighter limits. */
public final class PlanPlots {
    /** Series of machines with a colour of their own; smaller ones are drawn together. */
    private static final int COLOURS = 7;

    /** Limits on carbon that are tried until none can be met, as shares of what the cheapest plan emits. */
    private static final List<Double> CARBON = List.of(0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05);

    /** Limits on latency that are tried until none can be met, as shares of those stated. */
    private static final List<Double> LATENCY = List.of(3.0, 2.0, 1.5, 1.25, 1.0, 0.8, 0.67, 0.5, 0.33, 0.25);

    /** Costs above so many times the plan's are not drawn: they would press all others to the floor. */
    private static final double FAR = 10;

    /** Of a limit that is tried. */
    private static final MathContext DIGITS = new MathContext(2);

    private final JointProblem problem;
    private final JointPlanner rough;
    private final JointPlan plan;
    private final String currency;

    private PlanPlots(JointProblem problem, JointPlanner rough, JointPlan plan) {
        this.problem = problem;
        this.rough = rough;
        this.plan = plan;
        currency = problem.currency().getCurrencyCode();
    }

    /**
     * What can be drawn of {@code plan}.
     *
     * @param rough solves again under tighter limits; what it finds is drawn as a cost that suffices
     * @param steps from today, one layer after another
     * @param scaled the problem with its limits on latency times a factor; empty where none are stated
     */
    public static List<Plot> of(
            JointProblem problem,
            JointPlanner rough,
            JointPlan plan,
            List<Layered.Step> steps,
            DoubleFunction<Optional<JointProblem>> scaled) {
        PlanPlots plots = new PlanPlots(problem, rough, plan);
        List<Plot> all = new ArrayList<>();
        plots.waterfall(steps).ifPresent(all::add);
        plots.machines().ifPresent(all::add);
        plots.carbon().ifPresent(all::add);
        plots.latency(scaled).ifPresent(all::add);
        return all;
    }

    /** Bars from the first step that is possible to the plan; a layer that changes nothing has none. */
    private Optional<Plot> waterfall(List<Layered.Step> steps) {
        List<Change> changes = new ArrayList<>();
        Set<Lever> levers = EnumSet.noneOf(Lever.class);
        for (Layered.Step step : steps) {
            levers.addAll(step.levers());
            if (step.cost().isPresent()) {
                String name = levers.stream().map(Lever::words).collect(Collectors.joining(", "));
                boolean first = changes.isEmpty();
                changes.add(new Change(
                        !first ? name : name.isEmpty() ? "today" : "first possible, after " + name,
                        step.cost().get()));
                levers.clear();
            }
        }
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        changes.add(new Change("chosen together", plan.total()));
        return Optional.of(waterfall(currency, changes));
    }

    /** A change, and the cost of a month after it. */
    public record Change(String name, Money cost) {}

    /** Bars from the first of {@code changes}, which is where it starts, to what the last leaves; a change that changes nothing has none. */
    public static Plot waterfall(String currency, List<Change> changes) {
        List<Series> bars = new ArrayList<>();
        double before = changes.get(0).cost().toDouble();
        bars.add(bar(changes.get(0).name(), Tone.BUSY, 0, before));
        for (Change change : changes.subList(1, changes.size())) {
            fall(bars, change.name(), before, change.cost().toDouble());
            before = change.cost().toDouble();
        }
        bars.add(bar("the plan", Tone.BUSY, 0, before));
        return new Plot(
                "From today's cost to the plan's, one layer after another, then together",
                Form.WATERFALL,
                new Axis(currency + " a month, what is paid once included"),
                new Axis("step"),
                bars,
                List.of());
    }

    private static void fall(List<Series> bars, String name, double from, double to) {
        if (Math.abs(from - to) > 1e-6 * Math.max(1, from)) {
            bars.add(to < from ? bar(name, Tone.GOING, to, from) : bar(name + " (costs more)", Tone.COMING, from, to));
        }
    }

    private static Series bar(String name, Tone tone, double from, double to) {
        return new Series(name, tone, List.of(new Point(from, 0), new Point(to, 0)));
    }

    /** Machines over the slots of the month, one after another. */
    private Optional<Plot> machines() {
        Map<String, List<Double>> counts = new LinkedHashMap<>();
        plan.fleet().stream()
                .sorted(Comparator.comparingDouble(f -> -machineHours(f)))
                .forEach(f -> {
                    Place place = problem.places().get(f.place());
                    String terms = place.supplies().get(f.supply()).terms().word();
                    String name = counts.size() < COLOURS - 1 || plan.fleet().size() == COLOURS
                            ? place.name() + " " + terms
                            : "others";
                    List<Double> here = counts.computeIfAbsent(name, n -> new ArrayList<>(zeros()));
                    for (int t = 0; t < here.size(); t++) {
                        here.set(t, here.get(t) + running(f, t));
                    }
                });
        if (counts.isEmpty()) {
            return Optional.empty();
        }
        List<Series> series = new ArrayList<>();
        counts.forEach((name, by) -> series.add(Series.of(name, course(by))));
        return Optional.of(new Plot(
                "Machines by slot: " + problem.slots().stream().map(Slot::name).collect(Collectors.joining(", then ")),
                Form.BANDS,
                new Axis("Hours of the month, slot after slot"),
                new Axis("Machines, mean of the slot"),
                series,
                List.of()));
    }

    private List<Double> zeros() {
        return problem.slots().stream().map(s -> 0.0).toList();
    }

    private double running(JointPlan.Fleet f, int slot) {
        return f.whole().get(slot)
                + f.partHours().get(slot) / problem.slots().get(slot).hours();
    }

    private double machineHours(JointPlan.Fleet f) {
        double hours = 0;
        for (int t = 0; t < problem.slots().size(); t++) {
            hours += running(f, t) * problem.slots().get(t).hours();
        }
        return hours;
    }

    private List<Point> course(List<Double> bySlot) {
        List<Point> points = new ArrayList<>();
        double at = 0;
        for (int t = 0; t < bySlot.size(); t++) {
            points.add(new Point(at, bySlot.get(t)));
            at += problem.slots().get(t).hours();
        }
        points.add(new Point(at, bySlot.get(bySlot.size() - 1)));
        return points;
    }

    /** The least cost under each limit on carbon, among ways whose carbon is known; nothing where it is not known for any that the plan uses. */
    private Optional<Plot> carbon() {
        List<Way> known = problem.ways().stream()
                .filter(w -> w.place().isEmpty()
                        || (w.watts().isPresent()
                                && problem.places()
                                        .get(w.place().getAsInt())
                                        .gramsPerKwh()
                                        .isPresent()))
                .toList();
        JointProblem free = problem.withWays(known).with(limits(OptionalDouble.empty()));
        Optional<JointPlan> cheapest = plan.kilograms() > 0 ? rough.anyCheapest(free) : Optional.empty();
        if (cheapest.isEmpty() || !(cheapest.get().kilograms() > 0)) {
            return Optional.empty();
        }
        double most = cheapest.get().kilograms();
        List<Point> points = tighter(
                CARBON.stream()
                        .map(share ->
                                BigDecimal.valueOf(share * most).round(DIGITS).doubleValue())
                        .toList(),
                limit -> rough.anyCheapest(free.with(limits(OptionalDouble.of(limit)))));
        if (points.isEmpty()) {
            return Optional.empty();
        }
        double least = Math.min(
                cheapest.get().total().toDouble(), points.get(points.size() - 1).y());
        points.add(new Point(most, least));
        points.add(new Point(1.1 * most, least));
        OptionalDouble stated = problem.limits().kilograms();
        List<Mark> marks = stated.isPresent() && stated.getAsDouble() <= 1.1 * most
                ? List.of(new Mark("the limit stated", true, stated.getAsDouble()))
                : List.of();
        return Optional.of(new Plot(
                "The least cost under a limit on carbon",
                Form.STEPS,
                new Axis("Limit, kg of CO2 equivalent a month"),
                new Axis(currency + " a month, no more than"),
                List.of(Series.of("least cost under the limit", points)),
                marks));
    }

    /** The least cost under each of {@code limits}, loosest first, until none can be met; what suffices under a tighter limit does under a looser one. */
    private List<Point> tighter(List<Double> limits, DoubleFunction<Optional<JointPlan>> plans) {
        List<Point> found = new ArrayList<>();
        for (double limit : limits) {
            Optional<JointPlan> under = plans.apply(limit);
            if (under.isEmpty()
                    || under.get().total().toDouble() > FAR * plan.total().toDouble()) {
                break;
            }
            found.add(0, new Point(limit, under.get().total().toDouble()));
        }
        List<Point> points = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        for (Point p : found) {
            least = Math.min(least, p.y());
            points.add(new Point(p.x(), least));
        }
        return points;
    }

    /** The limits of the problem without its budget, and with another on carbon. */
    private Limits limits(OptionalDouble kilograms) {
        return problem.limits().withBudget(Optional.empty()).withKilograms(kilograms);
    }

    private Optional<Plot> latency(DoubleFunction<Optional<JointProblem>> scaled) {
        List<Point> points = tighter(
                LATENCY.stream().map(factor -> 100 * factor).toList(),
                percent -> scaled.apply(percent / 100)
                        .map(p -> p.with(limits(problem.limits().kilograms())))
                        .flatMap(rough::anyCheapest));
        if (!points.isEmpty()) {
            // What the loosest limit tried costs holds a little further, so that it is seen.
            Point last = points.get(points.size() - 1);
            points.add(new Point(last.x() + 25, last.y()));
        }
        return points.size() < 3
                ? Optional.empty()
                : Optional.of(new Plot(
                        "The least cost under tighter and looser limits on latency",
                        Form.STEPS,
                        new Axis("Limits, % of those stated"),
                        new Axis(currency + " a month, no more than"),
                        List.of(Series.of("least cost under the limits", points)),
                        List.of(new Mark("as stated", true, 100))));
    }
}
