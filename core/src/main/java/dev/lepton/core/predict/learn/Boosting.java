package dev.lepton.core.predict.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** 150 small trees one after another, each of what those before it left over, of a random part of the examples (Friedman, 2002). */
public final class Boosting implements Learner {
    private static final int TREES = 150;
    private static final int DEPTH = 3;
    private static final int LEAF = 5;
    private static final double STEP = 0.06;
    private static final double PART = 0.7;

    @Override
    public String name() {
        return "gradient-boosting";
    }

    @Override
    public Predictor fit(double[][] x, double[] y, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double level = MedianGuess.median(y);
        double[] left = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            left[i] = y[i] - level;
        }
        Tree.Growth growth = new Tree.Growth(DEPTH, LEAF, Integer.MAX_VALUE);
        Tree.Examples examples = new Tree.Examples(x);
        List<Predictor> trees = new ArrayList<>();
        for (int t = 0; t < TREES; t++) {
            int[] rows = IntStream.range(0, y.length)
                    .filter(i -> random.nextDouble() < PART)
                    .toArray();
            if (rows.length > 0) {
                Predictor tree = Tree.of(examples, left, rows, growth, random.split());
                trees.add(tree);
                for (int i = 0; i < y.length; i++) {
                    left[i] -= STEP * tree.predict(x[i]);
                }
            }
        }
        return features -> {
            double sum = level;
            for (Predictor tree : trees) {
                sum += STEP * tree.predict(features);
            }
            return sum;
        };
    }
}
