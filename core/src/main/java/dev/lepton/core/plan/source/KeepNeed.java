package dev.lepton.core.plan.source;

import dev.lepton.core.plan.joint.Work;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Machines kept for people: notebooks, desktops, a model that is called now and then.
 *
 * @param count how many of them there are
 * @param devices of a machine that each has
 * @param needs devices that each really uses at most; empty when nobody measured it
 * @param watts that one of them draws while it is on; empty when nobody measured it
 * @param busy share of each slot's hours in which it is used; empty when nobody measured it
 * @param wakeHours paid at each start after idleness, as a share of the time used
 * @param slotsOfWork whether people work in a slot; empty when it is not stated
 */
public record KeepNeed(
        Work.Choice work,
        int count,
        int devices,
        OptionalDouble needs,
        OptionalDouble watts,
        List<Double> busy,
        double wakeHours,
        List<Boolean> slotsOfWork,
        List<String> regions,
        Today today) {
    public KeepNeed {
        busy = List.copyOf(busy);
        slotsOfWork = List.copyOf(slotsOfWork);
        regions = List.copyOf(regions);
    }
}
