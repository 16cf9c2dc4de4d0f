package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.IntegerProgram.Term;
import dev.lepton.core.plan.joint.Way.How;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What runs where and when, in machines. */
final class PlaceLoad {
    /** What kind of load: it decides which machines carry it. */
    enum Kind {
        /** Stays for the whole slot, on whole machines that are not taken back: replicas, and things always on. */
        STAYING(0),
        /** Hours of runs on what the staying leave of those machines. */
        SPARE(1),
        /** Hours of runs, and things on for part of the slot, on machines paid while they run. */
        HOURLY(2),
        /** Replicas on machines that may be taken back. */
        SPOT_STAYING(3),
        /** Hours of runs on machines that may be taken back. */
        SPOT_HOURLY(4);

        /** Its place in arrays by kind. */
        final int index;

        Kind(int index) {
            this.index = index;
        }
    }

    private record Spell(int place, int slot, Kind kind) {}

    private final JointProblem problem;
    private final Map<Spell, List<Term>> load = new HashMap<>();
    private final Map<Spell, List<Term>> active = new HashMap<>();
    private final Set<Integer> used = new HashSet<>();

    /** Nothing yet. */
    PlaceLoad(JointProblem problem) {
        this.problem = problem;
    }

    /** What the columns of works put where. */
    static PlaceLoad of(JointProblem problem, WorkColumns works) {
        PlaceLoad load = new PlaceLoad(problem);
        for (WorkColumns.Units u : works.units) {
            load.put(u.way(), u.slot(), u.spot() ? Kind.SPOT_STAYING : Kind.STAYING, u.column(), 1);
        }
        for (WorkColumns.Hours h : works.hours) {
            Kind kind = kind(h.on());
            load.put(
                    h.way(),
                    h.slot(),
                    kind,
                    h.column(),
                    1 / problem.slots().get(h.slot()).hours());
            if (h.active() >= 0) {
                load.atOnce(h.way(), h.slot(), h.active());
            }
        }
        for (WorkColumns.Chosen c : works.chosen) {
            if (problem.ways().get(c.way()).how() instanceof How.Keep keep) {
                for (int t = 0; t < problem.slots().size(); t++) {
                    double share = keep.share().get(t);
                    load.put(c.way(), t, share >= 1 ? Kind.STAYING : Kind.HOURLY, c.column(), share);
                }
            }
        }
        return load;
    }

    /** A run by the hour pays for whole machines, since nobody may be there to share one: how much more than it needs. */
    static double paidWhole(JointProblem problem, Way way, Kind kind) {
        if (kind == Kind.SPARE || way.place().isEmpty()) {
            return 1;
        }
        double machines =
                way.devices() / problem.places().get(way.place().getAsInt()).devices();
        return Math.ceil(machines - 1e-9) / machines;
    }

    static Kind kind(JointPlan.Machines on) {
        return switch (on) {
            case KEPT -> Kind.SPARE;
            case HOURLY -> Kind.HOURLY;
            case SPOT -> Kind.SPOT_HOURLY;
        };
    }

    private void put(int way, int slot, Kind kind, int column, double times) {
        Way w = problem.ways().get(way);
        w.place().ifPresent(place -> {
            used.add(place);
            if (times > 0) {
                add(place, slot, kind, new Term(column, machines(w) * times));
            }
        });
    }

    private void atOnce(int way, int slot, int column) {
        Way w = problem.ways().get(way);
        w.place().ifPresent(place -> addAtOnce(place, slot, new Term(column, machines(w))));
    }

    private double machines(Way way) {
        return way.devices() / problem.places().get(way.place().orElseThrow()).devices();
    }

    /** Something may run there. */
    void mark(int place) {
        used.add(place);
    }

    /** Load of that kind: so many machines for one unit of a column. */
    void add(int place, int slot, Kind kind, Term term) {
        used.add(place);
        load.computeIfAbsent(new Spell(place, slot, kind), s -> new ArrayList<>())
                .add(term);
    }

    /** A run on what is spare, and the machines that one unit of a column needs at once. */
    void addAtOnce(int place, int slot, Term term) {
        active.computeIfAbsent(new Spell(place, slot, Kind.SPARE), s -> new ArrayList<>())
                .add(term);
    }

    /** Whether anything could run there. */
    boolean uses(int place) {
        return used.contains(place);
    }

    /** The mean load of that kind, in machines. */
    List<Term> of(int place, int slot, Kind kind) {
        return List.copyOf(load.getOrDefault(new Spell(place, slot, kind), List.of()));
    }

    /** For each run that may use what is spare: the machines it needs at once. */
    List<Term> spareAtOnce(int place, int slot) {
        return List.copyOf(active.getOrDefault(new Spell(place, slot, Kind.SPARE), List.of()));
    }
}
