package dev.lepton.app.board;

import dev.lepton.report.model.Plot.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Figures through time, each as at most {@link #MOST} means over equal stretches that all of them share. A stretch doubles
 * when time runs on, so that a long run needs no more room than a short one.
 */
final class Courses {
    /** As many steps as a screen shows. */
    static final int MOST = 240;

    private final Map<String, double[]> areas = new LinkedHashMap<>();
    private final Map<String, Double> ends = new LinkedHashMap<>();
    private double stretch;

    /** @param stretch the shortest stretch, in the unit of time of what follows */
    Courses(double stretch) {
        if (!(stretch > 0)) {
            throw new IllegalArgumentException("A stretch of time cannot be " + stretch + ".");
        }
        this.stretch = stretch;
    }

    /** {@code name} adds up to {@code value} more between two moments, which are not negative. */
    void hold(String name, double from, double to, double value) {
        double[] area = areas.computeIfAbsent(name, n -> new double[MOST]);
        ends.merge(name, to, Math::max);
        while (to > stretch * MOST) {
            areas.values().forEach(Courses::fold);
            stretch *= 2;
        }
        double at = from;
        for (int i = (int) (from / stretch); at < to && i < MOST; i++) {
            double until = Math.min(to, (i + 1) * stretch);
            area[i] += Math.max(0, until - at) * value;
            at = Math.max(at, until);
        }
    }

    private static void fold(double[] area) {
        for (int i = 0; i < MOST / 2; i++) {
            area[i] = area[2 * i] + area[2 * i + 1];
        }
        Arrays.fill(area, MOST / 2, MOST, 0);
    }

    Set<String> names() {
        return areas.keySet();
    }

    /** The length of a stretch. */
    double stretch() {
        return stretch;
    }

    /** When the last of all ends. */
    double end() {
        return ends.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    /** The means of {@code name} where each stretch begins, times {@code scale}, and the last one again where it ends. */
    List<Point> points(String name, double timeScale, double scale) {
        List<Point> points = new ArrayList<>();
        double[] area = areas.getOrDefault(name, new double[MOST]);
        double end = ends.getOrDefault(name, 0.0);
        double mean = 0;
        for (int i = 0; i < MOST && i * stretch < end; i++) {
            mean = scale * area[i] / (Math.min(end, (i + 1) * stretch) - i * stretch);
            points.add(new Point(i * stretch * timeScale, mean));
        }
        if (!points.isEmpty()) {
            points.add(new Point(end * timeScale, mean));
        }
        return points;
    }
}
