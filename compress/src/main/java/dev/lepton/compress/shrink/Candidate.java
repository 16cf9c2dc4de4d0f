package dev.lepton.compress.shrink;

import dev.lepton.compress.graph.OnnxModel;
import java.util.List;

/**
 * A variant of a model.
 *
 * @param name as the report calls it
 * @param passes that made it, in order
 */
record Candidate(String name, List<String> passes, OnnxModel model) {
    Candidate {
        passes = List.copyOf(passes);
    }
}
