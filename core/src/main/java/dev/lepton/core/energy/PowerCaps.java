package dev.lepton.core.energy;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * One piece of work measured under several power limits, and which to take. Energy under a limit is no formula: below some
 * limit the work takes so much longer that it needs more energy, and on some devices much more.
 */
public final class PowerCaps {
    /**
     * The work under one limit.
     *
     * @param limitWatts the limit
     * @param seconds the time of a run, above 0
     * @param watts drawn in the mean, above 0
     */
    public record Point(int limitWatts, double seconds, double watts) {
        public Point {
            if (limitWatts < 1 || !(seconds > 0 && watts > 0) || !Double.isFinite(seconds * watts)) {
                throw new IllegalArgumentException("Under a limit work takes time and power: " + limitWatts + " W, "
                        + seconds + " s, " + watts + " W.");
            }
        }

        /** Energy of a run, joules. */
        public double joules() {
            return seconds * watts;
        }
    }

    private final List<Point> points;

    /** @param points at least one, each limit once */
    public PowerCaps(List<Point> points) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("Nothing was measured.");
        }
        TreeSet<Integer> limits = new TreeSet<>();
        for (Point point : points) {
            if (!limits.add(point.limitWatts())) {
                throw new IllegalArgumentException("The limit of " + point.limitWatts() + " W was measured twice.");
            }
        }
        this.points = points.stream()
                .sorted(Comparator.comparingInt(Point::limitWatts))
                .toList();
    }

    /** The points, lowest limit first. */
    public List<Point> points() {
        return points;
    }

    /** What everything is compared with: the highest limit, where nothing is held back. */
    public Point uncapped() {
        return points.get(points.size() - 1);
    }

    /** The limit of least energy whose time is at most 1 + {@code slowdown} that of {@link #uncapped}; the higher of equals. */
    public Point within(double slowdown) {
        double most = uncapped().seconds() * (1 + slowdown);
        Point best = uncapped();
        for (Point point : points.reversed()) {
            if (point.seconds() <= most && point.joules() < best.joules()) {
                best = point;
            }
        }
        return best;
    }

    /** The limit of least energy, however long it takes. */
    public Point leastEnergy() {
        return within(Double.POSITIVE_INFINITY);
    }

    /** The limit of least η·energy + (1 − η)·the highest limit·time, Zeus' cost. */
    public Point leastWeighted(double eta) {
        Point best = uncapped();
        for (Point point : points.reversed()) {
            best = weighted(point, eta) < weighted(best, eta) ? point : best;
        }
        return best;
    }

    /** Energy that {@code point} saves, as a share of {@link #uncapped}'s; below 0 where it needs more. */
    public double saved(Point point) {
        return 1 - point.joules() / uncapped().joules();
    }

    /** How much longer {@code point} takes, as a share of {@link #uncapped}'s time. */
    public double slower(Point point) {
        return point.seconds() / uncapped().seconds() - 1;
    }

    private double weighted(Point point, double eta) {
        return eta * point.joules() + (1 - eta) * uncapped().limitWatts() * point.seconds();
    }
}
