package dev.lepton.core.catalog;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/**
 * What a machine must be to answer. Every part that is empty is left open.
 *
 * @param devices canonical names of the accelerators it may have; empty for machines without accelerators
 * @param count exactly so many accelerators
 * @param minCount at least so many
 * @param minVcpus at least so many virtual CPUs
 * @param minMemoryGib at least so much main memory, GiB
 * @param terms the terms
 * @param provider the provider
 * @param region the region, or the start of a zone's or region's name followed by {@code *}
 */
public record OfferingQuery(
        Set<String> devices,
        Optional<BigDecimal> count,
        Optional<BigDecimal> minCount,
        Optional<BigDecimal> minVcpus,
        Optional<BigDecimal> minMemoryGib,
        Optional<Terms> terms,
        Optional<String> provider,
        Optional<String> region) {
    public OfferingQuery {
        devices = Set.copyOf(devices);
    }

    /** Whether the machine itself is one asked for. A figure that is unknown does not reach a bound. */
    public boolean wants(Shape shape) {
        return provider.map(p -> p.equalsIgnoreCase(shape.provider())).orElse(true)
                && wantsDevices(shape)
                && reaches(shape.vcpus(), minVcpus)
                && reaches(shape.memoryGib(), minMemoryGib);
    }

    /** Whether the place and the terms are those asked for. */
    public boolean wants(Offering offering) {
        return terms.map(t -> t.equals(offering.terms())).orElse(true)
                && region.map(r -> inRegion(offering, r)).orElse(true);
    }

    private boolean wantsDevices(Shape shape) {
        if (devices.isEmpty()) {
            return shape.cpuOnly();
        }
        return shape.accelerated()
                && shape.device().map(devices::contains).orElse(false)
                && count.map(c -> shape.deviceCount().orElseThrow().compareTo(c) == 0)
                        .orElse(true)
                && reaches(shape.deviceCount(), minCount);
    }

    private static boolean inRegion(Offering offering, String region) {
        return region.endsWith("*")
                ? offering.region().startsWith(region.substring(0, region.length() - 1))
                : offering.holdsIn(region);
    }

    private static boolean reaches(Optional<BigDecimal> has, Optional<BigDecimal> needed) {
        return needed.isEmpty() || has.map(h -> h.compareTo(needed.get()) >= 0).orElse(false);
    }
}
