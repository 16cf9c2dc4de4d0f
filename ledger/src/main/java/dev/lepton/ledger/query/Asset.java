package dev.lepton.ledger.query;

import dev.lepton.core.billing.Resource;
import dev.lepton.core.billing.UnitRate;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.time.Window;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/**
 * A machine or pool for as long as its price holds, resolved: what it has and what it costs by resource.
 *
 * @param name the name that samples and jobs give it
 * @param cluster its cluster
 * @param place provider, region, size, terms and device, as far as known, for grouping
 * @param window when it is there at this price
 * @param capacity units of each resource it has, all machines of a pool together; absent when unknown
 * @param rates what each resource costs; empty when the asset has no price
 * @param working how price and split were got, for explanations
 * @param confidence how sure the price is
 * @param billedAs the resource id under which a bill charges for it, when its price is taken from that bill
 */
public record Asset(
        String name,
        Optional<String> cluster,
        Place place,
        Window window,
        Map<Resource, BigInteger> capacity,
        Map<Resource, UnitRate> rates,
        String working,
        Confidence confidence,
        Optional<String> billedAs) {
    /** Where an asset is and what it is. */
    public record Place(
            Optional<String> provider,
            Optional<String> region,
            Optional<String> instanceType,
            Optional<String> terms,
            Optional<String> device) {}

    public Asset {
        capacity = Map.copyOf(capacity);
        rates = Map.copyOf(rates);
    }

    /** This asset as the machine that a bill charges for under {@code resourceId}. */
    public Asset billedAs(String resourceId) {
        return new Asset(name, cluster, place, window, capacity, rates, working, confidence, Optional.of(resourceId));
    }
}
