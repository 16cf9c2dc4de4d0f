package dev.lepton.compress.train;

import java.util.BitSet;
import java.util.Map;

/** Which weights are left out, and stay zero through training. */
public final class Masks {
    private final Map<String, BitSet> gone;

    /** @param gone the places of what is left out, by the weight's name */
    public Masks(Map<String, BitSet> gone) {
        this.gone = Map.copyOf(gone);
    }

    /** Nothing is left out. */
    public static Masks none() {
        return new Masks(Map.of());
    }

    void apply(String name, float[] weight) {
        BitSet out = gone.get(name);
        if (out != null) {
            for (int i = out.nextSetBit(0); i >= 0; i = out.nextSetBit(i + 1)) {
                weight[i] = 0;
            }
        }
    }
}
