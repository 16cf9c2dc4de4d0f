package dev.lepton.core.catalog;

import dev.lepton.core.evidence.Provenance;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One model of processor or accelerator.
 *
 * @param name canonical name, for instance {@code "H100-80GB"}
 * @param family the word that names it and its siblings, for instance {@code "H100"}
 * @param kind what it is
 * @param vendor who makes it
 * @param memoryGib memory of one device, GiB
 * @param tdpWatts rated power of one device
 * @param maxMigSlices compute slices it can be cut into (Multi-Instance GPU); 1 when it cannot
 * @param memoryBandwidthGbps memory bandwidth, GB/s
 * @param peakTflops dense peak throughput by number format, without sparsity; formats not listed are unknown
 * @param provenance where the figures come from
 */
public record Device(
        String name,
        String family,
        DeviceKind kind,
        String vendor,
        Optional<BigDecimal> memoryGib,
        Optional<Integer> tdpWatts,
        int maxMigSlices,
        Optional<BigDecimal> memoryBandwidthGbps,
        Map<Precision, BigDecimal> peakTflops,
        Provenance provenance) {
    public Device {
        if (name.isBlank() || family.isBlank() || maxMigSlices < 1) {
            throw new IllegalArgumentException(
                    "A device needs a name and at least one slice: '" + name + "', " + maxMigSlices + ".");
        }
        peakTflops = Collections.unmodifiableMap(new TreeMap<>(peakTflops));
    }
}
