package dev.lepton.core.plan.source;

import dev.lepton.core.plan.joint.Lever;
import java.util.List;
import java.util.Optional;

/** A strategy for machines that are kept for people: when they are on. */
interface KeepSource {
    /** Every one of them. */
    List<KeepSource> ALL = List.of(new IdleShutdownSource(), new OffHoursSource());

    Lever lever();

    /** The share of each slot's hours in which a machine is on, or nothing and why in {@link #silence}. */
    Optional<List<Double>> on(KeepNeed need);

    /** What it would need to know. */
    String silence();
}
