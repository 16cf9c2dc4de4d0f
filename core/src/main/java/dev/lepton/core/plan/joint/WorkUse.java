package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.joint.PlaceLoad.Kind;
import dev.lepton.core.plan.joint.Way.How;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what a work takes: machines, energy, carbon, money of its own. */
final class WorkUse {
    private final JointProblem problem;
    private final List<WorkPlan.Use> uses = new ArrayList<>();
    private final List<WorkPlan.Draw> draws = new ArrayList<>();
    private final Map<Integer, Double> paidKwh = new TreeMap<>();
    private double own;
    private double kwh;
    private double kilograms;

    WorkUse(JointProblem problem) {
        this.problem = problem;
    }

    void add(JointPlan.Serving s) {
        for (int t = 0; t < s.replicas().size(); t++) {
            int n = s.replicas().get(t);
            if (n > 0) {
                use(s.way(), t, s.spot() ? Kind.SPOT_STAYING : Kind.STAYING, n);
                draw(s.way(), t, n * problem.slots().get(t).hours());
            }
        }
    }

    void add(JointPlan.Chosen c) {
        if (problem.ways().get(c.way()).how() instanceof How.Keep keep) {
            own += keep.monthly().toDouble();
            for (int t = 0; t < keep.share().size(); t++) {
                double share = keep.share().get(t);
                use(c.way(), t, share >= 1 ? Kind.STAYING : Kind.HOURLY, share);
                draw(c.way(), t, share * problem.slots().get(t).hours());
            }
            return;
        }
        for (int t = 0; t < c.hours().size(); t++) {
            double hours = c.hours().get(t);
            use(
                    c.way(),
                    t,
                    PlaceLoad.kind(c.on()),
                    hours / problem.slots().get(t).hours());
            draw(c.way(), t, hours);
        }
    }

    private void use(int way, int slot, Kind kind, double units) {
        Way w = problem.ways().get(way);
        if (units > 0 && w.place().isPresent()) {
            int place = w.place().getAsInt();
            double machines = w.devices() / problem.places().get(place).devices() * units;
            uses.add(new WorkPlan.Use(place, slot, kind, machines));
        }
    }

    private void draw(int way, int slot, double hours) {
        Way w = problem.ways().get(way);
        if (hours <= 0 || w.place().isEmpty() || w.watts().isEmpty()) {
            return;
        }
        Place place = problem.places().get(w.place().getAsInt());
        double energy = w.watts().getAsDouble() * place.pue() / 1000 * hours;
        kwh += energy;
        kilograms += energy * place.gramsPerKwh().orElse(0) / 1000;
        place.perKwh().ifPresent(price -> {
            own += energy * price.perUnit().doubleValue();
            paidKwh.merge(w.place().getAsInt(), energy, Double::sum);
        });
        place.site()
                .ifPresent(site -> draws.add(new WorkPlan.Draw(
                        site, slot, energy * 1000 / problem.slots().get(slot).hours())));
    }

    double kwh() {
        return kwh;
    }

    double kilograms() {
        return kilograms;
    }

    /** Kilowatt-hours that we pay ourselves, by place. */
    Map<Integer, Double> paidKwh() {
        return paidKwh;
    }

    WorkPlan plan(int work, List<JointPlan.Serving> serving, List<JointPlan.Chosen> chosen) {
        List<WorkPlan.Use> atOnce = new ArrayList<>();
        for (JointPlan.Chosen c : chosen) {
            for (int t = 0; c.on() == JointPlan.Machines.KEPT && t < c.hours().size(); t++) {
                Way w = problem.ways().get(c.way());
                if (c.hours().get(t) > 0 && w.place().isPresent()) {
                    int place = w.place().getAsInt();
                    double machines = w.devices() / problem.places().get(place).devices();
                    atOnce.add(new WorkPlan.Use(place, t, Kind.SPARE, machines));
                }
            }
        }
        return new WorkPlan(work, own, kwh, kilograms, uses, atOnce, draws, serving, chosen);
    }
}
