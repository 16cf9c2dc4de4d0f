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

    /** Examples, and by feature their values and their order, for all trees that grow from them. */
    static final class Examples {
        private final double[][] column;
        private final int[][] order;
        private final int count;

        Examples(double[][] x) {
            count = x.length;
            column = new double[x[0].length][x.length];
            order = new int[column.length][];
            for (int j = 0; j < column.length; j++) {
                double[] values = column[j];
                for (int i = 0; i < count; i++) {
                    values[i] = x[i][j];
                }
                order[j] = IntStream.range(0, count)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> values[i]))
                        .mapToInt(i -> i)
                        .toArray();
            }
        }

        /** The examples {@code rows}, as often as they are named, in the order of each feature. */
        private int[][] sorted(int[] rows) {
            int[] times = new int[count];
            for (int row : rows) {
                times[row]++;
            }
            int[][] sorted = new int[column.length][rows.length + 1];
            for (int j = 0; j < column.length; j++) {
                int[] one = sorted[j];
                int next = 0;
                for (int row : order[j]) {
                    // Written whether it is there or not, which is faster than asking; the next one overwrites it.
                    one[next] = row;
                    int here = times[row];
                    for (int k = 1; k < here; k++) {
                        one[next + k] = row;
                    }
                    next += here;
                }
            }
            return sorted;
        }
    }

    private record Best(int feature, double at, double gain) {}

    private final double[][] column;
    private final double[] y;
    private final Growth growth;
    private final SplittableRandom random;
    /** By feature: rows in its order, those of a node side by side. */
    private final int[][] sorted;

    private final byte[] low;
    private final int[] aside;
    private final Node root;

    private Tree(Examples examples, double[] y, int[] rows, Growth growth, SplittableRandom random) {
        this.column = examples.column;
        this.y = y;
        this.growth = growth;
        this.random = random;
        sorted = examples.sorted(rows);
        low = new byte[examples.count];
        aside = new int[rows.length];
        root = grow(rows, 0, growth.depth());
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

    /** The tree below a node of {@code rows}, which stand in each feature's order from {@code from} on. */
    private Node grow(int[] rows, int from, int depth) {
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
            best = split(feature, from, from + rows.length, sum, best);
        }
        if (best.feature() < 0) {
            return leaf;
        }
        double[] values = column[best.feature()];
        double at = best.at();
        int[] below = Arrays.stream(rows).filter(r -> values[r] <= at).toArray();
        int[] above = Arrays.stream(rows).filter(r -> values[r] > at).toArray();
        if (depth > 1) {
            part(rows, values, at, from);
        }
        return new Node.Split(
                best.feature(), at, grow(below, from, depth - 1), grow(above, from + below.length, depth - 1));
    }

    /** Puts the rows at or below {@code at} before the others in every feature's order, each of the two in the order it had. */
    private void part(int[] rows, double[] values, double at, int from) {
        for (int row : rows) {
            low[row] = (byte) (values[row] <= at ? 1 : 0);
        }
        for (int[] one : sorted) {
            int front = from;
            int back = 0;
            for (int i = from; i < from + rows.length; i++) {
                int row = one[i];
                one[front] = row;
                front += low[row];
                aside[back] = row;
                back += 1 - low[row];
            }
            System.arraycopy(aside, 0, one, front, back);
        }
    }

    private int[] looked() {
        int all = column.length;
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

    private Best split(int feature, int from, int to, double sum, Best best) {
        int[] rows = sorted[feature];
        double[] values = column[feature];
        int n = to - from;
        int leaf = growth.leaf();
        double none = sum * sum / n;
        double most = best.gain();
        int at = -1;
        double below = 0;
        for (int i = from; i < from + leaf - 1; i++) {
            below += y[rows[i]];
        }
        double next = values[rows[from + leaf - 1]];
        for (int count = leaf; count <= n - leaf; count++) {
            below += y[rows[from + count - 1]];
            double here = next;
            next = values[rows[from + Math.min(count, n - 1)]];
            double gain = below * below / count + (sum - below) * (sum - below) / (n - count) - none;
            if (gain > most && here < next) {
                most = gain;
                at = count;
            }
        }
        return at < 0 ? best : new Best(feature, between(values[rows[from + at - 1]], values[rows[from + at]]), most);
    }

    /** A figure from {@code low} on and below {@code high}. */
    private static double between(double low, double high) {
        double middle = low + (high - low) / 2;
        return middle < high ? middle : low;
    }
}
