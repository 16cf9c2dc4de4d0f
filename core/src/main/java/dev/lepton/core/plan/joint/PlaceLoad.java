package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.IntegerProgram.Term;
import dev.lepton.core.plan.joint.Way.How;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What runs where and when, in machines: replicas, which stay for a slot, and what passes through it in hours. */
final class PlaceLoad {
    private record Spell(int place, int slot, boolean spot) {}

    private final JointProblem problem;
    private final Map<Spell, List<Term>> replicas = new HashMap<>();
    private final Map<Spell, List<Term>> passing = new HashMap<>();
    private final Set<Integer> used = new HashSet<>();

    PlaceLoad(JointProblem problem, WorkColumns works) {
        this.problem = problem;
        works.units.forEach(u -> put(replicas, u.way(), u.slot(), u.spot(), u.column(), 1));
        for (WorkColumns.Hours h : works.hours) {
            put(passing, h.way(), h.slot(), h.spot(), h.column(), 1 / problem.slots().get(h.slot()).hours());
        }
        for (WorkColumns.Chosen c : works.chosen) {
            if (problem.ways().get(c.way()).how() instanceof How.Keep keep) {
                for (int t = 0; t < problem.slots().size(); t++) {
                    put(passing, c.way(), t, false, c.column(), keep.share().get(t));
                }
            }
        }
    }

    private void put(Map<Spell, List<Term>> terms, int way, int slot, boolean spot, int column, double times) {
        Way w = problem.ways().get(way);
        w.place().ifPresent(place -> {
            double machines = w.devices() / problem.places().get(place).devices() * times;
            used.add(place);
            terms.computeIfAbsent(new Spell(place, slot, spot), s -> new ArrayList<>())
                    .add(new Term(column, machines));
        });
    }

    /** Whether anything could run there. */
    boolean uses(int place) {
        return used.contains(place);
    }

    List<Term> replicas(int place, int slot, boolean spot) {
        return replicas.getOrDefault(new Spell(place, slot, spot), List.of());
    }

    List<Term> passing(int place, int slot, boolean spot) {
        return passing.getOrDefault(new Spell(place, slot, spot), List.of());
    }
}
