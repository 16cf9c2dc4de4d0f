package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.IntegerProgram;
import dev.lepton.core.plan.IntegerProgram.Term;
import dev.lepton.core.plan.LinearSolver.Entry;
import dev.lepton.core.plan.LinearSolver.Priced;
import dev.lepton.core.plan.joint.PlaceLoad.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The program that picks one plan of each work, of those at hand, and the machines under them, within what all share: the master of a column generation
 * (Dantzig and Wolfe, 1960). A work may be left out at a price that no plan is worth.
 */
final class Master {
    private final JointProblem problem;
    private final List<WorkPlan> plans;
    private final Draft draft;
    private final List<Integer> picks = new ArrayList<>();
    private final List<Integer> missing = new ArrayList<>();
    private final List<Integer> once = new ArrayList<>();
    private final Map<String, List<Integer>> powerRows = new HashMap<>();
    final PlaceColumns places;
    private int budgetRow = -1;
    private int carbonRow = -1;

    /** Rows of machines by place, slot and kind of load. */
    private final Map<List<Object>, Integer> carriedRows = new HashMap<>();

    /** Picks among {@code plans}, and machines, that are whole. */
    static Master whole(JointProblem problem, List<WorkPlan> plans, double penalty) {
        return new Master(problem, plans, true, penalty);
    }

    /** Picks in parts among plans that are still to come: {@link #entries}. */
    static Master growing(JointProblem problem, double penalty) {
        return new Master(problem, List.of(), false, penalty);
    }

    /** @param penalty dollars for a work left out */
    private Master(JointProblem problem, List<WorkPlan> plans, boolean whole, double penalty) {
        this.problem = problem;
        this.plans = List.copyOf(plans);
        this.draft = new Draft(whole);
        PlaceLoad load = new PlaceLoad(problem);
        problem.ways().forEach(w -> w.place().ifPresent(load::mark));
        if (!whole) {
            open(load);
        }
        List<List<Term>> one = new ArrayList<>();
        for (Work work : problem.works()) {
            int left = draft.column("left out " + work.name(), 0, 1, true);
            missing.add(left);
            one.add(new ArrayList<>(List.of(new Term(left, 1))));
        }
        for (WorkPlan plan : this.plans) {
            int pick = draft.column("plan", 0, 1, true);
            picks.add(pick);
            one.get(plan.work()).add(new Term(pick, 1));
            draft.weigh(pick, Measure.COST, plan.own());
            draft.weigh(pick, Measure.CARBON, plan.kilograms());
            plan.uses().forEach(u -> load.add(u.place(), u.slot(), u.kind(), new Term(pick, u.machines())));
            if (whole) {
                plan.atOnce().forEach(u -> load.addAtOnce(u.place(), u.slot(), new Term(pick, u.machines())));
            }
        }
        one.forEach(terms -> once.add(draft.row("one plan", 1, 1, terms)));
        this.places = new PlaceColumns(problem, draft, load);
        places.carried.forEach(c -> c.kinds().forEach(k -> carriedRows.put(List.of(c.place(), c.slot(), k), c.row())));
        limits();
        // Only now: the penalty is no money of the budget.
        missing.forEach(left -> draft.weigh(left, Measure.COST, penalty));
    }

    /** A row for every kind of load that plans may bring, with nothing in it yet: a column that is nought. */
    private void open(PlaceLoad load) {
        int nothing = draft.column("nothing", 0, 0, false);
        for (int p = 0; p < problem.places().size(); p++) {
            for (int t = 0; load.uses(p) && t < problem.slots().size(); t++) {
                for (Kind kind : Kind.values()) {
                    load.add(p, t, kind, new Term(nothing, 1));
                }
            }
        }
    }

    /** What one more plan puts into the rows of a program that grows; in the objective it counts what it costs by itself. */
    List<Entry> entries(WorkPlan plan) {
        List<Entry> entries = new ArrayList<>(List.of(new Entry(once.get(plan.work()), 1)));
        for (WorkPlan.Use u : plan.uses()) {
            Integer row = carriedRows.get(List.of(u.place(), u.slot(), u.kind()));
            if (row == null) {
                throw new IllegalStateException("Nothing carries " + u + ".");
            }
            entries.add(new Entry(row, u.machines()));
        }
        plan.watts().forEach(d -> {
            List<Integer> rows = powerRows.getOrDefault(d.site(), List.of());
            if (!rows.isEmpty()) {
                entries.add(new Entry(rows.get(d.slot()), d.watts()));
            }
        });
        if (budgetRow >= 0) {
            entries.add(new Entry(budgetRow, plan.own()));
        }
        if (carbonRow >= 0) {
            entries.add(new Entry(carbonRow, plan.kilograms()));
        }
        return entries;
    }

    private void limits() {
        Limits limits = problem.limits();
        limits.budget().ifPresent(b -> budgetRow = draft.atMost("budget", b.toDouble(), draft.measured(Measure.COST)));
        limits.kilograms().ifPresent(k -> carbonRow = draft.atMost("carbon", k, draft.measured(Measure.CARBON)));
        limits.kilowatts().forEach((site, most) -> {
            List<List<Term>> bySlot = new ArrayList<>();
            problem.slots().forEach(s -> bySlot.add(new ArrayList<>()));
            for (int i = 0; i < plans.size(); i++) {
                Map<Integer, Double> sum = new HashMap<>();
                plans.get(i).watts().stream()
                        .filter(d -> d.site().equals(site))
                        .forEach(d -> sum.merge(d.slot(), d.watts(), Double::sum));
                int pick = picks.get(i);
                sum.forEach((slot, watts) -> bySlot.get(slot).add(new Term(pick, watts)));
            }
            powerRows.put(
                    site,
                    bySlot.stream()
                            .map(terms -> draft.atMost("power of " + site, most * 1000, terms))
                            .toList());
        });
    }

    IntegerProgram program() {
        return draft.minimising(Measure.COST, Map.of());
    }

    /** The prices that the solution of the relaxation puts on what all share. */
    Prices prices(Priced solved) {
        double dollar = 1 - (budgetRow < 0 ? 0 : Math.min(0, solved.duals().get(budgetRow)));
        Prices prices = new Prices(problem);
        double works = once.stream().mapToDouble(row -> solved.duals().get(row)).sum();
        double kilogram = carbonRow < 0 ? 0 : -Math.min(0, solved.duals().get(carbonRow));
        prices.money(dollar, kilogram, solved.value() - works);
        powerRows.forEach((site, rows) -> {
            for (int t = 0; t < rows.size(); t++) {
                prices.watt(site, t, -Math.min(0, solved.duals().get(rows.get(t))));
            }
        });
        for (int p = 0; p < problem.places().size(); p++) {
            for (int t = 0; t < problem.slots().size(); t++) {
                for (Kind kind : Kind.values()) {
                    prices.machine(p, t, kind, dual(solved, p, t, kind));
                }
            }
        }
        new Lifting(problem).lift(prices);
        return prices;
    }

    private double dual(Priced solved, int place, int slot, Kind kind) {
        Integer row = carriedRows.get(List.of(place, slot, kind));
        return row == null ? 0 : -Math.min(0, solved.duals().get(row));
    }

    /** What one plan more of each work would have to be below, at the solution's prices, to better it. */
    double worth(int work, Priced solved) {
        return solved.duals().get(once.get(work));
    }

    /** How much the relaxation picks of each plan that it was given, in their order. */
    List<Double> picked(Priced solved) {
        return solved.values().subList(draft.columns(), solved.values().size());
    }

    /** How much of the work is left out. */
    double leftOut(int work, List<Double> values) {
        return values.get(missing.get(work));
    }
}
