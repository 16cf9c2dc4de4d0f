package dev.lepton.core.predict.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The mean of 200 trees, each of as many examples drawn with replacement, a third of the features looked at for each split (Breiman, 2001). */
public final class Forest implements Learner {
    private static final int TREES = 200;
    private static final int DEPTH = 20;
    private static final int LEAF = 3;

    @Override
    public String name() {
        return "random-forest";
    }

    @Override
    public Predictor fit(double[][] x, double[] y, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Tree.Growth growth = new Tree.Growth(DEPTH, LEAF, Math.max(1, (x[0].length + 2) / 3));
        Tree.Examples examples = new Tree.Examples(x);
        List<Predictor> trees = new ArrayList<>();
        for (int i = 0; i < TREES; i++) {
            int[] rows = new int[y.length];
            for (int r = 0; r < rows.length; r++) {
                rows[r] = random.nextInt(y.length);
            }
            trees.add(Tree.of(examples, y, rows, growth, random.split()));
        }
        return features -> {
            double sum = 0;
            for (Predictor tree : trees) {
                sum += tree.predict(features);
            }
            return sum / trees.size();
        };
    }
}
