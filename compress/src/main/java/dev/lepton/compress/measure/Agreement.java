package dev.lepton.compress.measure;

import dev.lepton.compress.graph.Tensor;
import java.util.List;
import java.util.Map;

/**
 * How far outputs of a changed model are from those of the original on the same inputs.
 *
 * @param floats how many numbers were compared
 * @param differing how many of them are not the same bits
 * @param maxAbsDifference the largest difference of two numbers
 * @param signalToNoise ten times the decimal logarithm of the mean square of the original over that of the difference, in decibels;
 *     infinite when nothing differs
 * @param decisions how many rows of the deciding output were compared: the first output of floats whose last axis has two or more
 * @param same in how many of them the largest number is at the same place
 */
public record Agreement(
        long floats, long differing, double maxAbsDifference, double signalToNoise, long decisions, long same) {
    /** The share of decisions that stayed; 1 when there are none to compare. */
    public double share() {
        return decisions == 0 ? 1 : (double) same / decisions;
    }

    /** Whether every bit is the same. */
    public boolean bitEqual() {
        return differing == 0;
    }

    /** Compares outputs sample by sample; both lists hold as many, with the same names. */
    public static Agreement of(List<Map<String, Tensor>> original, List<Map<String, Tensor>> changed) {
        Tally tally = new Tally();
        for (int i = 0; i < original.size(); i++) {
            tally.add(original.get(i), changed.get(i));
        }
        return tally.done();
    }

    /** The place of the largest number in each row of {@code values}, rows being {@code width} long. */
    public static int[] largest(float[] values, int width) {
        int[] places = new int[values.length / width];
        for (int row = 0; row < places.length; row++) {
            int best = 0;
            for (int i = 1; i < width; i++) {
                best = values[row * width + i] > values[row * width + best] ? i : best;
            }
            places[row] = best;
        }
        return places;
    }

    private static final class Tally {
        private long floats;
        private long differing;
        private double max;
        private double signal;
        private double noise;
        private long decisions;
        private long same;

        private void add(Map<String, Tensor> original, Map<String, Tensor> changed) {
            boolean decided = false;
            for (Map.Entry<String, Tensor> output : original.entrySet()) {
                Tensor a = output.getValue();
                Tensor b = changed.get(output.getKey());
                if (b == null || b.size() != a.size() || b.type() != a.type()) {
                    throw new IllegalStateException(
                            "The output '" + output.getKey() + "' was " + a + " and is " + b + ".");
                }
                if (!a.isFloat()) {
                    boolean equal = a.bytes().equals(b.bytes());
                    floats += a.size();
                    differing += equal ? 0 : a.size();
                    continue;
                }
                compare(a.floats(), b.floats());
                int width = a.rank() == 0 ? 1 : (int) a.shape()[a.rank() - 1];
                if (!decided && width >= 2) {
                    decide(largest(a.floats(), width), largest(b.floats(), width));
                    decided = true;
                }
            }
        }

        private void compare(float[] a, float[] b) {
            floats += a.length;
            for (int i = 0; i < a.length; i++) {
                if (Float.floatToRawIntBits(a[i]) != Float.floatToRawIntBits(b[i])) {
                    differing++;
                    double difference = Math.abs((double) a[i] - b[i]);
                    max = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(max, difference);
                    noise += difference * difference;
                }
                signal += (double) a[i] * a[i];
            }
        }

        private void decide(int[] a, int[] b) {
            decisions += a.length;
            for (int i = 0; i < a.length; i++) {
                same += a[i] == b[i] ? 1 : 0;
            }
        }

        private Agreement done() {
            double decibels = noise == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(signal / noise);
            return new Agreement(floats, differing, max, decibels, decisions, same);
        }
    }
}
