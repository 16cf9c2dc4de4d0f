package dev.lepton.core.catalog;

import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.money.Price;
import java.time.Instant;
import java.util.Optional;

/**
 * A shape that can be had in a place on terms at a price, from a moment on.
 *
 * @param shape what it is
 * @param region the provider's name of the place, or {@link #ANY_REGION}
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
    /** Stands for every region, in price lists that name none. */
    public static final String ANY_REGION = "*";

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

    /** Whether the price holds in {@code place}: in that region, or in every one. */
    public boolean holdsIn(String place) {
        return region.equals(place) || region.equals(ANY_REGION);
    }

    /**
     * The price of one of its accelerators for an hour, the whole machine spread over them; empty when it has none or
     * their number is unknown.
     */
    public Optional<Price> hourlyPerDevice() {
        return shape.accelerated() ? shape.deviceCount().map(hourly::spreadOver) : Optional.empty();
    }
}
