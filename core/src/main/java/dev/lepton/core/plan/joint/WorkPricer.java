package dev.lepton.core.plan.joint;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.plan.ProgramSolver;
import dev.lepton.core.plan.ProgramSolver.Solution.Found;
import dev.lepton.core.plan.joint.PlaceLoad.Kind;
import dev.lepton.core.plan.joint.Way.How;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plans one work alone at given prices of what all share: services of one bucket by a search of our own, everything else as a small program. */
final class WorkPricer {
    /** A plan, and a bound that no plan of the work is below at these prices. */
    record Best(WorkPlan plan, double bound) {}

    private final JointProblem problem;
    private final ProgramSolver solver;
    private final List<List<Integer>> ways = new ArrayList<>();

    WorkPricer(JointProblem problem, ProgramSolver solver) {
        this.problem = problem;
        this.solver = solver;
        problem.works().forEach(w -> ways.add(new ArrayList<>()));
        for (int i = 0; i < problem.ways().size(); i++) {
            ways.get(problem.ways().get(i).work()).add(i);
        }
    }

    /** The cheapest plan of the work; nothing when it cannot be done at all. */
    Optional<Best> best(int work, Prices prices) {
        if (problem.works().get(work) instanceof Work.Service service && simple(service, work)) {
            return cover(work, service, prices);
        }
        return program(work, prices);
    }

    /** One bucket, any forms, no promise of waits, and nothing on machines that may be taken back. */
    private boolean simple(Work.Service service, int work) {
        return service.buckets().size() == 1
                && !service.oneForm()
                && ways.get(work).stream().map(problem.ways()::get).noneMatch(this::pooledOrSpot);
    }

    private boolean pooledOrSpot(Way way) {
        How.Serve serve = (How.Serve) way.how();
        return serve.pool().isPresent() || (serve.spot() && hasSpot(way));
    }

    private boolean hasSpot(Way way) {
        return problem.places().get(way.place().orElseThrow()).supplies().stream()
                .anyMatch(Supply::interruptible);
    }

    private Optional<Best> cover(int work, Work.Service service, Prices prices) {
        List<Integer> of = ways.get(work);
        List<List<Integer>> counts = new ArrayList<>();
        double bound = 0;
        for (int t = 0; t < problem.slots().size(); t++) {
            List<CoverSearch.Item> items = new ArrayList<>();
            for (int way : of) {
                double rate =
                        ((How.Serve) problem.ways().get(way).how()).rates().get(0) * service.utilisation();
                items.add(new CoverSearch.Item(cost(way, t, Kind.STAYING, prices), rate));
            }
            double load = service.rate(t, 0) * inflated();
            CoverSearch.Cover cover = new CoverSearch(items, load, service.fewest()).best();
            if (cover.counts().isEmpty()) {
                return Optional.empty();
            }
            counts.add(cover.counts());
            bound += cover.bound();
        }
        List<JointPlan.Serving> serving = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            int at = i;
            List<Integer> replicas = counts.stream().map(c -> c.get(at)).toList();
            if (replicas.stream().anyMatch(n -> n > 0)) {
                serving.add(new JointPlan.Serving(of.get(i), false, replicas, List.of()));
            }
        }
        return Optional.of(new Best(plan(work, shared(serving), List.of()), bound));
    }

    /** The share of the one bucket that each way serves: by what its replicas can do. */
    private List<JointPlan.Serving> shared(List<JointPlan.Serving> serving) {
        List<JointPlan.Serving> shared = new ArrayList<>();
        for (JointPlan.Serving s : serving) {
            List<List<Double>> shares = new ArrayList<>();
            for (int t = 0; t < problem.slots().size(); t++) {
                int slot = t;
                double all = serving.stream().mapToDouble(x -> able(x, slot)).sum();
                shares.add(List.of(all > 0 ? able(s, slot) / all : 0));
            }
            shared.add(new JointPlan.Serving(s.way(), s.spot(), s.replicas(), shares));
        }
        return shared;
    }

    private double able(JointPlan.Serving s, int slot) {
        Way way = problem.ways().get(s.way());
        How.Serve serve = (How.Serve) way.how();
        return serve.carried(
                        s.replicas().get(slot), (Work.Service) problem.works().get(way.work()))
                * serve.rates().get(0);
    }

    /** What one unit of a way costs in a slot. */
    private double cost(int way, int slot, Kind kind, Prices prices) {
        Way w = problem.ways().get(way);
        int at = w.place().orElseThrow();
        Place place = problem.places().get(at);
        double cost = w.devices() / place.devices() * prices.machine(at, slot, kind);
        if (w.watts().isPresent()) {
            double watts = w.watts().getAsDouble() * place.pue();
            double kwh = watts / 1000 * problem.slots().get(slot).hours();
            double price = place.perKwh().map(p -> p.perUnit().doubleValue()).orElse(0.0);
            cost += kwh * (price * prices.dollar() + place.gramsPerKwh().orElse(0) / 1000 * prices.kilogram());
            cost += place.site().isPresent() ? watts * prices.watt(place.site().get(), slot) : 0;
        }
        return cost;
    }

    /** For a service of one bucket: the cheapest plan at the prices that uses one way only, for each place that has one. Nothing for other works. */
    List<WorkPlan> inOnePlace(int work, Prices prices) {
        if (!(problem.works().get(work) instanceof Work.Service service)
                || service.buckets().size() != 1) {
            return List.of();
        }
        Map<Integer, WorkPlan> byPlace = new TreeMap<>();
        for (int way : ways.get(work)) {
            How.Serve serve = (How.Serve) problem.ways().get(way).how();
            double rate = serve.rates().get(0);
            if (rate > 0) {
                List<Integer> replicas = new ArrayList<>();
                for (int t = 0; t < problem.slots().size(); t++) {
                    double load = service.rate(t, 0) * inflated();
                    replicas.add(Math.max(service.fewest(), load > 0 ? serve.fewest(load / rate, service) : 0));
                }
                JointPlan.Serving one = new JointPlan.Serving(way, false, replicas, List.of());
                WorkPlan plan = plan(work, shared(List.of(one)), List.of());
                byPlace.merge(
                        problem.ways().get(way).place().orElse(-1),
                        plan,
                        (a, b) -> b.at(prices) < a.at(prices) ? b : a);
            }
        }
        return List.copyOf(byPlace.values());
    }

    private double inflated() {
        return problem.limits().inflated() > 0 ? 1 + problem.limits().inflation() : 1;
    }

    private Optional<Best> program(int work, Prices prices) {
        JointProblem alone = new JointProblem(
                problem.currency(),
                problem.slots(),
                problem.places(),
                List.of(problem.works().get(work)),
                ways.get(work).stream().map(i -> problem.ways().get(i).of(0)).toList(),
                problem.limits());
        Draft draft = new Draft(true);
        WorkColumns columns = new WorkColumns(alone, draft, false);
        weigh(work, columns, draft, prices);
        return switch (solver.solve(draft.minimising(Measure.LOSS, Map.of()))) {
            case Found found -> {
                PlanReading reading = new PlanReading(alone, columns, found);
                List<JointPlan.Serving> serving =
                        reading.serving().stream().map(s -> numbered(work, s)).toList();
                List<JointPlan.Chosen> chosen = reading.chosen().stream()
                        .map(c -> new JointPlan.Chosen(ways.get(work).get(c.way()), c.on(), c.hours()))
                        .toList();
                yield Optional.of(new Best(plan(work, serving, chosen), found.bound()));
            }
            case ProgramSolver.Solution.Infeasible none -> Optional.empty();
            case ProgramSolver.Solution.Undecided undecided ->
                throw Problem.input(
                        "no plan was found for " + problem.works().get(work).name() + ": " + undecided.why() + ".",
                        "Maybe fewer options.");
        };
    }

    private JointPlan.Serving numbered(int work, JointPlan.Serving s) {
        return new JointPlan.Serving(ways.get(work).get(s.way()), s.spot(), s.replicas(), s.shares());
    }

    /** The weight of each column is what one unit of it costs at the prices. */
    private void weigh(int work, WorkColumns columns, Draft draft, Prices prices) {
        List<Integer> of = ways.get(work);
        for (WorkColumns.Units u : columns.units) {
            Kind kind = u.spot() ? Kind.SPOT_STAYING : Kind.STAYING;
            draft.weigh(u.column(), Measure.LOSS, cost(of.get(u.way()), u.slot(), kind, prices));
        }
        for (WorkColumns.Hours h : columns.hours) {
            List<Double> hours =
                    new ArrayList<>(Collections.nCopies(problem.slots().size(), 0.0));
            hours.set(h.slot(), 1.0);
            List<JointPlan.Chosen> one = List.of(new JointPlan.Chosen(of.get(h.way()), h.on(), hours));
            draft.weigh(h.column(), Measure.LOSS, plan(work, List.of(), one).at(prices));
        }
        for (WorkColumns.Chosen c : columns.chosen) {
            if (problem.ways().get(of.get(c.way())).how() instanceof How.Keep) {
                List<JointPlan.Chosen> one = List.of(new JointPlan.Chosen(of.get(c.way()), c.on(), List.of()));
                draft.weigh(c.column(), Measure.LOSS, plan(work, List.of(), one).at(prices));
            }
        }
    }

    private WorkPlan plan(int work, List<JointPlan.Serving> serving, List<JointPlan.Chosen> chosen) {
        WorkUse use = new WorkUse(problem);
        serving.forEach(use::add);
        chosen.forEach(use::add);
        return use.plan(work, serving, chosen);
    }
}
