package dev.lepton.compress.prune;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.train.Masks;

/** What is done to a model after something was taken from it. */
public interface Recovery {
    /**
     * The model, its weights adapted.
     *
     * @param masks weights that must stay zero
     * @param round from 1 to {@code rounds}
     */
    OnnxModel recovered(OnnxModel pruned, Masks masks, int round, int rounds);

    /** Nothing. */
    static Recovery none() {
        return (pruned, masks, round, rounds) -> pruned;
    }
}
