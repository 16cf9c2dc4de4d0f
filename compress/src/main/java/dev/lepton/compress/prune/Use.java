package dev.lepton.compress.prune;

import java.util.Arrays;

/** A weight one of whose axes counts channels. */
final class Use {
    private final String weight;
    private final int axis;
    private final int[] channels;

    Use(String weight, int axis, int[] channels) {
        this.weight = weight;
        this.axis = axis;
        this.channels = channels;
    }

    String weight() {
        return weight;
    }

    int axis() {
        return axis;
    }

    /** The channel at each place along the axis; 0 for none. */
    int[] channels() {
        return channels;
    }

    @Override
    public String toString() {
        return weight + " along " + axis + ": " + Arrays.toString(channels);
    }
}
