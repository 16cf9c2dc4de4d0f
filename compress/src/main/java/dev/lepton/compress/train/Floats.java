package dev.lepton.compress.train;

import dev.lepton.compress.graph.Tensor;
import java.util.Arrays;

/** Numbers under a shape, in row-major order, that may be changed in place. */
final class Floats {
    private final float[] values;
    private final int[] shape;

    Floats(float[] values, int... shape) {
        if (values.length != size(shape)) {
            throw new IllegalArgumentException(
                    values.length + " numbers for the shape " + Arrays.toString(shape) + ".");
        }
        this.values = values;
        this.shape = shape;
    }

    /** Zeros. */
    static Floats zeros(int... shape) {
        return new Floats(new float[size(shape)], shape);
    }

    /** The values of {@code tensor}; whole numbers become floats, exact up to 2^24. */
    static Floats of(Tensor tensor) {
        int[] shape = Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray();
        if (tensor.isFloat()) {
            return new Floats(tensor.floats(), shape);
        }
        long[] whole = tensor.longs();
        float[] values = new float[whole.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = whole[i];
        }
        return new Floats(values, shape);
    }

    Tensor tensor() {
        return Tensor.floats(values, Arrays.stream(shape).asLongStream().toArray());
    }

    /** The numbers themselves, not a copy. */
    float[] values() {
        return values;
    }

    /** The shape itself, not a copy. */
    int[] shape() {
        return shape;
    }

    int rank() {
        return shape.length;
    }

    int size() {
        return values.length;
    }

    int extent(int axis) {
        return shape[axis];
    }

    /** The same numbers under another shape. */
    Floats shaped(int... other) {
        return new Floats(values, other);
    }

    Products.Matrix matrix(int from, int row, int column) {
        return new Products.Matrix(this, from, row, column);
    }

    /** The product of {@code shape}. */
    static int size(int... shape) {
        int product = 1;
        for (int extent : shape) {
            product = Math.multiplyExact(product, extent);
        }
        return product;
    }

    /** The product of the extents from {@code from} to before {@code to}. */
    static int size(int[] shape, int from, int to) {
        int product = 1;
        for (int i = from; i < to; i++) {
            product *= shape[i];
        }
        return product;
    }

    /** How far apart neighbours along each axis are. */
    static int[] steps(int[] shape) {
        int[] steps = new int[shape.length];
        int step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            steps[i] = step;
            step *= shape[i];
        }
        return steps;
    }
}
