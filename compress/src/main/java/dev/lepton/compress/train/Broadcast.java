package dev.lepton.compress.train;

import java.util.Arrays;

/** Which element of either operand meets which, by ONNX's rule: shapes are aligned at their last axes, and an extent of 1 repeats. */
final class Broadcast {
    private final int[] shape;
    private final int[] left;
    private final int[] right;

    private Broadcast(int[] shape, int[] left, int[] right) {
        this.shape = shape;
        this.left = left;
        this.right = right;
    }

    /** @throws IllegalArgumentException when the shapes do not fit */
    static Broadcast of(int[] a, int[] b) {
        int rank = Math.max(a.length, b.length);
        int[] shape = new int[rank];
        for (int i = 0; i < rank; i++) {
            int x = extent(a, rank, i);
            int y = extent(b, rank, i);
            if (x != y && x != 1 && y != 1) {
                throw new IllegalArgumentException(
                        "Shapes " + Arrays.toString(a) + " and " + Arrays.toString(b) + " do not fit.");
            }
            shape[i] = x == 1 ? y : x;
        }
        return new Broadcast(shape, places(a, shape), places(b, shape));
    }

    private static int extent(int[] shape, int rank, int axis) {
        int own = axis - (rank - shape.length);
        return own < 0 ? 1 : shape[own];
    }

    /** For each element of {@code whole} the place of the element of {@code part}. */
    private static int[] places(int[] part, int[] whole) {
        int rank = whole.length;
        int[] own = Floats.steps(part);
        int[] steps = new int[rank];
        for (int i = rank - part.length; i < rank; i++) {
            int axis = i - (rank - part.length);
            steps[i] = part[axis] == 1 ? 0 : own[axis];
        }
        int[] places = new int[Floats.size(whole)];
        int[] at = new int[rank];
        int place = 0;
        for (int e = 0; e < places.length; e++) {
            places[e] = place;
            for (int i = rank - 1; i >= 0; i--) {
                place += steps[i];
                if (++at[i] < whole[i]) {
                    break;
                }
                place -= steps[i] * whole[i];
                at[i] = 0;
            }
        }
        return places;
    }

    int[] shape() {
        return shape;
    }

    int[] left() {
        return left;
    }

    int[] right() {
        return right;
    }
}
