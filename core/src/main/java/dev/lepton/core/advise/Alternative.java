package dev.lepton.core.advise;

import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.money.Price;
import java.util.Optional;

/**
 * Another price for what a machine of a pool does in an hour.
 *
 * @param strategy which change brings it: {@link Strategy#SPOT}, {@link Strategy#COMMITMENT}, {@link Strategy#REGION},
 *     {@link Strategy#MACHINE}, {@link Strategy#MODEL} or {@link Strategy#DEVICE}
 * @param what it is, for people: {@code gcp a2-highgpu-8g in us-central1}
 * @param years of a commitment; 0 for what is paid by use
 * @param hourly of as many of it as do the work of one machine of the pool, in the pool's currency
 * @param model the only model it is for; empty for everything
 * @param provenance where the price, and what the machines are worth beside each other, come from
 */
public record Alternative(
        Strategy strategy, String what, int years, Price hourly, Optional<String> model, Provenance provenance) {
    public Alternative {
        if (years < 0 || (years > 0) != (strategy == Strategy.COMMITMENT)) {
            throw new IllegalArgumentException(
                    "Only a commitment runs for years, and it does: " + what + ", " + strategy + ", " + years + ".");
        }
    }
}
