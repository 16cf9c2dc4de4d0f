package dev.lepton.app.cli;

import dev.lepton.compress.shrink.Point;
import dev.lepton.compress.shrink.Shrunk;
import dev.lepton.report.model.Plot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Drawings of what may be had for what: latency against what is lost, and against size. */
record ShrinkPlots(Shrunk shrunk) {
    List<Plot> of() {
        if (shrunk.points().isEmpty()) {
            return List.of();
        }
        String lost = shrunk.points().get(0).lost() + ", %";
        List<Plot.Series> drift = series(p -> 100 * p.drift());
        List<Plot.Series> size = series(p -> p.bytes() / 1e6);
        return List.of(
                new Plot(
                        "What is lost for what time; numbers are those of the front",
                        Plot.Form.POINTS,
                        new Plot.Axis("ms for one inference"),
                        new Plot.Axis(lost),
                        drift,
                        List.of()),
                new Plot(
                        "Size for what time; numbers are those of the front",
                        Plot.Form.POINTS,
                        new Plot.Axis("ms for one inference"),
                        new Plot.Axis("MB"),
                        size,
                        List.of()));
    }

    /** The points of the front that no other beats in both time and {@code up}, by their numbers, and the original beside them. */
    private List<Plot.Series> series(ToDoubleFunction<Point> up) {
        List<Point> front = shrunk.front();
        List<Plot.Series> series = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < front.size(); i++) {
            Point point = front.get(i);
            if (up.applyAsDouble(point) < least) {
                least = up.applyAsDouble(point);
                series.add(series("no. " + (i + 1), point, up));
            }
        }
        Point first = shrunk.points().get(0);
        if (!front.contains(first) || up.applyAsDouble(first) > least) {
            series.add(series("as it came", first, up));
        }
        return series;
    }

    private static Plot.Series series(String name, Point point, ToDoubleFunction<Point> up) {
        return Plot.Series.of(name, List.of(new Plot.Point(point.latencyMillis().mid(), up.applyAsDouble(point))));
    }
}
