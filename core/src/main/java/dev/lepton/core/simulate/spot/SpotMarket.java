package dev.lepton.core.simulate.spot;

import dev.lepton.core.placement.spot.SpotJob;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The availability of one zone as a Markov chain with a hidden state: two slowly changing regimes (calm, tight), in each of
 * which runs and outages are short or long (a mixture of two geometric lengths), and a rate of reclaiming that follows the
 * day. A finite chain, so that the best policy of someone who knows it can be computed ({@link KnownMarket}).
 */
public final class SpotMarket {
    /** States are numbered 4 × regime + phase; phases are up short, up long, down short, down long. */
    static final int STATES = 8;

    private static final double LONG_SHARE = 0.3;
    private static final double LONG_OVER_SHORT = 8;
    private static final int DAY = SpotJob.TICKS_PER_DAY;

    private final Spec spec;
    private final double[][][] transition = new double[DAY][STATES][STATES];
    private final double[] stationary;

    /**
     * What a market is made to show.
     *
     * @param availability share of the time in which a machine can be had
     * @param meanRunHours mean length of a run of availability
     * @param regimeStrength factor by which runs are longer and outages shorter when calm, and the reverse when tight
     * @param calmHours mean length of the calm regime
     * @param tightHours mean length of the tight regime
     * @param phase where in the day reclaiming swings up, 0 to 1; it swings by 30 %
     */
    public record Spec(
            double availability,
            double meanRunHours,
            double regimeStrength,
            double calmHours,
            double tightHours,
            double phase) {
        private static final double SWING = 0.3;
    }

    /** The chain that shows {@code spec}: its own rates are found by a fixed point. */
    public SpotMarket(Spec spec) {
        this.spec = spec;
        double upTicks = spec.meanRunHours() * SpotJob.TICKS_PER_HOUR;
        double downTicks = upTicks * (1 - spec.availability()) / spec.availability();
        double scaleUp = upTicks;
        double scaleDown = downTicks;
        for (int i = 0; i < 60; i++) {
            fill(scaleUp, scaleDown);
            double[] shown = meanRuns();
            scaleUp *= Math.pow(upTicks / shown[0], 0.7);
            scaleDown *= Math.pow(downTicks / shown[1], 0.7);
        }
        stationary = atMidnight();
    }

    static boolean isUp(int state) {
        return state % 4 < 2;
    }

    /** Chances of the next hidden state, by the present one, in {@code tick} of a series that begins at midnight. */
    double[][] transition(int tick) {
        return transition[tick % DAY];
    }

    /** Chances of each hidden state at midnight. */
    double[] stationary() {
        return stationary.clone();
    }

    private void fill(double upTicks, double downTicks) {
        for (int t = 0; t < DAY; t++) {
            double day = 1 + Spec.SWING * Math.sin(2 * Math.PI * ((double) t / DAY - spec.phase()));
            for (int state = 0; state < STATES; state++) {
                double mean = mean(state, upTicks, downTicks);
                double leave = 1 - Math.exp(-(isUp(state) ? day : 1) / mean);
                fillRow(transition[t][state], state, leave);
            }
        }
    }

    private double mean(int state, double upTicks, double downTicks) {
        boolean up = isUp(state);
        boolean calm = state < 4;
        double shortShare = 1 / ((1 - LONG_SHARE) + LONG_SHARE * LONG_OVER_SHORT);
        return (up ? upTicks : downTicks)
                * shortShare
                * (state % 2 == 1 ? LONG_OVER_SHORT : 1)
                * (calm == up ? spec.regimeStrength() : 1 / spec.regimeStrength());
    }

    private void fillRow(double[] row, int state, double leave) {
        int regime = state / 4;
        int phase = state % 4;
        double hours = regime == 0 ? spec.calmHours() : spec.tightHours();
        double turn = 1 - Math.exp(-1 / (hours * SpotJob.TICKS_PER_HOUR));
        Arrays.fill(row, 0);
        for (int r = 0; r < 2; r++) {
            double chance = r == regime ? 1 - turn : turn;
            int other = isUp(state) ? 2 : 0;
            row[r * 4 + phase] += chance * (1 - leave);
            row[r * 4 + other] += chance * leave * (1 - LONG_SHARE);
            row[r * 4 + other + 1] += chance * leave * LONG_SHARE;
        }
    }

    /** Mean run and mean outage, in ticks, of the chain as it is. */
    private double[] meanRuns() {
        double[] chances = atMidnight();
        double up = 0;
        double ends = 0;
        for (int t = 0; t < DAY; t++) {
            for (int x = 0; x < STATES; x++) {
                for (int y = 0; isUp(x) && y < STATES; y++) {
                    up += chances[x] * transition[t][x][y];
                    ends += isUp(y) ? 0 : chances[x] * transition[t][x][y];
                }
            }
            chances = next(chances, t);
        }
        return new double[] {up / ends, (DAY - up) / ends};
    }

    private double[] next(double[] chances, int t) {
        double[] next = new double[STATES];
        for (int x = 0; x < STATES; x++) {
            for (int y = 0; y < STATES; y++) {
                next[y] += chances[x] * transition[t][x][y];
            }
        }
        return next;
    }

    private double[] atMidnight() {
        double[] chances = new double[STATES];
        Arrays.fill(chances, 1.0 / STATES);
        for (int t = 0; t < 20 * DAY; t++) {
            chances = next(chances, t % DAY);
        }
        return chances;
    }

    /** Hidden states of {@code ticks} ticks from midnight on. */
    int[] states(SplittableRandom random, int ticks) {
        return states(random, ticks, new int[0]);
    }

    /** Hidden states under the regimes of {@code leading}, another zone's states; its own regimes if that is empty. */
    int[] states(SplittableRandom random, int ticks, int[] leading) {
        int[] states = new int[ticks];
        states[0] = drawn(random, stationary);
        for (int t = 1; t < ticks; t++) {
            int state = drawn(random, transition(t - 1)[states[t - 1]]);
            states[t] = leading.length == 0 ? state : leading[t] / 4 * 4 + state % 4;
        }
        return states;
    }

    private static int drawn(SplittableRandom random, double[] chances) {
        double u = random.nextDouble();
        for (int i = 0; i < chances.length; i++) {
            u -= chances[i];
            if (u < 0) {
                return i;
            }
        }
        return chances.length - 1;
    }

    /** Availability in each of {@code states}. */
    static boolean[] up(int[] states) {
        boolean[] up = new boolean[states.length];
        for (int t = 0; t < up.length; t++) {
            up[t] = isUp(states[t]);
        }
        return up;
    }
}
