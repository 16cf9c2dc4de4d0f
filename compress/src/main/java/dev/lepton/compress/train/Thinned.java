package dev.lepton.compress.train;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The zeros of a {@link Thinning} under way. */
final class Thinned implements Zeros {
    private final Thinning thinning;
    /** What stands behind each weight, zeros filled in. */
    private final Map<String, float[]> behind = new LinkedHashMap<>();

    private Map<String, BitSet> gone = new HashMap<>();
    private long steps;
    private boolean settled;

    Thinned(Thinning thinning) {
        this.thinning = thinning;
    }

    @Override
    public void begin(Map<String, Floats> trained) {
        trained.forEach((name, weight) -> {
            if (thinning.kept().containsKey(name)) {
                behind.put(name, weight.values().clone());
            }
        });
    }

    @Override
    public void loosen(String name, float[] weight) {
        float[] whole = behind.get(name);
        BitSet out = gone.get(name);
        if (thinning.back() && whole != null && out != null) {
            for (int i = out.nextSetBit(0); i >= 0; i = out.nextSetBit(i + 1)) {
                weight[i] = whole[i];
            }
        }
    }

    @Override
    public void set(String name, float[] weight) {
        float[] whole = behind.get(name);
        if (whole != null) {
            System.arraycopy(weight, 0, whole, 0, weight.length);
            Masks.zero(gone.get(name), weight);
            if (!thinning.back()) {
                Masks.zero(gone.get(name), whole);
            }
        }
    }

    @Override
    public void stepped(Map<String, Floats> trained, double done) {
        boolean last = done >= thinning.until();
        if (settled || (!last && steps++ % thinning.every() != 0)) {
            return;
        }
        settled = last;
        gone = thinning.gone(behind, done);
        trained.forEach((name, weight) -> {
            float[] whole = behind.get(name);
            if (whole != null) {
                System.arraycopy(whole, 0, weight.values(), 0, whole.length);
                Masks.zero(gone.get(name), weight.values());
            }
        });
    }

    @Override
    public boolean settled() {
        return settled;
    }
}
