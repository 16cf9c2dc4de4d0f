package dev.lepton.core.plan.source;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a work runs now: what levers are measured against. What is not stated is empty.
 *
 * @param precision of the weights
 * @param device as profiles name it
 * @param devices that share the model
 * @param concurrency at once
 * @param powerCapWatts of each device
 * @param region where
 * @param machine the provider's name of the size
 */
public record Today(
        Optional<String> precision,
        Optional<String> device,
        OptionalInt devices,
        OptionalInt concurrency,
        OptionalInt powerCapWatts,
        Optional<String> region,
        Optional<String> machine) {
    /** Nothing stated. */
    public static Today unstated() {
        return new Today(
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
