package dev.lepton.core.forecast.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * For series of minutes and hours: how unlike what came before it is a value, and is the run of values that ends with it?
 *
 * <p>Each is measured by its mean distance to its nearest neighbours among the last {@value #MEMORY}, and the distance
 * ranked among those that were measured before; the two ranks' mean is the score. An incident's first value alone
 * alerts. After Burnaev and Ishimtsev, "Conformalized density- and distance-based anomaly detection in time-series data"
 * (2016), whose detector looks at the runs alone and forgets sooner.
 */
public final class UtilisationDetector implements Detector {
    private static final int WIDTH = 19;
    private static final int NEAREST = 27;
    private static final int MEMORY = 2000;

    /** Windows to compare with, and then ranks to compare with, before anything is said. */
    private static final int FIRST = 150;

    private static final int FIRST_RANKS = 30;

    /** The mean rank that alerts. */
    private static final double LINE = 0.98;

    /** The mean rank that an incident ends below. */
    private static final double STILL_OPEN = 0.9;

    private static final double STEEPNESS = 3;

    /** No second alert within this share of the past, and at least so many values. */
    private static final double QUIET = 0.04;

    private static final int LEAST_QUIET = 60;
    private static final double IN_QUIET = 0.25;
    private static final double BAND = 0.99;

    @Override
    public int learns() {
        return FIRST + 2 * WIDTH + FIRST_RANKS - 1;
    }

    @Override
    public List<Reading> watch(double[] y) {
        return new Watch(y).run();
    }

    private static final class Watch {
        private final double[] y;
        private final Recent values = new Recent(MEMORY);
        private final Recent valueRanks = new Recent(MEMORY);
        private final Recent runRanks = new Recent(MEMORY);
        private final Recent errors = new Recent(MEMORY);
        private final List<Reading> said = new ArrayList<>();
        private int quietUntil;
        private boolean open;

        Watch(double[] y) {
            this.y = y;
        }

        List<Reading> run() {
            for (int t = 0; t < y.length; t++) {
                int last = t - WIDTH - 1;
                if (last >= 0) {
                    values.add(y[last]);
                }
                said.add(last - WIDTH + 2 < FIRST ? Reading.learning(y[t]) : look(t, last));
            }
            return said;
        }

        private Reading look(int t, int last) {
            Neighbours runs = new Neighbours(y, t, Math.max(WIDTH - 1, t - MEMORY), last);
            double ofValue = values.meanDistance(y[t], NEAREST);
            double ofRun = runs.meanDistance();
            boolean begun = runRanks.size() >= FIRST_RANKS;
            double rank = begun ? (valueRanks.rank(ofValue) + runRanks.rank(ofRun)) / 2 : 0;
            double width = errors.size() == 0 ? 0 : errors.quantile(BAND);
            double expected = runs.expected();
            valueRanks.add(ofValue);
            runRanks.add(ofRun);
            errors.add(Math.abs(y[t] - expected));
            return reading(t, rank, expected, width);
        }

        private Reading reading(int t, double rank, double expected, double width) {
            boolean quiet = t < quietUntil;
            boolean alert = rank >= LINE && !quiet;
            if (alert) {
                quietUntil = t + 1 + Math.max(LEAST_QUIET, (int) (QUIET * t));
            }
            open = alert || (open && quiet && rank >= STILL_OPEN);
            double score = rank <= LINE ? rank / LINE / 2 : 1 - Math.exp(-STEEPNESS * (rank - LINE)) / 2;
            return new Reading(
                    quiet ? Math.min(score, IN_QUIET) : score,
                    alert,
                    open,
                    expected,
                    expected - width,
                    expected + width);
        }
    }

    /** The runs that are most like the one that ends at {@code t}. */
    private static final class Neighbours {
        private final double[] nearest = new double[NEAREST];
        private final double[] nearestBefore = new double[NEAREST];
        private final double[] after = new double[NEAREST];
        private int count;

        Neighbours(double[] y, int t, int from, int to) {
            Arrays.fill(nearest, Double.MAX_VALUE);
            Arrays.fill(nearestBefore, Double.MAX_VALUE);
            for (int r = from; r <= to; r++) {
                double sum = 0;
                for (int i = 1; i < WIDTH && sum <= nearest[NEAREST - 1]; i++) {
                    double apart = y[t - i] - y[r - i];
                    sum += apart * apart;
                }
                if (sum < nearestBefore[NEAREST - 1]) {
                    int at = place(nearestBefore, sum);
                    shift(after, at);
                    after[at] = y[r];
                }
                double whole = sum + (y[t] - y[r]) * (y[t] - y[r]);
                if (whole < nearest[NEAREST - 1]) {
                    place(nearest, whole);
                }
                count++;
            }
        }

        /** Puts {@code value} where it belongs, the largest falling out, and says where that is. */
        private static int place(double[] ordered, double value) {
            int at = NEAREST - 1;
            while (at > 0 && ordered[at - 1] > value) {
                at--;
            }
            shift(ordered, at);
            ordered[at] = value;
            return at;
        }

        private static void shift(double[] values, int at) {
            System.arraycopy(values, at, values, at + 1, NEAREST - 1 - at);
        }

        double meanDistance() {
            double sum = 0;
            int taken = Math.min(NEAREST, count);
            for (int i = 0; i < taken; i++) {
                sum += Math.sqrt(nearest[i]);
            }
            return sum / taken;
        }

        /** What followed the runs that are most like the one before the last value. */
        double expected() {
            double[] followed = Arrays.copyOf(after, Math.min(NEAREST, count));
            Arrays.sort(followed);
            return followed[followed.length / 2];
        }
    }
}
