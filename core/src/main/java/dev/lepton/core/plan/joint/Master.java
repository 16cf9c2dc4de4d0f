package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.IntegerProgram;
import dev.lepton.core.plan.IntegerProgram.Term;
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

    /**
     * @param plans those to pick from
     * @param whole whether picks and machines are whole
     * @param penalty dollars for a work left out
     */
    Master(JointProblem problem, List<WorkPlan> plans, boolean whole, double penalty) {
        this.problem = problem;
        this.plans = List.copyOf(plans);
        this.draft = new Draft(whole);
        PlaceLoad load = new PlaceLoad(problem);
        problem.ways().forEach(w -> w.place().ifPresent(load::mark));
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
        limits();
        // Only now: the penalty is no money of the budget.
        missing.forEach(left -> draft.weigh(left, Measure.COST, penalty));
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
        Map<Integer, Boolean> busy = new HashMap<>();
        for (PlaceColumns.Machines m : places.machines) {
            double used = solved.values().get(m.column())
                    + (m.parts() < 0 ? 0 : solved.values().get(m.parts()));
            busy.merge(m.place(), used > 1e-9, Boolean::logicalOr);
        }
        for (int p = 0; p < problem.places().size(); p++) {
            for (int t = 0; t < problem.slots().size(); t++) {
                for (Kind kind : Kind.values()) {
                    double market = floored(p, kind, busy) ? dollar * MarketPrices.of(problem, p, t, kind) : 0;
                    prices.machine(p, t, kind, market);
                }
            }
        }
        for (PlaceColumns.Carried c : places.carried) {
            double dual = -Math.min(0, solved.duals().get(c.row()));
            for (Kind kind : c.kinds()) {
                prices.machine(c.place(), c.slot(), kind, Math.max(dual, prices.machine(c.place(), c.slot(), kind)));
            }
        }
        return prices;
    }

    /**
     * Whether the market's price may stand where the program's is lower. Where nothing runs a price of nought is as right as the market's, and the market's
     * finds better plans. Not where machines are paid in all slots together: there one slot may be free because another pays.
     */
    private boolean floored(int place, Kind kind, Map<Integer, Boolean> busy) {
        boolean staying = kind == Kind.STAYING || kind == Kind.SPARE;
        boolean steady = problem.places().get(place).supplies().stream().anyMatch(Supply::steady);
        return !staying || !steady || !busy.getOrDefault(place, false);
    }

    /** What one plan more of each work would have to be below, at the solution's prices, to better it. */
    double worth(int work, Priced solved) {
        return solved.duals().get(once.get(work));
    }

    /** How much of the plan of that number is picked. */
    double picked(int plan, List<Double> values) {
        return values.get(picks.get(plan));
    }

    /** How much of the work is left out. */
    double leftOut(int work, List<Double> values) {
        return values.get(missing.get(work));
    }
}
