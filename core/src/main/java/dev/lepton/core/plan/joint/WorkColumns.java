package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.IntegerProgram.Term;
import dev.lepton.core.plan.ProgramSolver.Solution.Found;
import dev.lepton.core.plan.joint.Way.How;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns and rows of works: how much of each way, and that every work is done. Replicas are whole; which bucket goes to which way is
 * free; a run is done in one way, its hours spread over the slots; one of the ways to keep a thing is chosen.
 */
final class WorkColumns {
    /** Units of a way in a slot, on machines that stay or on machines that may be taken back. A column of -1 is none. */
    record Units(int way, int slot, boolean spot, int column) {}

    /** The rate at which a way serves a bucket in a slot. */
    record Served(int way, int slot, int bucket, int column) {}

    /** Whether a run is done, or a thing kept, in this way and on these machines. */
    record Chosen(int way, JointPlan.Machines on, int column) {}

    /** Hours of a run in a slot; {@code active} is 1 when there are any, -1 where that does not matter. */
    record Hours(int way, int slot, JointPlan.Machines on, int column, int active) {}

    private final JointProblem problem;
    private final Draft draft;
    private final boolean optional;
    private final RoomColumns room;
    final List<Units> units = new ArrayList<>();
    final List<Served> served = new ArrayList<>();
    final List<Chosen> chosen = new ArrayList<>();
    final List<Hours> hours = new ArrayList<>();
    /** Column of each work that is 1 when it is done; -1 when it must be. */
    final List<Integer> done = new ArrayList<>();

    /** @param optional whether works that state their worth may be left undone */
    WorkColumns(JointProblem problem, Draft draft, boolean optional) {
        this.problem = problem;
        this.draft = draft;
        this.optional = optional;
        this.room = new RoomColumns(problem, draft);
        for (int w = 0; w < problem.works().size(); w++) {
            done.add(doneColumn(problem.works().get(w)));
            add(w);
        }
    }

    private int doneColumn(Work work) {
        if (!optional || work.worth().isEmpty()) {
            return -1;
        }
        int column = draft.column("left undone " + work.name(), 0, 1, true);
        draft.weigh(column, Measure.LOSS, work.worth().getAsDouble());
        return column;
    }

    /** The work whose number is {@code w}, if the solution leaves it undone. */
    boolean leftUndone(int w, Found found) {
        return done.get(w) >= 0 && found.value(done.get(w)) > 0.5;
    }

    private void add(int w) {
        List<Integer> ways = new ArrayList<>();
        for (int i = 0; i < problem.ways().size(); i++) {
            if (problem.ways().get(i).work() == w) {
                ways.add(i);
            }
        }
        switch (problem.works().get(w)) {
            case Work.Service service -> serve(w, service, ways);
            case Work.Run run -> run(w, run, ways);
            case Work.Choice choice -> choose(w, choice, ways);
        }
    }

    private void serve(int w, Work.Service service, List<Integer> ways) {
        for (int t = 0; t < problem.slots().size(); t++) {
            List<Term> replicas = new ArrayList<>();
            List<Units> here = new ArrayList<>();
            for (int way : ways) {
                here.addAll(units(service, way, t));
            }
            units.addAll(here);
            here.forEach(u -> replicas.add(new Term(u.column(), 1)));
            if (service.fewest() > 0) {
                draft.atLeast("fewest " + service.name(), service.fewest(), with(replicas, w, service.fewest()));
            }
            demand(w, service, t, here);
            safe(w, service, t, here);
        }
        if (service.oneForm()) {
            room.oneForm(
                    service,
                    units.stream()
                            .filter(u -> problem.ways().get(u.way()).work() == w)
                            .toList());
        }
    }

    private List<Units> units(Work.Service service, int way, int slot) {
        Way option = problem.ways().get(way);
        List<Units> units = new ArrayList<>();
        String name = service.name() + " way " + way + " slot " + slot;
        units.add(new Units(way, slot, false, draft.column(name, 0, Double.POSITIVE_INFINITY, true)));
        if (mayUseSpot(option)) {
            units.add(new Units(way, slot, true, draft.column(name + " spot", 0, Double.POSITIVE_INFINITY, true)));
        }
        return units;
    }

    private boolean mayUseSpot(Way way) {
        boolean willing = switch (way.how()) {
            case How.Serve serve -> serve.spot();
            case How.Finish finish -> finish.spot();
            case How.Keep keep -> false;
        };
        return willing
                && way.place().isPresent()
                && problem.places().get(way.place().getAsInt()).supplies().stream()
                        .anyMatch(s -> s.interruptible() && s.most().orElse(1) > 0);
    }

    private void demand(int w, Work.Service service, int slot, List<Units> here) {
        int buckets = service.buckets().size();
        boolean linked =
                service.traffic().isPresent() && !problem.limits().megabits().isEmpty();
        boolean single = buckets == 1 && !linked;
        List<List<Term>> rates = new ArrayList<>();
        for (int b = 0; b < buckets; b++) {
            rates.add(new ArrayList<>());
        }
        for (int way : here.stream().map(Units::way).distinct().toList()) {
            if (single) {
                double rate = rates(way).get(0);
                room.room(service, way, slot, of(way, here))
                        .forEach(r -> rates.get(0).add(new Term(r.column(), rate * r.coefficient())));
            } else {
                time(service, slot, way, of(way, here), rates);
            }
        }
        for (int b = 0; b < buckets; b++) {
            double load = service.rate(slot, b) * (single ? 1 + inflation(1) : 1);
            if (load > 0) {
                double most = linked ? load : Double.POSITIVE_INFINITY;
                draft.row("load " + service.name(), load, most, with(rates.get(b), w, load));
            }
        }
    }

    /** The time that a way's replicas need for the buckets they serve, with the worst inflation of rates (Bertsimas and Sim, 2004), is at most the time they have. */
    private void time(Work.Service service, int slot, int way, List<Units> units, List<List<Term>> rates) {
        List<Term> busy = new ArrayList<>();
        int worst = inflation(1) > 0 ? draft.column("worst of way " + way, 0, Double.POSITIVE_INFINITY, false) : -1;
        for (int b = 0; b < service.buckets().size(); b++) {
            double rate = rates(way).get(b);
            if (!(rate > 0) || !(service.rate(slot, b) > 0)) {
                continue;
            }
            int column = draft.column(service.name() + " served", 0, Double.POSITIVE_INFINITY, false);
            served.add(new Served(way, slot, b, column));
            rates.get(b).add(new Term(column, 1));
            busy.add(new Term(column, 1 / rate));
            if (worst >= 0) {
                int above = draft.column("above", 0, Double.POSITIVE_INFINITY, false);
                busy.add(new Term(above, 1));
                draft.atLeast(
                        "inflation",
                        0,
                        List.of(
                                new Term(worst, 1),
                                new Term(above, 1),
                                new Term(column, -problem.limits().inflation() / rate)));
            }
        }
        if (worst >= 0) {
            busy.add(new Term(worst, problem.limits().inflated()));
        }
        room.room(service, way, slot, units).forEach(r -> busy.add(new Term(r.column(), -r.coefficient())));
        draft.atMost("time " + service.name(), 0, busy);
    }

    private double inflation(int buckets) {
        return problem.limits().inflated() >= buckets ? problem.limits().inflation() : 0;
    }

    /** Whichever domain of failure loses its machines that may be taken back, the rest serves the core of the load in its present mixture. */
    private void safe(int w, Work.Service service, int slot, List<Units> here) {
        double load = 0;
        for (int b = 0; b < service.buckets().size(); b++) {
            load += service.rate(slot, b);
        }
        if (!(load > 0) || !(service.core() > 0)) {
            return;
        }
        List<String> risky = here.stream()
                .filter(Units::spot)
                .map(u -> domain(u.way()))
                .distinct()
                .toList();
        for (String lost : risky) {
            List<Term> left = new ArrayList<>();
            for (Units u : here) {
                if (!u.spot() || !domain(u.way()).equals(lost)) {
                    left.add(new Term(u.column(), service.utilisation() * mixed(service, slot, u.way())));
                }
            }
            draft.atLeast("safe " + service.name(), service.core() * load, with(left, w, service.core() * load));
        }
    }

    private String domain(int way) {
        return problem.places().get(place(way)).domain();
    }

    /** Requests a second of one replica, in the slot's mixture of buckets; 0 if it cannot serve one of them. */
    private double mixed(Work.Service service, int slot, int way) {
        double load = 0;
        double time = 0;
        for (int b = 0; b < service.buckets().size(); b++) {
            load += service.rate(slot, b);
            time += service.rate(slot, b) > 0
                    ? service.rate(slot, b) / rates(way).get(b)
                    : 0;
        }
        return time > 0 ? load / time : 0;
    }

    private void run(int w, Work.Run run, List<Integer> ways) {
        List<Term> one = new ArrayList<>();
        for (int way : ways) {
            Way option = problem.ways().get(way);
            double needed = ((How.Finish) option.how()).hours();
            if (needed <= run.deadlineHours()) {
                one.add(new Term(placed(run, way, JointPlan.Machines.HOURLY, needed), 1));
                one.add(new Term(placed(run, way, JointPlan.Machines.KEPT, needed), 1));
            }
            if (mayUseSpot(option) && needed * overhead(option) <= run.deadlineHours()) {
                one.add(new Term(placed(run, way, JointPlan.Machines.SPOT, needed), 1));
            }
        }
        draft.row("done " + run.name(), 1, 1, with(one, w, 1));
    }

    private double overhead(Way way) {
        return problem.places().get(way.place().orElseThrow()).supplies().stream()
                .filter(Supply::interruptible)
                .mapToDouble(Supply::overhead)
                .max()
                .orElse(1);
    }

    private int placed(Work.Run run, int way, JointPlan.Machines on, double needed) {
        String name = run.name() + " way " + way + " " + on;
        int column = draft.column(name, 0, 1, true);
        chosen.add(new Chosen(way, on, column));
        List<Term> sum = new ArrayList<>();
        for (int t = 0; t < problem.slots().size(); t++) {
            double most = problem.slots().get(t).hours();
            int hour = draft.column(name + " hours", 0, most, false);
            sum.add(new Term(hour, 1));
            int active = -1;
            if (on == JointPlan.Machines.KEPT) {
                active = draft.column(name + " active", 0, 1, true);
                draft.atMost("active " + run.name(), 0, List.of(new Term(hour, 1), new Term(active, -most)));
            }
            hours.add(new Hours(way, t, on, hour, active));
        }
        sum.add(new Term(column, -needed));
        draft.row("hours " + run.name(), 0, 0, sum);
        return column;
    }

    private void choose(int w, Work.Choice choice, List<Integer> ways) {
        List<Term> one = new ArrayList<>();
        for (int way : ways) {
            int column = draft.column(choice.name() + " way " + way, 0, 1, true);
            chosen.add(new Chosen(way, JointPlan.Machines.KEPT, column));
            one.add(new Term(column, 1));
            double monthly =
                    ((How.Keep) problem.ways().get(way).how()).monthly().toDouble();
            draft.weigh(column, Measure.COST, monthly);
        }
        draft.row("kept " + choice.name(), 1, 1, with(one, w, 1));
    }

    /** {@code terms}, and {@code amount} more if the work is left undone. */
    private List<Term> with(List<Term> terms, int work, double amount) {
        if (done.get(work) < 0) {
            return terms;
        }
        List<Term> more = new ArrayList<>(terms);
        more.add(new Term(done.get(work), amount));
        return more;
    }

    private List<Units> of(int way, List<Units> here) {
        return here.stream().filter(u -> u.way() == way).toList();
    }

    private int place(int way) {
        return problem.ways().get(way).place().orElse(-1);
    }

    private List<Double> rates(int way) {
        return ((How.Serve) problem.ways().get(way).how()).rates();
    }
}
