package dev.lepton.core.predict;

import dev.lepton.core.predict.learn.Learner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A way to predict a target: a learner, of the target or of its logarithm. From a logarithm comes back the median, not the mean.
 *
 * @param learner how it learns
 * @param logarithm whether it learns the target's logarithm, from logarithms where numbers span more than a decade
 */
public record Candidate(Learner learner, boolean logarithm) {
    /** A prediction from a logarithm is at most so many times the most that was seen, and at least such a part of the least. */
    private static final double BEYOND = 3;

    /** Every candidate, the simplest first. */
    public static List<Candidate> all() {
        List<Candidate> all = new ArrayList<>();
        for (Learner learner : Learner.all()) {
            all.add(new Candidate(learner, false));
            if (!learner.name().equals("median")) {
                all.add(new Candidate(learner, true));
            }
        }
        return all;
    }

    /** The candidate that {@link #name()} gave {@code name}. */
    public static java.util.Optional<Candidate> named(String name) {
        return all().stream().filter(c -> c.name().equals(name)).findFirst();
    }

    public String name() {
        return logarithm ? learner.name() + ", log target" : learner.name();
    }

    /** The scale that it learns on. */
    double scaled(double target) {
        return logarithm ? Math.log(target) : target;
    }

    /** Back from the scale that it learns on; no target is below 0. */
    double target(double scaled) {
        return logarithm ? Math.exp(Math.min(scaled, 700)) : Math.max(0, scaled);
    }

    /** What {@code projects} teach, told on the scale that it learns on. */
    Fitted fit(Projects projects, long seed) {
        Encoder encoder = new Encoder(projects, logarithm);
        double[] y = Arrays.stream(projects.targets()).map(this::scaled).toArray();
        double lowest = Arrays.stream(y).min().orElseThrow();
        double highest = Arrays.stream(y).max().orElseThrow();
        double room = logarithm ? Math.log(BEYOND) : highest - lowest;
        Learner.Predictor predictor = learner.fit(encoder.encode(projects), y, seed);
        return cells -> Math.max(lowest - room, Math.min(highest + room, predictor.predict(encoder.encode(cells))));
    }

    /** What was learnt; nothing is predicted far beyond what was seen. */
    interface Fitted {
        double scaled(List<Cell> cells);
    }
}
