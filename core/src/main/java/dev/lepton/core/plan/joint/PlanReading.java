package dev.lepton.core.plan.joint;

import dev.lepton.core.money.Money;
import dev.lepton.core.plan.ProgramSolver.Solution.Found;
import dev.lepton.core.plan.joint.Way.How;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a plan off a solution: counts as whole numbers, money exactly from them. */
final class PlanReading {
    /** Parts of a machine, hours and shares below this are the solver's rounding. */
    private static final double DUST = 1e-5;

    private final JointProblem problem;
    private final JointModel model;
    private final Found found;

    PlanReading(JointProblem problem, JointModel model, Found found) {
        this.problem = problem;
        this.model = model;
        this.found = found;
    }

    /** @param bound of the cost that the solver has proven, in dollars */
    JointPlan plan(double bound, boolean optimal) {
        List<JointPlan.Fleet> fleet = fleet();
        List<JointPlan.Chosen> chosen = chosen();
        Money monthly = Money.zero(problem.currency());
        for (JointPlan.Fleet f : fleet) {
            monthly = monthly.plus(f.monthly());
        }
        for (JointPlan.Chosen c : chosen) {
            monthly =
                    problem.ways().get(c.way()).how() instanceof How.Keep keep ? monthly.plus(keep.monthly()) : monthly;
        }
        Money power = power();
        monthly = monthly.plus(power);
        int started = started(fleet);
        Money changing = problem.limits()
                .changeCost()
                .map(c -> c.times(BigDecimal.valueOf(started)))
                .orElse(Money.zero(problem.currency()));
        Money total = monthly.plus(changing);
        Money below = new Money(BigDecimal.valueOf(bound).round(new MathContext(15)), problem.currency());
        return new JointPlan(
                monthly,
                power,
                changing,
                optimal || below.compareTo(total) > 0 ? total : below,
                optimal,
                model.total(Measure.ENERGY, found),
                model.total(Measure.CARBON, found),
                started,
                fleet,
                serving(),
                chosen,
                undone());
    }

    private Money power() {
        Money power = Money.zero(problem.currency());
        for (Map.Entry<Integer, Double> kwh : model.paidKwh(found).entrySet()) {
            power = power.plus(problem.places()
                    .get(kwh.getKey())
                    .perKwh()
                    .orElseThrow()
                    .times(BigDecimal.valueOf(kwh.getValue()).round(MathContext.DECIMAL32)));
        }
        return power;
    }

    private int started(List<JointPlan.Fleet> fleet) {
        int started = 0;
        for (JointPlan.Fleet f : fleet) {
            int held =
                    problem.places().get(f.place()).supplies().get(f.supply()).held();
            started += Math.max(0, f.peak() - held);
        }
        return started;
    }

    private List<JointPlan.Fleet> fleet() {
        Map<List<Integer>, List<PlaceColumns.Machines>> bySupply = new LinkedHashMap<>();
        model.places.machines.forEach(
                m -> bySupply.computeIfAbsent(List.of(m.place(), m.supply()), k -> new ArrayList<>())
                        .add(m));
        List<JointPlan.Fleet> fleet = new ArrayList<>();
        bySupply.forEach((key, columns) -> {
            JointPlan.Fleet f = fleet(key.get(0), key.get(1), columns);
            if (f.peak() > 0 || f.partHours().stream().anyMatch(h -> h > 0)) {
                fleet.add(f);
            }
        });
        return fleet;
    }

    private JointPlan.Fleet fleet(int place, int supply, List<PlaceColumns.Machines> columns) {
        Supply of = problem.places().get(place).supplies().get(supply);
        List<Integer> whole = new ArrayList<>();
        List<Double> parts = new ArrayList<>();
        BigDecimal hours = BigDecimal.ZERO;
        for (int t = 0; t < problem.slots().size(); t++) {
            PlaceColumns.Machines m = columns.get(of.steady() ? 0 : t);
            double slotHours = problem.slots().get(t).hours();
            int count = found.count(m.column());
            double part = m.parts() < 0 ? 0 : dusted(found.value(m.parts()) * slotHours);
            whole.add(count);
            parts.add(part);
            hours = hours.add(BigDecimal.valueOf(slotHours).multiply(BigDecimal.valueOf(count)))
                    .add(BigDecimal.valueOf(part).round(MathContext.DECIMAL32));
        }
        BigDecimal paid = hours.multiply(BigDecimal.valueOf(of.steady() ? 1 : of.overhead()));
        return new JointPlan.Fleet(place, supply, whole, parts, of.hourly().times(paid));
    }

    private List<JointPlan.Serving> serving() {
        Map<List<Object>, List<WorkColumns.Units>> byWay = new LinkedHashMap<>();
        model.works.units.forEach(u -> byWay.computeIfAbsent(List.of(u.way(), u.spot()), k -> new ArrayList<>())
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
        for (WorkColumns.Units u : model.works.units) {
            Way way = problem.ways().get(u.way());
            double can = ((How.Serve) way.how()).rates().get(0) * found.count(u.column());
            able.merge(List.of(u.way(), u.slot()), can, Double::sum);
            able.merge(List.of(-1 - way.work(), u.slot()), can, Double::sum);
        }
        for (WorkColumns.Units u : model.works.units) {
            List<List<Double>> bySlot = shares.computeIfAbsent(u.way(), w -> zeros(u.way()));
            Way way = problem.ways().get(u.way());
            double all = able.getOrDefault(List.of(-1 - way.work(), u.slot()), 0.0);
            if (bySlot.get(u.slot()).size() == 1 && all > 0) {
                bySlot.get(u.slot()).set(0, able.getOrDefault(List.of(u.way(), u.slot()), 0.0) / all);
            }
        }
        for (WorkColumns.Served s : model.works.served) {
            Work.Service service = (Work.Service)
                    problem.works().get(problem.ways().get(s.way()).work());
            shares.get(s.way())
                    .get(s.slot())
                    .set(s.bucket(), dusted(found.value(s.column()) / service.rate(s.slot(), s.bucket())));
        }
        return shares;
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

    private List<JointPlan.Chosen> chosen() {
        List<JointPlan.Chosen> chosen = new ArrayList<>();
        for (WorkColumns.Chosen c : model.works.chosen) {
            if (found.count(c.column()) == 1) {
                List<Double> hours = new ArrayList<>();
                for (WorkColumns.Hours h : model.works.hours) {
                    if (h.way() == c.way() && h.on() == c.on()) {
                        hours.add(dusted(found.value(h.column())));
                    }
                }
                chosen.add(new JointPlan.Chosen(c.way(), c.on(), hours));
            }
        }
        return chosen;
    }

    private List<Integer> undone() {
        List<Integer> undone = new ArrayList<>();
        for (int w = 0; w < problem.works().size(); w++) {
            if (model.works.leftUndone(w, found)) {
                undone.add(w);
            }
        }
        return undone;
    }

    private static double dusted(double value) {
        return value < DUST ? 0 : value;
    }
}
