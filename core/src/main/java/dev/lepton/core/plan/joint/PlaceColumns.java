package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.IntegerProgram.Term;
import dev.lepton.core.plan.joint.PlaceLoad.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The columns and rows of places: how many machines on which terms in each slot, that they carry what runs there, and what they cost. Machines
 * under replicas are whole; what runs for hours may take a machine for part of a slot where machines are paid while they run.
 */
final class PlaceColumns {
    /** Machines of a supply: in a slot, or, with slot -1, in all. {@code parts}: besides those, for part of the slot; -1 for none. */
    record Machines(int place, int supply, int slot, int column, int parts) {}

    /** The row in which loads of {@code kinds} at a place in a slot meet the machines there. */
    record Carried(int place, int slot, List<Kind> kinds, int row) {}

    private final JointProblem problem;
    private final Draft draft;
    private final PlaceLoad load;
    final List<Machines> machines = new ArrayList<>();
    /** Rows by the load that they carry, for the price of one machine more of it. */
    final List<Carried> carried = new ArrayList<>();

    PlaceColumns(JointProblem problem, Draft draft, PlaceLoad load) {
        this.problem = problem;
        this.draft = draft;
        this.load = load;
        for (int p = 0; p < problem.places().size(); p++) {
            if (used(p)) {
                add(p);
            }
        }
    }

    private boolean used(int place) {
        return load.uses(place)
                || problem.places().get(place).supplies().stream().anyMatch(s -> s.held() > 0);
    }

    private void add(int p) {
        Place place = problem.places().get(p);
        for (int s = 0; s < place.supplies().size(); s++) {
            Supply supply = place.supplies().get(s);
            List<Machines> of = supply.steady() ? List.of(steady(p, s, supply)) : bySlot(p, s, supply);
            machines.addAll(of);
            started(p, supply, of);
        }
        for (int t = 0; t < problem.slots().size(); t++) {
            carry(p, t, false);
            carry(p, t, true);
            together(p, t);
        }
    }

    private Machines steady(int p, int s, Supply supply) {
        int column = draft.column(name(p) + " " + supply.terms().word(), supply.held(), most(supply), true);
        draft.weigh(
                column,
                Measure.COST,
                problem.hours() * supply.hourly().perUnit().doubleValue());
        return new Machines(p, s, -1, column, -1);
    }

    private List<Machines> bySlot(int p, int s, Supply supply) {
        List<Machines> of = new ArrayList<>();
        double price = supply.hourly().perUnit().doubleValue() * supply.overhead();
        for (int t = 0; t < problem.slots().size(); t++) {
            String name = name(p) + " " + supply.terms().word() + " slot " + t;
            int whole = draft.column(name, 0, most(supply), true);
            int parts = draft.column(name + " in part", 0, most(supply), false);
            double hours = problem.slots().get(t).hours();
            draft.weigh(whole, Measure.COST, hours * price);
            draft.weigh(parts, Measure.COST, hours * price);
            if (supply.most().isPresent()) {
                draft.atMost("stock", most(supply), List.of(new Term(whole, 1), new Term(parts, 1)));
            }
            of.add(new Machines(p, s, t, whole, parts));
        }
        return of;
    }

    private static double most(Supply supply) {
        return supply.most().isPresent() ? supply.most().getAsInt() : Double.POSITIVE_INFINITY;
    }

    /** Machines at the busiest slot beyond those held today. To stop one is free: each move starts one elsewhere. */
    private void started(int p, Supply supply, List<Machines> of) {
        int up = draft.column(name(p) + " started", 0, Double.POSITIVE_INFINITY, false);
        of.forEach(m -> draft.atMost("more", supply.held(), List.of(new Term(m.column(), 1), new Term(up, -1))));
        draft.weigh(up, Measure.CHANGES, 1);
        problem.limits().changeCost().ifPresent(cost -> draft.weigh(up, Measure.COST, cost.toDouble()));
    }

    /**
     * What runs is at most what there is: what stays, and in the mean what runs on the rest, on whole machines; each run on the rest also all at once.
     * What runs by the hour has machines for its hours.
     */
    private void carry(int p, int t, boolean spot) {
        List<Term> whole = new ArrayList<>();
        List<Term> parts = new ArrayList<>();
        for (Machines m : at(p, t)) {
            if (problem.places().get(p).supplies().get(m.supply()).interruptible() == spot) {
                whole.add(new Term(m.column(), -1));
                parts.addAll(m.parts() >= 0 ? List.of(new Term(m.parts(), -1)) : List.of());
            }
        }
        List<Term> staying = load.of(p, t, spot ? Kind.SPOT_STAYING : Kind.STAYING);
        List<Term> hourly = load.of(p, t, spot ? Kind.SPOT_HOURLY : Kind.HOURLY);
        List<Term> spare = spot ? List.of() : load.of(p, t, Kind.SPARE);
        if (!staying.isEmpty() || !spare.isEmpty()) {
            int row = draft.atMost("machines at " + name(p), 0, joined(joined(staying, spare), whole));
            carried.add(new Carried(p, t, spot ? List.of(Kind.SPOT_STAYING) : List.of(Kind.STAYING, Kind.SPARE), row));
        }
        if (!spot) {
            for (Term atOnce : load.spareAtOnce(p, t)) {
                draft.atMost("at once at " + name(p), 0, joined(joined(staying, List.of(atOnce)), whole));
            }
        }
        if (!hourly.isEmpty()) {
            int row = draft.atMost("hours at " + name(p), 0, joined(hourly, parts));
            carried.add(new Carried(p, t, List.of(spot ? Kind.SPOT_HOURLY : Kind.HOURLY), row));
        }
    }

    private static List<Term> joined(List<Term> some, List<Term> others) {
        List<Term> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private List<Machines> at(int p, int t) {
        return machines.stream()
                .filter(m -> m.place() == p && (m.slot() == t || m.slot() == -1))
                .toList();
    }

    /** All terms together within the stock of the place. */
    private void together(int p, int t) {
        OptionalInt most = problem.places().get(p).most();
        if (most.isEmpty()) {
            return;
        }
        List<Term> terms = new ArrayList<>();
        for (Machines m : at(p, t)) {
            terms.add(new Term(m.column(), 1));
            terms.addAll(m.parts() >= 0 ? List.of(new Term(m.parts(), 1)) : List.of());
        }
        draft.atMost("stock of " + name(p), most.getAsInt(), terms);
    }

    private String name(int place) {
        return problem.places().get(place).name();
    }
}
