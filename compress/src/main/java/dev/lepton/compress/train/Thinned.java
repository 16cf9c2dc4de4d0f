package dev.lepton.compress.train;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The zeros of a {@link Thinning} under way. */
final class Thinned implements Zeros {
    /** At least so many choices while weights go, where there are as many steps. */
    private static final int CHOICES = 50;

    private final Thinning thinning;
    private Map<String, BitSet> gone = new HashMap<>();
    private long steps;
    private double chosenAt = Double.NEGATIVE_INFINITY;
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
        boolean due = last || steps++ % thinning.every() == 0 || done - chosenAt >= thinning.until() / CHOICES;
        if (settled || !due) {
            return;
        }
        settled = last;
        chosenAt = done;
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
