package dev.lepton.compress.measure;

import dev.lepton.compress.graph.Tensor;
import java.util.List;
import java.util.Map;

/**
 * How far outputs of a changed model are from those of the original on the same inputs. An output that decides is one whose shape, ones at the
 * end aside, has at most three axes, the last of two or more; the first such of real numbers counts, each of its rows a decision: the place
 * of the largest. Where there is none, whole numbers and truths are decisions, each by itself. An output whose shape depends on the numbers in
 * it and came out another counts as wholly lost.
 *
 * @param floats how many numbers were compared, of any type
 * @param differing how many of them are not the same
 * @param maxAbsDifference the largest difference of two real numbers
 * @param signalToNoise ten times the decimal logarithm of the mean square of the original's real numbers over that of the difference, in
 *     decibels; infinite when none differs
 * @param decisions how many were compared
 * @param same in how many of them the choice is the same
 * @param commonest how many of the original's decisions are the one it took most often
 * @param rest how the outputs fare that do not decide
 */
public record Agreement(
        long floats,
        long differing,
        double maxAbsDifference,
        double signalToNoise,
        long decisions,
        long same,
        long commonest,
        Rest rest) {
    /** Above this share of one decision, that decisions stay proves little. */
    private static final double ONE_SIDED = 0.9;

    /**
     * Outputs beside the one that decides.
     *
     * @param signalToNoise the least of any output of real numbers; infinite when none differs
     * @param share the least share of numbers that stayed of any output of whole numbers; 1 when all did
     */
    public record Rest(double signalToNoise, double share) {}

    /** The share of decisions that stayed; 1 when there are none to compare. */
    public double share() {
        return decisions == 0 ? 1 : (double) same / decisions;
    }

    /**
     * How near the outputs are, the larger the nearer: {@link #signalToNoise}, or, where only whole numbers differ, the same of the share of them
     * that changed.
     */
    public double nearness() {
        boolean wholes = differing > 0 && Double.isInfinite(signalToNoise) && signalToNoise > 0;
        return wholes ? -10 * Math.log10((double) differing / floats) : signalToNoise;
    }

    /** Whether every bit is the same. */
    public boolean bitEqual() {
        return differing == 0;
    }

    /** Whether decisions tell: there are some, and a model that always decides the same would not do nearly as well. */
    public boolean telling() {
        return decisions > 0 && commonest <= ONE_SIDED * decisions;
    }

    /** Compares outputs sample by sample; both lists hold as many, with the same names. */
    public static Agreement of(List<Map<String, Tensor>> original, List<Map<String, Tensor>> changed) {
        Compared compared = new Compared(original.isEmpty() ? Map.of() : original.get(0));
        for (int i = 0; i < original.size(); i++) {
            compared.add(original.get(i), changed.get(i));
        }
        return compared.agreement();
    }

    /** The place of the largest number in each row of {@code values}, rows being {@code width} long. */
    public static int[] largest(double[] values, int width) {
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
}
