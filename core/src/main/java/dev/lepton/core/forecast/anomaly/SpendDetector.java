package dev.lepton.core.forecast.anomaly;

import dev.lepton.core.forecast.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * For spend by the day or longer: how far a value is above its usual level and weekday, in mean absolute errors, alone or
 * with the two before it.
 *
 * <p>Level and error size follow slowly, an error counting at most two and a half sizes, so that what is out of the
 * ordinary does not teach them to expect it; a weekday's part is the median of eight weeks. Two weeks, or two cycles, of errors larger than that
 * on one side are no incident but the new usual: level, weekdays and error sizes are taken to it at once. Falls are told only when nearly
 * nothing is left of a spend that is seldom nothing: less spend is no alarm, no data may be one. Among eight series or
 * more, what all did on a day is taken off each.
 */
public final class SpendDetector implements Detector {
    /**
     * When a value alerts.
     *
     * @param line from how many mean absolute errors on, above 0
     * @param falls whether falls to nearly nothing alert too
     * @param leastShare from what share of the expected on, 0 for any
     * @param least from how much on, in the series' unit, 0 for any
     */
    public record Rule(double line, boolean falls, double leastShare, double least) {
        /** Leaves about six alerts a year on series as restless as those it was tried on. */
        public static final Rule USUAL = new Rule(3.4, false, 0.1, 0);

        public Rule {
            if (!(line > 0) || !(leastShare >= 0) || !(least >= 0)) {
                throw new IllegalArgumentException(
                        "A line is above 0 and floors not below: " + line + ", " + leastShare + ", " + least + ".");
            }
        }
    }

    private static final int CYCLES = 8;
    private static final int LEAST_CYCLES = 3;
    private static final int WARM_CYCLES = 4;
    private static final int LEAST_WARM = 8;
    private static final double FOLLOW = 0.15;
    private static final double MOST_ERROR = 2.5;
    private static final double SIZE_FOLLOW = 0.03;
    private static final double LEAST_SIZE = 0.01;
    private static final double OPEN = 0.5;
    private static final int TOGETHER = 8;
    private static final double NOTHING = 0.1;
    private static final int SELDOM = 90;
    private static final int SETTLES = 14;

    private final int season;
    private final Rule rule;

    /**
     * A detector of series with a cycle.
     *
     * @param season values in a cycle, 7 for days; 1 for none
     */
    public SpendDetector(int season, Rule rule) {
        if (season < 1) {
            throw new IllegalArgumentException("A cycle has at least one value, not " + season + ".");
        }
        this.season = season;
        this.rule = rule;
    }

    @Override
    public int learns() {
        return Math.max(LEAST_WARM, WARM_CYCLES * season);
    }

    private int settles() {
        return Math.max(SETTLES, 2 * season);
    }

    @Override
    public List<Reading> watch(double[] y) {
        return new Usual(y).judged(new double[y.length]);
    }

    /** What is said of each of {@code all}, which are of one kind: what all did at a moment is taken off each. */
    public List<List<Reading>> watchTogether(List<Series> all) {
        List<Usual> usual = all.stream().map(s -> new Usual(s.values())).toList();
        Map<Instant, List<Double>> errors = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            for (int t = learns(); t < all.get(i).size(); t++) {
                errors.computeIfAbsent(all.get(i).at(t), at -> new ArrayList<>())
                        .add(usual.get(i).error(t, 0));
            }
        }
        Map<Instant, Double> common = new HashMap<>();
        errors.forEach((at, values) -> {
            if (values.size() >= TOGETHER) {
                common.put(at, median(values.stream().mapToDouble(v -> v).toArray()));
            }
        });
        List<List<Reading>> said = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            double[] off = new double[all.get(i).size()];
            for (int t = 0; t < off.length; t++) {
                off[t] = common.getOrDefault(all.get(i).at(t), 0.0);
            }
            said.add(usual.get(i).judged(off));
        }
        return said;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** What was usual at each moment, from what came before it. */
    private final class Usual {
        private final double[] y;
        private final double[] level;
        private final double[] part;
        private final double[] size;
        private final boolean[] nonNegative;

        Usual(double[] y) {
            this.y = y;
            level = new double[y.length];
            part = new double[y.length];
            size = new double[y.length];
            nonNegative = new boolean[y.length];
            double now = y.length == 0 ? 0 : y[0];
            double spread = 0;
            int beyond = 0;
            double[] fromLevel = new double[y.length];
            for (int t = 0; t < y.length; t++) {
                level[t] = now;
                nonNegative[t] = y[t] >= 0 && (t == 0 || nonNegative[t - 1]);
                part[t] = part(fromLevel, t);
                size[t] = Math.max(spread, LEAST_SIZE * Math.abs(now));
                double error = y[t] - now - part[t];
                double most = spread == 0 || t < 2 * season ? Double.MAX_VALUE : MOST_ERROR * spread;
                double counted = Math.max(-most, Math.min(most, error));
                fromLevel[t] = y[t] - now;
                now += FOLLOW * counted;
                spread += Math.max(SIZE_FOLLOW, 1.0 / (t + 1)) * (Math.abs(counted) - spread);
                beyond = counted == error ? 0 : error > 0 ? Math.max(0, beyond) + 1 : Math.min(0, beyond) - 1;
                if (Math.abs(beyond) == settles()) {
                    double settled = settled(t);
                    spread *= settle(fromLevel, t, now, settled);
                    now = settled;
                    beyond = 0;
                }
            }
        }

        /** The median of the last values without their weekdays' parts. */
        private double settled(int t) {
            return median(IntStream.range(0, settles())
                    .mapToDouble(i -> y[t - i] - part[t - i])
                    .toArray());
        }

        /** Counts all up to {@code t} from the new level, what was before it in proportion; how many times the old one it is, 1 where that says nothing. */
        private double settle(double[] fromLevel, int t, double before, double settled) {
            double ratio = before > 0 && settled > 0 ? settled / before : 1;
            for (int i = 0; i <= t; i++) {
                fromLevel[i] = i > t - settles() ? y[i] - settled : fromLevel[i] * ratio;
            }
            return ratio;
        }

        private double part(double[] fromLevel, int t) {
            int cycles = season == 1 ? 0 : Math.min(CYCLES, t / season);
            if (cycles < LEAST_CYCLES) {
                return 0;
            }
            double[] past = new double[cycles];
            for (int k = 1; k <= cycles; k++) {
                past[k - 1] = fromLevel[t - k * season];
            }
            return median(past);
        }

        /** How far value {@code t} is above the usual with {@code common} taken off, in sizes of an error. */
        double error(int t, double common) {
            double above = above(t, common);
            return size[t] > 0 ? above / size[t] : Math.signum(above) * 2 * rule.line();
        }

        private double above(int t, double common) {
            return y[t] - expected(t, t, common);
        }

        /** What is expected at {@code t} from the level at {@code known}; not below 0 where nothing ever was. */
        private double expected(int t, int known, double common) {
            double expected = level[known] + part[t] + common * size[t];
            return nonNegative[t] ? Math.max(0, expected) : expected;
        }

        /** What is said when {@code common} is taken off the errors. */
        List<Reading> judged(double[] common) {
            List<Reading> said = new ArrayList<>();
            int begun = -1;
            for (int t = 0; t < y.length; t++) {
                if (t < learns()) {
                    said.add(Reading.learning(y[t]));
                    continue;
                }
                double z = errors(t, common);
                boolean over = z >= rule.line() && matters(t, common);
                boolean alert = over && begun < 0;
                if (alert) {
                    begun = t;
                } else if (begun >= 0 && z < OPEN * rule.line()) {
                    begun = -1;
                }
                said.add(reading(t, begun < 0 ? t : begun, z, alert, begun >= 0, common[t]));
            }
            return said;
        }

        /** How out of the ordinary {@code t} is: alone, with the two before, or as a fall. */
        private double errors(int t, double[] common) {
            double one = error(t, common[t]);
            double three = (one + error(t - 1, common[t - 1]) + error(t - 2, common[t - 2])) / Math.sqrt(3);
            boolean fall = rule.falls() && -one > rule.line() && fell(t);
            return fall ? -one : Math.max(0, Math.max(one, three));
        }

        /** Whether what is more than expected, on the day or in the mean of three, is enough to tell, with or without the rest. */
        private boolean matters(int t, double[] common) {
            return matters(t, common[t], common[t - 1], common[t - 2]) && matters(t, 0, 0, 0);
        }

        private boolean matters(int t, double today, double before, double first) {
            double one = above(t, today);
            double three = (one + above(t - 1, before) + above(t - 2, first)) / 3;
            double most = rule.falls() ? Math.max(Math.abs(one), three) : Math.max(one, three);
            return most > 0 && most >= rule.least() && most >= rule.leastShare() * Math.abs(y[t] - one);
        }

        private Reading reading(int t, int known, double z, boolean alert, boolean open, double common) {
            double expected = expected(t, known, common);
            double width = rule.line() * size[known];
            return new Reading(z / (z + rule.line()), alert, open, expected, expected - width, expected + width);
        }

        /** Whether nearly nothing is left at {@code t} of a spend that is seldom nothing. */
        private boolean fell(int t) {
            if (y[t] > NOTHING * (level[t] + part[t])) {
                return false;
            }
            int seldom = 0;
            for (int s = Math.max(0, t - SELDOM); s < t; s++) {
                seldom += y[s] <= NOTHING * level[s] ? 1 : 0;
            }
            return seldom <= 1;
        }
    }
}
