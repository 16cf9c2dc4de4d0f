package dev.lepton.core.predict.learn;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A regression tree: each split is the one that lessens the sum of squares most (Breiman, Friedman, Olshen and Stone, 1984). */
final class Tree {
    /**
     * How a tree grows.
     *
     * @param depth most splits from the root to a leaf
     * @param leaf fewest examples in a leaf
     * @param features how many features are looked at for a split, drawn anew for each; all when as many as there are
     */
    record Growth(int depth, int leaf, int features) {}

    private sealed interface Node {
        record Leaf(double value) implements Node {}

        record Split(int feature, double at, Node low, Node high) implements Node {}
    }

    /** Examples and the order of each feature's values, for all trees that grow from them. */
    static final class Examples {
        private final double[][] x;
        private final int[][] place;

        Examples(double[][] x) {
            this.x = x;
            place = new int[x[0].length][x.length];
            for (int j = 0; j < place.length; j++) {
                int feature = j;
                int[] order = IntStream.range(0, x.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> x[i][feature]))
                        .mapToInt(i -> i)
                        .toArray();
                for (int i = 0; i < order.length; i++) {
                    place[j][order[i]] = i;
                }
            }
        }
    }

    private record Best(int feature, double at, double gain) {}

    private final Examples examples;
    private final double[][] x;
    private final double[] y;
    private final Growth growth;
    private final SplittableRandom random;
    private final Node root;

    private Tree(Examples examples, double[] y, int[] rows, Growth growth, SplittableRandom random) {
        this.examples = examples;
        this.x = examples.x;
        this.y = y;
        this.growth = growth;
        this.random = random;
        root = grow(rows, growth.depth());
    }

    /** A tree of the examples {@code rows}, which may name one more than once. */
    static Learner.Predictor of(Examples examples, double[] y, int[] rows, Growth growth, SplittableRandom random) {
        Node root = new Tree(examples, y, rows, growth, random).root;
        return features -> {
            Node at = root;
            while (at instanceof Node.Split split) {
                at = features[split.feature()] <= split.at() ? split.low() : split.high();
            }
            return ((Node.Leaf) at).value();
        };
    }

    private Node grow(int[] rows, int depth) {
        double sum = 0;
        for (int row : rows) {
            sum += y[row];
        }
        Node leaf = new Node.Leaf(sum / rows.length);
        if (depth == 0 || rows.length < 2 * growth.leaf()) {
            return leaf;
        }
        Best best = new Best(-1, 0, 1e-12);
        for (int feature : looked()) {
            best = split(rows, feature, sum, best);
        }
        if (best.feature() < 0) {
            return leaf;
        }
        Best split = best;
        int[] low = Arrays.stream(rows)
                .filter(r -> x[r][split.feature()] <= split.at())
                .toArray();
        int[] high = Arrays.stream(rows)
                .filter(r -> x[r][split.feature()] > split.at())
                .toArray();
        return new Node.Split(split.feature(), split.at(), grow(low, depth - 1), grow(high, depth - 1));
    }

    private int[] looked() {
        int all = x[0].length;
        int[] features = IntStream.range(0, all).toArray();
        int taken = Math.min(growth.features(), all);
        if (taken < all) {
            for (int i = 0; i < taken; i++) {
                int other = i + random.nextInt(all - i);
                int kept = features[i];
                features[i] = features[other];
                features[other] = kept;
            }
        }
        return Arrays.copyOf(features, taken);
    }

    private Best split(int[] rows, int feature, double sum, Best best) {
        int n = rows.length;
        long[] order = new long[n];
        int[] place = examples.place[feature];
        for (int i = 0; i < n; i++) {
            order[i] = ((long) place[rows[i]] << Integer.SIZE) | rows[i];
        }
        Arrays.sort(order);
        Best found = best;
        double low = 0;
        double none = sum * sum / n;
        for (int i = 0; i + 1 < n; i++) {
            low += y[(int) order[i]];
            double here = x[(int) order[i]][feature];
            double next = x[(int) order[i + 1]][feature];
            int count = i + 1;
            if (here < next && count >= growth.leaf() && n - count >= growth.leaf()) {
                double gain = low * low / count + (sum - low) * (sum - low) / (n - count) - none;
                if (gain > found.gain()) {
                    double middle = here + (next - here) / 2;
                    found = new Best(feature, middle < next ? middle : here, gain);
                }
            }
        }
        return found;
    }
}
