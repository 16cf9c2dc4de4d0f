package dev.lepton.compress.train;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The zeros of a {@link Thinning} under way. */
final class Thinned implements Zeros {
    private final Thinning thinning;
    private Map<String, BitSet> gone = new HashMap<>();
    private long steps;
    private boolean settled;

    Thinned(Thinning thinning) {
        this.thinning = thinning;
    }

    @Override
    public void set(String name, float[] weight) {
        Masks.zero(gone.get(name), weight);
    }

    @Override
    public void stepped(Map<String, Floats> trained, double done) {
        boolean last = done >= thinning.until();
        if (settled || (!last && steps++ % thinning.every() != 0)) {
            return;
        }
        settled = last;
        Map<String, float[]> chosen = new LinkedHashMap<>();
        trained.forEach((name, weight) -> {
            if (thinning.kept().containsKey(name)) {
                chosen.put(name, weight.values());
            }
        });
        gone = thinning.gone(chosen, done);
        chosen.forEach(this::set);
    }

    @Override
    public boolean settled() {
        return settled;
    }
}
