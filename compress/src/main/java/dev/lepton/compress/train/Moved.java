package dev.lepton.compress.train;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * What moves numbers and changes none. Reshape, Flatten and their like keep the order; Transpose and Gather do not: for each
 * element of the output they say where it comes from.
 */
final class Moved implements Operator {

    private final Function<List<Floats>, int[]> shape;
    private final Function<List<Floats>, int[]> order;
    private int[] from = {};

    private Moved(Function<List<Floats>, int[]> shape, Function<List<Floats>, int[]> order) {
        this.shape = shape;
        this.order = order;
    }

    /** The same order under another shape. */
    static Moved reshaped(Function<Floats, int[]> shape) {
        return new Moved(inputs -> shape.apply(inputs.get(0)), inputs -> new int[0]);
    }

    /** Axes in the order {@code permutation}; reversed when there is none. */
    static Moved transposed(long... permutation) {
        return new Moved(
                inputs -> {
                    int[] in = inputs.get(0).shape();
                    int[] out = new int[in.length];
                    for (int i = 0; i < out.length; i++) {
                        out[i] = in[axis(permutation, i, in.length)];
                    }
                    return out;
                },
                inputs -> {
                    int[] in = inputs.get(0).shape();
                    int[] steps = Floats.steps(in);
                    int[] own = new int[in.length];
                    int[] out = new int[in.length];
                    for (int i = 0; i < own.length; i++) {
                        own[i] = steps[axis(permutation, i, in.length)];
                        out[i] = in[axis(permutation, i, in.length)];
                    }
                    return walk(out, own);
                });
    }

    private static int axis(long[] permutation, int i, int rank) {
        return permutation.length == 0 ? rank - 1 - i : (int) permutation[i];
    }

    /** For each element of {@code shape}, in order, the place that {@code steps} lead to. */
    private static int[] walk(int[] shape, int[] steps) {
        int[] places = new int[Floats.size(shape)];
        int[] at = new int[shape.length];
        int place = 0;
        for (int e = 0; e < places.length; e++) {
            places[e] = place;
            for (int i = shape.length - 1; i >= 0; i--) {
                place += steps[i];
                if (++at[i] < shape[i]) {
                    break;
                }
                place -= steps[i] * shape[i];
                at[i] = 0;
            }
        }
        return places;
    }

    /** Slices along {@code axis} at the places that the second input counts. */
    static Moved gathered(int axis) {
        return new Moved(
                inputs -> {
                    int[] table = inputs.get(0).shape();
                    int own = axis < 0 ? axis + table.length : axis;
                    int[] places = inputs.get(1).shape();
                    int[] out = new int[table.length - 1 + places.length];
                    System.arraycopy(table, 0, out, 0, own);
                    System.arraycopy(places, 0, out, own, places.length);
                    System.arraycopy(table, own + 1, out, own + places.length, table.length - own - 1);
                    return out;
                },
                inputs -> gather(inputs.get(0), inputs.get(1).values(), axis));
    }

    private static int[] gather(Floats table, float[] places, int axis) {
        int own = axis < 0 ? axis + table.rank() : axis;
        int inner = Floats.size(table.shape(), own + 1, table.rank());
        int outer = Floats.size(table.shape(), 0, own);
        int rows = table.extent(own);
        int[] from = new int[outer * places.length * inner];
        int at = 0;
        for (int o = 0; o < outer; o++) {
            for (float place : places) {
                int row = (int) (place < 0 ? place + rows : place);
                for (int i = 0; i < inner; i++) {
                    from[at++] = (o * rows + row) * inner + i;
                }
            }
        }
        return from;
    }

    @Override
    public Floats forward(List<Floats> inputs) {
        float[] x = inputs.get(0).values();
        from = order.apply(inputs);
        if (from.length == 0) {
            return new Floats(x, shape.apply(inputs));
        }
        float[] y = new float[from.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = x[from[i]];
        }
        return new Floats(y, shape.apply(inputs));
    }

    @Override
    public void backward(Step step) {
        if (!step.wants(0)) {
            return;
        }
        float[] g = step.gradient().values();
        float[] into = step.into(0).values();
        for (int i = 0; i < g.length; i++) {
            into[from.length == 0 ? i : from[i]] += g[i];
        }
    }

    /** The shape that ONNX's Reshape gives: 0 keeps an extent, -1 takes what is left; a first extent made for one sample grows. */
    static int[] target(long[] wanted, int[] in) {
        int[] out = Arrays.stream(wanted).mapToInt(Math::toIntExact).toArray();
        int free = -1;
        int known = 1;
        for (int i = 0; i < out.length; i++) {
            out[i] = out[i] == 0 ? in[i] : out[i];
            free = out[i] == -1 ? i : free;
            known *= out[i] == -1 ? 1 : out[i];
        }
        int size = Floats.size(in);
        if (out.length > 0 && out[0] == 1 && in[0] > 1 && (free > 0 || known * in[0] == size)) {
            out[0] = in[0];
            known *= in[0];
        }
        if (free >= 0) {
            out[free] = size / known;
        }
        return out;
    }
}
