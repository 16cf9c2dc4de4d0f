package dev.lepton.core.forecast.anomaly;

import java.util.Arrays;

/** The last so many values, kept in order of size. */
final class Recent {
    private final double[] ring;
    private final double[] sorted;
    private int size;
    private int next;

    Recent(int most) {
        ring = new double[most];
        sorted = new double[most];
    }

    int size() {
        return size;
    }

    void add(double value) {
        if (size == ring.length) {
            int gone = index(ring[next]);
            System.arraycopy(sorted, gone + 1, sorted, gone, size - gone - 1);
            size--;
        }
        int at = index(value);
        System.arraycopy(sorted, at, sorted, at + 1, size - at);
        sorted[at] = value;
        size++;
        ring[next] = value;
        next = (next + 1) % ring.length;
    }

    /** How many are smaller than {@code value}. */
    private int index(double value) {
        int at = Arrays.binarySearch(sorted, 0, size, value);
        if (at < 0) {
            return -at - 1;
        }
        while (at > 0 && sorted[at - 1] == value) {
            at--;
        }
        return at;
    }

    /**
     * The share that is smaller than {@code value}; above 1, by the logarithm of how many times it is the largest, where it is
     * larger than all.
     */
    double rank(double value) {
        double most = sorted[size - 1];
        if (value > most && most > 0) {
            return 1 + Math.log(value / most);
        }
        return (double) index(value) / size;
    }

    /** The value that {@code share} of them do not exceed. */
    double quantile(double share) {
        return sorted[Math.min(size - 1, Math.max(0, (int) Math.ceil(share * size) - 1))];
    }

    /** The mean distance of {@code value} to the {@code count} nearest. */
    double meanDistance(double value, int count) {
        int high = index(value);
        int low = high - 1;
        int taken = Math.min(count, size);
        double sum = 0;
        for (int i = 0; i < taken; i++) {
            boolean up = low < 0 || (high < size && sorted[high] - value < value - sorted[low]);
            sum += up ? sorted[high++] - value : value - sorted[low--];
        }
        return sum / taken;
    }
}
