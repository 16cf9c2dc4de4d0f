package dev.lepton.compress.prune;

import java.util.List;

/**
 * Channels that are cut together.
 *
 * @param layers that make them, as errors name nodes
 * @param channels how many there are
 * @param weights how many weights hang on them
 * @param refused why none of them is removed, naming the node; empty when they may be
 */
public record Group(List<String> layers, int channels, long weights, String refused) {
    public Group {
        layers = List.copyOf(layers);
    }

    /** Whether its channels may be removed. */
    public boolean open() {
        return refused.isEmpty();
    }

    /** The first of its layers. */
    public String name() {
        return layers.get(0);
    }
}
