package dev.lepton.core.catalog;

import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.money.Price;
import java.time.Instant;
import java.util.Optional;

/**
 * What one unit of a component is priced at, apart from any machine; the unit is that of {@link Component}.
 *
 * @param component what is priced
 * @param name which one: a device's canonical name, a storage class, a volume; empty when the price is for all
 * @param provider whose; empty when the list names none
 * @param region where, or {@link Offering#ANY_REGION}
 * @param terms what it is had on
 * @param price price of one unit
 * @param validFrom first moment the price holds
 * @param validTo first moment it no longer holds; empty while it does
 * @param provenance the list it was read from
 */
public record ComponentPrice(
        Component component,
        Optional<String> name,
        Optional<String> provider,
        String region,
        Terms terms,
        Price price,
        Instant validFrom,
        Optional<Instant> validTo,
        Provenance provenance) {
    public ComponentPrice {
        if (validTo.isPresent() && !validFrom.isBefore(validTo.get())) {
            throw new IllegalArgumentException("The price of " + name.orElse("it") + " ends before it starts.");
        }
    }

    /** Whether the price holds at {@code instant}. */
    public boolean holdsAt(Instant instant) {
        return !instant.isBefore(validFrom) && validTo.map(instant::isBefore).orElse(true);
    }
}
