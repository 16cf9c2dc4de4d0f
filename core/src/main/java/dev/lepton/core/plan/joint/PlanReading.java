package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.ProgramSolver.Solution.Found;
import dev.lepton.core.plan.joint.Way.How;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads how works are done off a solution: counts as whole numbers. */
final class PlanReading {
    /** Hours and shares below this are the solver's rounding. */
    private static final double DUST = 1e-5;

    private final JointProblem problem;
    private final WorkColumns works;
    private final Found found;

    PlanReading(JointProblem problem, WorkColumns works, Found found) {
        this.problem = problem;
        this.works = works;
        this.found = found;
    }

    /** Replicas of services. */
    List<JointPlan.Serving> serving() {
        Map<List<Object>, List<WorkColumns.Units>> byWay = new LinkedHashMap<>();
        works.units.forEach(u -> byWay.computeIfAbsent(List.of(u.way(), u.spot()), k -> new ArrayList<>())
                .add(u));
        List<JointPlan.Serving> serving = new ArrayList<>();
        Map<Integer, List<List<Double>>> shares = shares();
        byWay.values().forEach(units -> {
            List<Integer> replicas = new ArrayList<>();
            units.stream()
                    .sorted(Comparator.comparingInt(WorkColumns.Units::slot))
                    .forEach(u -> replicas.add(found.count(u.column())));
            if (replicas.stream().anyMatch(r -> r > 0)) {
                WorkColumns.Units first = units.get(0);
                serving.add(new JointPlan.Serving(
                        first.way(), first.spot(), replicas, shares.getOrDefault(first.way(), List.of())));
            }
        });
        return serving;
    }

    /** By way, slot and bucket: the part of the bucket's load. With one bucket it goes by what the replicas can do. */
    private Map<Integer, List<List<Double>>> shares() {
        Map<Integer, List<List<Double>>> shares = new LinkedHashMap<>();
        Map<List<Integer>, Double> able = new LinkedHashMap<>();
        for (WorkColumns.Units u : works.units) {
            able.merge(List.of(u.way(), u.slot()), (double) found.count(u.column()), Double::sum);
        }
        Map<List<Integer>, Double> all = new LinkedHashMap<>();
        able.replaceAll((at, replicas) -> can(at.get(0), replicas));
        able.forEach((at, can) ->
                all.merge(List.of(problem.ways().get(at.get(0)).work(), at.get(1)), can, Double::sum));
        for (WorkColumns.Units u : works.units) {
            List<List<Double>> bySlot = shares.computeIfAbsent(u.way(), this::zeros);
            Way way = problem.ways().get(u.way());
            double together = all.getOrDefault(List.of(way.work(), u.slot()), 0.0);
            if (bySlot.get(u.slot()).size() == 1 && together > 0) {
                bySlot.get(u.slot()).set(0, able.getOrDefault(List.of(u.way(), u.slot()), 0.0) / together);
            }
        }
        for (WorkColumns.Served s : works.served) {
            Work.Service service = (Work.Service)
                    problem.works().get(problem.ways().get(s.way()).work());
            shares.computeIfAbsent(s.way(), this::zeros)
                    .get(s.slot())
                    .set(s.bucket(), dusted(found.value(s.column()) / service.rate(s.slot(), s.bucket())));
        }
        return shares;
    }

    /** Requests a second of the first bucket that so many replicas of a way serve. */
    private double can(int way, double replicas) {
        Way w = problem.ways().get(way);
        How.Serve serve = (How.Serve) w.how();
        return serve.rates().get(0)
                * serve.carried((int) replicas, (Work.Service) problem.works().get(w.work()));
    }

    private List<List<Double>> zeros(int way) {
        Work.Service service =
                (Work.Service) problem.works().get(problem.ways().get(way).work());
        List<List<Double>> zeros = new ArrayList<>();
        problem.slots()
                .forEach(s -> zeros.add(new ArrayList<>(
                        java.util.Collections.nCopies(service.buckets().size(), 0.0))));
        return zeros;
    }

    List<JointPlan.Chosen> chosen() {
        List<JointPlan.Chosen> chosen = new ArrayList<>();
        for (WorkColumns.Chosen c : works.chosen) {
            if (found.count(c.column()) == 1) {
                List<Double> hours = new ArrayList<>();
                for (WorkColumns.Hours h : works.hours) {
                    if (h.way() == c.way() && h.on() == c.on()) {
                        hours.add(dusted(found.value(h.column())));
                    }
                }
                chosen.add(new JointPlan.Chosen(c.way(), c.on(), hours));
            }
        }
        return chosen;
    }

    /** Works left undone. */
    List<Integer> undone() {
        List<Integer> undone = new ArrayList<>();
        for (int w = 0; w < problem.works().size(); w++) {
            if (works.leftUndone(w, found)) {
                undone.add(w);
            }
        }
        return undone;
    }

    private static double dusted(double value) {
        return value < DUST ? 0 : value;
    }
}
