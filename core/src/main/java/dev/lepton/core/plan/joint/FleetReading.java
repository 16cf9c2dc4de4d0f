package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.ProgramSolver.Solution.Found;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads machines and what they cost off a solution. */
final class FleetReading {
    /** Hours below this are the solver's rounding. */
    private static final double DUST = 1e-5;

    private final JointProblem problem;
    private final List<PlaceColumns.Machines> machines;
    private final Found found;

    FleetReading(JointProblem problem, List<PlaceColumns.Machines> machines, Found found) {
        this.problem = problem;
        this.machines = machines;
        this.found = found;
    }

    /** Machines at the busiest time beyond those held. */
    int started(List<JointPlan.Fleet> fleet) {
        int started = 0;
        for (JointPlan.Fleet f : fleet) {
            int held =
                    problem.places().get(f.place()).supplies().get(f.supply()).held();
            started += Math.max(0, f.peak() - held);
        }
        return started;
    }

    /** Machines by place and terms. */
    List<JointPlan.Fleet> fleet() {
        Map<List<Integer>, List<PlaceColumns.Machines>> bySupply = new LinkedHashMap<>();
        machines.forEach(m -> bySupply.computeIfAbsent(List.of(m.place(), m.supply()), k -> new ArrayList<>())
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

    private static double dusted(double value) {
        return value < DUST ? 0 : value;
    }
}
