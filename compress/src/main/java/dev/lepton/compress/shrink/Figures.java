package dev.lepton.compress.shrink;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.measure.Estimate;
import java.util.OptionalDouble;

/**
 * A model in figures.
 *
 * @param parameters how many weights it holds; packed 4-bit weights count as the bytes they are
 * @param latencyMillis of one input on one thread
 * @param accuracy with labels; empty without
 */
public record Figures(long bytes, long parameters, long nonzero, Estimate latencyMillis, OptionalDouble accuracy) {
    static Figures of(OnnxModel model, long bytes, Estimate latencyMillis, OptionalDouble accuracy) {
        return new Figures(bytes, model.parameters(), model.nonzero(), latencyMillis, accuracy);
    }
}
