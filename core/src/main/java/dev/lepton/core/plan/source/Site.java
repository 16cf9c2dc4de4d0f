package dev.lepton.core.plan.source;

import dev.lepton.core.catalog.Terms;
import dev.lepton.core.plan.joint.Place;
import dev.lepton.core.plan.joint.Supply;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A place, and what of it matters to some works only.
 *
 * @param networkMillis between it and users; empty when not known
 * @param aliases other names of its device, as profiles may use them
 * @param ends the first day on which what is held on these terms is held no more; terms that do not end, or nobody said when, are not in it
 */
public record Site(Place place, OptionalDouble networkMillis, List<String> aliases, Map<Terms, LocalDate> ends) {
    public Site {
        aliases = List.copyOf(aliases);
        ends = Map.copyOf(ends);
    }

    /** Of which nothing is known to end. */
    public Site(Place place, OptionalDouble networkMillis, List<String> aliases) {
        this(place, networkMillis, aliases, Map.of());
    }

    /** The same on {@code day}: what has ended by then is held no more. */
    Site on(LocalDate day) {
        List<Supply> supplies = place.supplies().stream()
                .map(s -> ended(s, day) ? s.holding(0) : s)
                .toList();
        return new Site(place.with(supplies, place.most()), networkMillis, aliases, ends);
    }

    private boolean ended(Supply supply, LocalDate day) {
        LocalDate end = ends.get(supply.terms());
        return end != null && !end.isAfter(day);
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
