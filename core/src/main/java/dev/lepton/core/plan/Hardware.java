package dev.lepton.core.plan;

import java.util.Optional;

/**
 * The devices that serve together, and how the model is spread over them.
 *
 * @param device as its source names it
 * @param count how many
 * @param parallelism how the model is spread; empty when it was not said
 */
public record Hardware(String device, int count, Optional<Parallelism> parallelism) {
    /** Degrees of parallelism: 1 is none. Expert parallelism shares devices with tensor parallelism. */
    public record Parallelism(int tensor, int pipeline, int data, int expert) {
        public Parallelism {
            if (tensor < 1 || pipeline < 1 || data < 1 || expert < 1) {
                throw new IllegalArgumentException("A degree of parallelism is below 1: tensor " + tensor
                        + ", pipeline " + pipeline + ", data " + data + ", expert " + expert + ".");
            }
        }
    }

    public Hardware {
        if (device.isBlank() || count < 1) {
            throw new IllegalArgumentException(
                    "Hardware has a name and at least one device: '" + device + "', " + count + ".");
        }
    }
}
