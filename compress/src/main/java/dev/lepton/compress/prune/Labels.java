package dev.lepton.compress.prune;

import java.util.Arrays;
import java.util.Optional;

/** Which channel each place of a tensor belongs to: all places with one number along one axis belong to one. */
final class Labels {
    private final int[] shape;
    private final int axis;
    private final int[] channels;

    private Labels(int[] shape, int axis, int[] channels) {
        this.shape = shape;
        this.axis = axis;
        this.channels = channels;
    }

    /** Nothing of it belongs to a channel. */
    static Labels none(int[] shape) {
        return new Labels(shape, -1, new int[0]);
    }

    static Labels along(int axis, int[] channels, int[] shape) {
        if (channels.length != shape[axis]) {
            throw new IllegalArgumentException(
                    channels.length + " channels along axis " + axis + " of " + Arrays.toString(shape) + ".");
        }
        boolean any = Arrays.stream(channels).anyMatch(c -> c != 0);
        return any ? new Labels(shape, axis, channels) : none(shape);
    }

    boolean isNone() {
        return axis < 0;
    }

    int axis() {
        return axis;
    }

    /** The axis counted from the last, which is 1. */
    int fromEnd() {
        return shape.length - axis;
    }

    int[] channels() {
        return channels;
    }

    int[] shape() {
        return shape;
    }

    /** The extent of the axis that is {@code fromEnd} from the end; 1 where there is none. */
    int extent(int fromEnd) {
        return fromEnd > shape.length ? 1 : shape[shape.length - fromEnd];
    }

    /**
     * The labels of the same numbers in the same order under another shape, found by labelling each number; empty when they depend on more
     * than one axis there.
     */
    Optional<Labels> shaped(int... other) {
        if (isNone()) {
            return Optional.of(none(other));
        }
        int inner = size(shape, axis + 1, shape.length);
        int size = size(shape, 0, shape.length);
        for (int a = 0; a < other.length; a++) {
            int step = size(other, a + 1, other.length);
            int[] seen = new int[other[a]];
            Arrays.fill(seen, -1);
            boolean one = true;
            for (int i = 0; i < size && one; i++) {
                int label = channels[i / inner % shape[axis]];
                int at = i / step % other[a];
                one = seen[at] < 0 || seen[at] == label;
                seen[at] = label;
            }
            if (one) {
                return Optional.of(along(a, seen, other));
            }
        }
        return Optional.empty();
    }

    private static int size(int[] shape, int from, int to) {
        int product = 1;
        for (int i = from; i < to; i++) {
            product *= shape[i];
        }
        return product;
    }
}
