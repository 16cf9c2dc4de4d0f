package dev.lepton.compress.shrink;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.measure.Estimate;
import java.util.List;

/**
 * A model made cheaper, or the same model where nothing was.
 *
 * @param model to be written; the original's bytes where nothing was cheaper
 * @param passes that made it, none where it is the original
 * @param faster times the original, from a measurement of the two alone after the choice was made
 * @param agreement with the original on inputs it was not calibrated with
 * @param tried every variant, with what came of it
 * @param verdict in a sentence
 * @param notes what a reader should know
 * @param points every variant that can be run, measured, the original first; none unless asked for
 * @param harm what 8 bits do in each layer alone, the most harmful first; measured with the points
 */
public record Shrunk(
        OnnxModel model,
        List<String> passes,
        Figures before,
        Figures after,
        Estimate faster,
        Agreement agreement,
        List<Tried> tried,
        String verdict,
        List<String> notes,
        List<Point> points,
        List<Harm> harm) {
    public Shrunk {
        passes = List.copyOf(passes);
        tried = List.copyOf(tried);
        notes = List.copyOf(notes);
        points = List.copyOf(points);
        harm = List.copyOf(harm);
    }

    /** Those of the points that no other beats in everything, fastest first. */
    public List<Point> front() {
        return Point.front(points);
    }

    /** Whether it is the original, unchanged. */
    public boolean unchanged() {
        return passes.isEmpty();
    }
}
