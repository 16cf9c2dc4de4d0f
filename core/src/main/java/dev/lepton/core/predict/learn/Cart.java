package dev.lepton.core.predict.learn;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** One regression tree of at most five levels, with at least five examples in a leaf. */
public final class Cart implements Learner {
    private static final int DEPTH = 5;
    private static final int LEAF = 5;

    @Override
    public String name() {
        return "cart";
    }

    @Override
    public Predictor fit(double[][] x, double[] y, long seed) {
        return Tree.of(
                new Tree.Examples(x),
                y,
                IntStream.range(0, y.length).toArray(),
                new Tree.Growth(DEPTH, LEAF, Integer.MAX_VALUE),
                new SplittableRandom(seed));
    }
}
