package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.joint.PlaceLoad.Kind;
import java.util.List;

/**
 * A plan of one work alone: how it is done, and what it takes of what all share.
 *
 * @param own dollars a month that it alone causes: electricity that we pay, things kept
 * @param uses machines by place, slot and kind of load
 * @param atOnce machines that a run on what is spare needs at once
 * @param watts of buildings by site and slot
 * @param serving replicas; the ways by their numbers in the problem
 */
record WorkPlan(
        int work,
        double own,
        double kwh,
        double kilograms,
        List<Use> uses,
        List<Use> atOnce,
        List<Draw> watts,
        List<JointPlan.Serving> serving,
        List<JointPlan.Chosen> chosen) {
    /** Machines that carry it at a place in a slot. */
    record Use(int place, int slot, Kind kind, double machines) {}

    /** Watts in the mean of a slot. */
    record Draw(String site, int slot, double watts) {}

    WorkPlan {
        uses = List.copyOf(uses);
        atOnce = List.copyOf(atOnce);
        watts = List.copyOf(watts);
        serving = List.copyOf(serving);
        chosen = List.copyOf(chosen);
    }

    /** What it costs at these prices. */
    double at(Prices prices) {
        double sum = own * prices.dollar() + kilograms * prices.kilogram();
        for (Use u : uses) {
            sum += u.machines() * prices.machine(u.place(), u.slot(), u.kind());
        }
        for (Draw d : watts) {
            sum += d.watts() * prices.watt(d.site(), d.slot());
        }
        return sum;
    }
}
