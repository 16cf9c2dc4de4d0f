package dev.lepton.core.catalog;

import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.money.Price;
import java.time.Instant;
import java.util.Optional;

/**
 * A shape that can be had in a place on terms at a price, from a moment on.
 *
 * @param shape what it is
 * @param region the provider's name of the place
 * @param terms what it is had on
 * @param hourly price of one machine for one hour
 * @param validFrom first moment the price holds
 * @param validTo first moment it no longer holds; empty while it does
 * @param provenance the list it was read from
 */
public record Offering(
        Shape shape,
        String region,
        Terms terms,
        Price hourly,
        Instant validFrom,
        Optional<Instant> validTo,
        Provenance provenance) {
    public Offering {
        if (validTo.isPresent() && !validFrom.isBefore(validTo.get())) {
            throw new IllegalArgumentException(
                    "The price of " + shape.instanceType() + " in " + region + " ends before it starts.");
        }
    }

    /** Whether the price holds at {@code instant}. */
    public boolean holdsAt(Instant instant) {
        return !instant.isBefore(validFrom) && validTo.map(instant::isBefore).orElse(true);
    }

    /** The price of one of its accelerators for an hour, the whole machine spread over them; empty when it has none. */
    public Optional<Price> hourlyPerDevice() {
        return shape.deviceCount().signum() == 0
                ? Optional.empty()
                : Optional.of(hourly.spreadOver(shape.deviceCount()));
    }
}
