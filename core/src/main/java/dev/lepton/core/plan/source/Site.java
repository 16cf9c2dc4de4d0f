package dev.lepton.core.plan.source;

import dev.lepton.core.plan.joint.Place;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A place, and what of it matters to some works only.
 *
 * @param networkMillis between it and users; empty when not known
 * @param aliases other names of its device, as profiles may use them
 */
public record Site(Place place, OptionalDouble networkMillis, List<String> aliases) {
    public Site {
        aliases = List.copyOf(aliases);
    }

    /** Whether {@code device}, as a profile names it, is what its machines have. */
    public boolean has(String device) {
        return place.device().map(device::equalsIgnoreCase).orElse(device.equalsIgnoreCase("cpu"))
                || place.machine().equalsIgnoreCase(device)
                || aliases.stream().anyMatch(device::equalsIgnoreCase);
    }

    /** Whether it is in one of {@code regions}; any when none are named. */
    public boolean in(List<String> regions) {
        return regions.isEmpty()
                || regions.stream()
                        .anyMatch(r -> r.endsWith("*")
                                ? place.region().startsWith(r.substring(0, r.length() - 1))
                                : place.region().equals(r));
    }
}
