package dev.lepton.app.cli;

import dev.lepton.compress.shrink.Point;
import dev.lepton.compress.shrink.Shrunk;
import dev.lepton.report.model.Plot;
import java.util.ArrayList;
import java.util.List;

/** Drawings of what may be had for what: latency against what is lost, and against size. */
record ShrinkPlots(Shrunk shrunk) {
    List<Plot> of() {
        if (shrunk.points().isEmpty()) {
            return List.of();
        }
        List<Point> front = shrunk.front();
        String lost = shrunk.points().get(0).accuracy().isPresent() ? "wrong answers, %" : "changed decisions, %";
        List<Plot.Series> drift = new ArrayList<>();
        List<Plot.Series> size = new ArrayList<>();
        for (Point point : front) {
            double ms = point.latencyMillis().mid();
            drift.add(Plot.Series.of(point.name(), List.of(new Plot.Point(ms, 100 * point.drift()))));
            size.add(Plot.Series.of(point.name(), List.of(new Plot.Point(ms, point.bytes() / 1e6))));
        }
        return List.of(
                new Plot(
                        "The front: what no other variant beats in everything",
                        Plot.Form.POINTS,
                        new Plot.Axis("ms for one inference"),
                        new Plot.Axis(lost),
                        drift,
                        List.of()),
                new Plot(
                        "Their size",
                        Plot.Form.POINTS,
                        new Plot.Axis("ms for one inference"),
                        new Plot.Axis("MB"),
                        size,
                        List.of()));
    }
}
