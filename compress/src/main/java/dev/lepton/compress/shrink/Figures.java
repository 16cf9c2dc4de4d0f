package dev.lepton.compress.shrink;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.measure.Estimate;
import dev.lepton.compress.run.Samples;
import java.util.OptionalDouble;

/**
 * A model in figures.
 *
 * @param parameters how many weights it holds; packed 4-bit weights count as the bytes they are
 * @param memoryBytes of the weights and of the most that is held between operators at once, as the runtime runs them
 * @param latencyMillis of one input on one thread
 * @param accuracy with labels; empty without
 */
public record Figures(
        long bytes, long parameters, long nonzero, long memoryBytes, Estimate latencyMillis, OptionalDouble accuracy) {
    static Figures of(OnnxModel model, Samples samples, long bytes, Estimate latencyMillis, OptionalDouble accuracy) {
        return new Figures(
                bytes, model.parameters(), model.nonzero(), Footprint.bytes(model, samples), latencyMillis, accuracy);
    }
}
