package dev.lepton.core.plan.joint;

import java.util.Map;
import java.util.TreeMap;

/** Where a plan's energy is drawn. */
public final class PlaceEnergy {
    private PlaceEnergy() {}

    /** Kilowatt-hours a month by place, buildings included, of what runs there and whose draw is known. */
    public static Map<Integer, Double> of(JointProblem problem, JointPlan plan) {
        Map<Integer, WorkUse> uses = new TreeMap<>();
        plan.serving()
                .forEach(s -> problem.ways()
                        .get(s.way())
                        .place()
                        .ifPresent(p -> uses.computeIfAbsent(p, x -> new WorkUse(problem))
                                .add(s)));
        plan.chosen()
                .forEach(c -> problem.ways()
                        .get(c.way())
                        .place()
                        .ifPresent(p -> uses.computeIfAbsent(p, x -> new WorkUse(problem))
                                .add(c)));
        Map<Integer, Double> kwh = new TreeMap<>();
        uses.forEach((place, use) -> kwh.put(place, use.kwh()));
        return kwh;
    }
}
