package dev.lepton.compress.train;

import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which weights are left out, and stay zero through training. */
public final class Masks implements Zeros {
    private final Map<String, BitSet> gone;

    /** @param gone the places of what is left out, by the weight's name */
    public Masks(Map<String, BitSet> gone) {
        this.gone = Map.copyOf(gone);
    }

    /** Nothing is left out. */
    public static Masks none() {
        return new Masks(Map.of());
    }

    @Override
    public void set(String name, float[] weight) {
        zero(gone.get(name), weight);
    }

    @Override
    public void stepped(Map<String, Floats> trained, double done) {}

    @Override
    public boolean settled() {
        return true;
    }

    static void zero(@Nullable BitSet out, float[] weight) {
        if (out != null) {
            for (int i = out.nextSetBit(0); i >= 0; i = out.nextSetBit(i + 1)) {
                weight[i] = 0;
            }
        }
    }
}
