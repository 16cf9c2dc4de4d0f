package dev.lepton.core.predict;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whether a far number is a slip of a unit, too far to be let pull alone, or as it should be. A slip is set right only where the
 * target bears it out: on the straight line of logarithms that the other projects make, the number set right must miss by less than half.
 */
final class Judge {
    private static final int LEAST = 8;
    private static final double TELLS = 0.1;
    private static final double BETTER = 0.5;

    /**
     * A value as it is taken.
     *
     * @param why what was done to it or is odd of it; empty for nothing
     */
    record Judged(double value, String why) {}

    private final Steady steady;
    private final double slope;
    private final double level;
    private final boolean tells;

    /** A judge of a column whose numbers {@code values} stand beside {@code targets}. */
    Judge(double[] values, double[] targets) {
        steady = new Steady(values);
        int[] near = IntStream.range(0, values.length)
                .filter(i -> values[i] > 0 && !steady.isFar(values[i]))
                .toArray();
        double[] x = Arrays.stream(near).mapToDouble(i -> Math.log(values[i])).toArray();
        double[] y = Arrays.stream(near).mapToDouble(i -> Math.log(targets[i])).toArray();
        double meanX = Arrays.stream(x).average().orElse(0);
        double meanY = Arrays.stream(y).average().orElse(0);
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        tells = x.length >= LEAST && xx > 0 && yy > 0 && xy * xy / xx / yy >= TELLS;
        slope = tells ? xy / xx : 0;
        level = meanY - slope * meanX;
    }

    Judged judge(double value, double target) {
        if (!steady.isFar(value)) {
            return new Judged(value, "");
        }
        double right = steady.unslipped(value);
        if (right != value && tells && miss(right, target) < BETTER * miss(value, target)) {
            double factor = right / value;
            return new Judged(
                    right,
                    "a slip of a unit: "
                            + (factor > 1 ? "times " + Steady.written(factor) : "over " + Steady.written(1 / factor))
                            + " it is among the rest, and the target bears it out");
        }
        double drawn = steady.drawnIn(value);
        return drawn == value
                ? new Judged(value, "kept, though far from the rest")
                : new Judged(drawn, "drawn in to six deviations from the median, so that it does not pull alone");
    }

    private double miss(double value, double target) {
        return Math.abs(Math.log(target) - level - slope * Math.log(value));
    }
}
