package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.IntegerProgram.Term;
import dev.lepton.core.plan.joint.WorkColumns.Units;
import dev.lepton.core.queueing.PoolTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns and rows of what replicas carry. Without a promise of waits n of them carry n times a share of one. With one they are a pool, whose table says in
 * which range of n they carry which share: one range is chosen, and n lies in it. More replicas of a way than carry all its load alone are never needed.
 */
final class RoomColumns {
    private final JointProblem problem;
    private final Draft draft;

    RoomColumns(JointProblem problem, Draft draft) {
        this.problem = problem;
        this.draft = draft;
    }

    /** Terms that add up to the load, in full replicas, which {@code units} of a way carry in a slot. */
    List<Term> room(Work.Service service, int way, int slot, List<Units> units) {
        Way.How.Serve serve = serve(way);
        if (serve.pool().isEmpty()) {
            return units.stream()
                    .map(u -> new Term(u.column(), service.utilisation()))
                    .toList();
        }
        if (!(load(service, way, slot) > 0)) {
            return List.of();
        }
        List<PoolTable.Step> steps = serve.pool().get().steps();
        int most = most(service, way, slot);
        List<Term> room = new ArrayList<>();
        List<Term> count = new ArrayList<>();
        List<Term> one = new ArrayList<>();
        units.forEach(u -> count.add(new Term(u.column(), -1)));
        for (int i = 0; i < steps.size() && steps.get(i).replicas() <= most; i++) {
            int from = steps.get(i).replicas();
            int to = i + 1 < steps.size() ? Math.min(most, steps.get(i + 1).replicas() - 1) : most;
            int chosen = draft.column("range of way " + way, 0, 1, true);
            int here = draft.column("replicas in it", 0, to, false);
            draft.atMost("range to", 0, List.of(new Term(here, 1), new Term(chosen, -to)));
            draft.atLeast("range from", 0, List.of(new Term(here, 1), new Term(chosen, -from)));
            one.add(new Term(chosen, 1));
            count.add(new Term(here, 1));
            room.add(new Term(here, steps.get(i).share()));
        }
        draft.atMost("one range " + service.name(), 1, one);
        draft.row("replicas " + service.name(), 0, 0, count);
        return room;
    }

    /** All units are of ways with one form of the model. */
    void oneForm(Work.Service service, List<Units> units) {
        Map<String, Integer> forms = new LinkedHashMap<>();
        List<Term> one = new ArrayList<>();
        for (Units u : units) {
            String form = problem.ways().get(u.way()).settings().getOrDefault(Lever.VARIANT, "");
            int column = forms.computeIfAbsent(form, f -> {
                int made = draft.column(service.name() + " form " + f, 0, 1, true);
                one.add(new Term(made, 1));
                return made;
            });
            int most = most(service, u.way(), u.slot());
            draft.atMost("form of " + service.name(), 0, List.of(new Term(u.column(), 1), new Term(column, -most)));
        }
        draft.atMost("one form " + service.name(), 1, one);
    }

    /** Replicas of the way that carry all of the load that it can serve, the strongest there may be, alone. */
    private int most(Work.Service service, int way, int slot) {
        double load = load(service, way, slot);
        double stronger = problem.limits().inflated() > 0 ? 1 + problem.limits().inflation() : 1;
        return Math.max(service.fewest(), load > 0 ? serve(way).fewest(load * stronger, service) : 0);
    }

    /** All that the way can serve in a slot, in its full replicas. */
    private double load(Work.Service service, int way, int slot) {
        List<Double> rates = serve(way).rates();
        double load = 0;
        for (int b = 0; b < service.buckets().size(); b++) {
            load += rates.get(b) > 0 ? service.rate(slot, b) / rates.get(b) : 0;
        }
        return load;
    }

    private Way.How.Serve serve(int way) {
        return (Way.How.Serve) problem.ways().get(way).how();
    }
}
