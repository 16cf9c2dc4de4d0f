package dev.lepton.core.economics;

import dev.lepton.core.billing.Fraction;
import dev.lepton.core.economics.DeadlinePlan.Billing;
import dev.lepton.core.economics.DeadlinePlan.Load;
import dev.lepton.core.economics.DeadlinePlan.Result;
import dev.lepton.core.economics.DeadlinePlan.Task;
import java.util.ArrayList;
import java.util.List;

/** Tries every assignment of whole tasks to devices: the cheapest in time, or else the one that leaves least undone. */
final class WholeTaskSearch {
    private final DeadlinePlan plan;
    private final Billing billing;
    private List<Result.Feasible> cheapest = List.of();
    private List<Result.Infeasible> nearest = List.of();

    WholeTaskSearch(DeadlinePlan plan, Billing billing) {
        this.plan = plan;
        this.billing = billing;
    }

    Result run() {
        int[] deviceOf = new int[plan.tasks().size()];
        if (Math.pow(plan.devices().size(), deviceOf.length) > DeadlinePlan.MOST_CHOICES) {
            return new Result.TooLarge();
        }
        do {
            consider(deviceOf);
        } while (DeadlinePlan.next(deviceOf, plan.devices().size() - 1));
        return cheapest.isEmpty() ? nearest.get(0) : cheapest.get(0);
    }

    private void consider(int[] deviceOf) {
        List<Load> loads = new ArrayList<>();
        List<Task> late = new ArrayList<>();
        Fraction shortfall = Fraction.ZERO;
        for (int d = 0; d < plan.devices().size(); d++) {
            Load load = load(d, deviceOf);
            loads.add(load);
            Fraction undone = DeadlinePlan.positive(load.units(), plan.capacity(load.device()));
            if (undone.compareTo(Fraction.ZERO) > 0) {
                late.addAll(load.tasks());
                shortfall = shortfall.plus(undone);
            }
        }
        if (late.isEmpty()) {
            Result.Feasible found = new Result.Feasible(List.copyOf(loads), billing);
            if (cheapest.isEmpty()
                    || found.cost(billing).compareTo(cheapest.get(0).cost(billing)) < 0) {
                cheapest = List.of(found);
            }
        } else if (nearest.isEmpty() || shortfall.compareTo(nearest.get(0).shortfall()) < 0) {
            nearest = List.of(new Result.Infeasible(List.copyOf(loads), List.copyOf(late), shortfall));
        }
    }

    private Load load(int device, int[] deviceOf) {
        List<Task> tasks = new ArrayList<>();
        Fraction units = Fraction.ZERO;
        for (int t = 0; t < deviceOf.length; t++) {
            if (deviceOf[t] == device) {
                tasks.add(plan.tasks().get(t));
                units = units.plus(Fraction.of(plan.tasks().get(t).units()));
            }
        }
        return new Load(plan.devices().get(device), units, List.copyOf(tasks));
    }
}
