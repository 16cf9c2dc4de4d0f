package dev.lepton.formats.profiles;

import java.util.Optional;

/**
 * What the person who has a profile knows of it and its form may not say. What the file says itself counts.
 *
 * @param model what was served
 * @param device on what
 * @param devices how many of them together
 */
public record Given(Optional<String> model, Optional<String> device, int devices) {
    /** Nothing but the file. */
    public static final Given NOTHING = new Given(Optional.empty(), Optional.empty(), 1);

    public Given {
        if (devices < 1 || model.orElse("m").isBlank() || device.orElse("d").isBlank()) {
            throw new IllegalArgumentException(
                    "A profile is of a model on at least one device: " + model + ", " + device + " × " + devices + ".");
        }
    }
}
