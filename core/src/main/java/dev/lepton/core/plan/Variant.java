package dev.lepton.core.plan;

import java.util.Optional;

/**
 * A model as it is served: its name and the number format of its weights.
 *
 * @param precision for instance {@code bfloat16} or {@code fp8}; empty when it was not said
 */
public record Variant(String model, Optional<String> precision) {
    public Variant {
        if (model.isBlank()) {
            throw new IllegalArgumentException("A model has a name.");
        }
    }
}
