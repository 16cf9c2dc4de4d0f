package dev.lepton.formats.prices;

import dev.lepton.core.catalog.Devices;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Provenance;
import java.time.Instant;
import java.util.Optional;

/**
 * What a price list does not say of itself.
 *
 * @param file its name, for messages
 * @param source what the prices are attributed to
 * @param provider whose prices they are, for forms that do not say; lower case
 * @param listedAt from when they hold, for rows that do not say
 * @param monthly whether the prices of an OpenCost configuration are per month of 730 hours, not per hour
 * @param devices the devices that are known
 * @param machines the machine sizes that are known, to fill in what a list leaves out
 */
public record PriceContext(
        String file,
        String source,
        Optional<String> provider,
        Instant listedAt,
        boolean monthly,
        Devices devices,
        Machines machines) {
    Provenance provenance() {
        return new Provenance(source, Confidence.MEASURED);
    }
}
