package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.compress.shrink.Harm;
import dev.lepton.compress.shrink.Point;
import dev.lepton.compress.shrink.Shrunk;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variants that no other beats in everything, as a table and as JSON. */
record FrontSheet(Shrunk shrunk, List<Optional<Path>> files, FrontOptions options) {
    void addTo(ObjectNode root) {
        ArrayNode front = root.putArray("front");
        List<Point> points = shrunk.front();
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            ObjectNode node = front.addObject()
                    .put("name", point.name())
                    .put("bytes", point.bytes())
                    .put("memory_bytes", point.memoryBytes());
            ShrinkSheets.put(node, "latency_ms_p50", point.latencyMillis());
            ShrinkSheets.put(node, "times_faster", point.faster());
            node.put("same_decisions", ShrinkSheets.rounded(point.agreement().share(), 6));
            ShrinkSheets.decibels(node, point.agreement().signalToNoise());
            point.accuracy().ifPresent(a -> node.put("accuracy", ShrinkSheets.rounded(a, 6)));
            options.perMillion(point).ifPresent(p -> node.put("usd_per_million", p));
            node.put("kept", point.kept());
            files.get(i).ifPresent(f -> node.put("file", f.toString()));
            ArrayNode passes = node.putArray("passes");
            point.passes().forEach(passes::add);
        }
    }

    void addTo(Sheets sheets) {
        Sheet sheet = new Sheet("front", "The front: what no other variant beats in everything")
                .text("no.", "number")
                .text("variant", "name")
                .number("ms, median", "latency_ms_p50")
                .number("times faster", "times_faster")
                .number("bytes", "bytes")
                .number("memory, bytes", "memory_bytes")
                .number("same decisions (%)", "same_decisions")
                .number("dB", "signal_to_noise_db")
                .number("accuracy (%)", "accuracy")
                .number("$ per million", "usd_per_million")
                .text("keeps the promise", "kept");
        List<Point> points = shrunk.front();
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            sheet.row(
                    Cell.text(String.valueOf(i + 1)),
                    Cell.text(point.name()),
                    Cell.number(ShrinkSheets.rounded(point.latencyMillis().mid(), 6), 3),
                    Cell.number(ShrinkSheets.rounded(point.faster().mid(), 4), 2),
                    Cell.number(BigDecimal.valueOf(point.bytes()), 0),
                    Cell.number(BigDecimal.valueOf(point.memoryBytes()), 0),
                    ShrinkSheets.decisions(Optional.of(point.agreement())),
                    ShrinkSheets.decibels(Optional.of(point.agreement())),
                    point.accuracy().isPresent()
                            ? Cell.share(ShrinkSheets.rounded(point.accuracy().getAsDouble(), 6), 2)
                            : Cell.NONE,
                    Cell.known(options.perMillion(point), p -> Cell.number(p, 6)),
                    Cell.flag(point.kept(), "yes", "no"));
        }
        sheets.add(sheet);
        sheets.add(bought());
        sheets.add(harm());
        if (!shrunk.points().isEmpty()) {
            sheets.note("Memory is that of the graph as it is written: weights, and the most between operators at once;"
                    + " the runtime's own is not in it.");
            options.perMillion(shrunk.points().get(0))
                    .ifPresent(
                            p -> sheets.note("$ per million: inferences one after the other, the device never idle."));
        }
    }

    /** Each variant beside the one that it was made of. */
    private Sheet bought() {
        Sheet sheet = new Sheet("passes", "What each pass bought, and cost")
                .text("pass", "pass")
                .text("on", "on")
                .number("times faster", "times_faster")
                .number("times smaller", "times_smaller")
                .number(
                        shrunk.points().isEmpty()
                                ? "lost (points)"
                                : shrunk.points().get(0).lost() + " (points)",
                        "points_lost");
        Map<String, Point> byName = new LinkedHashMap<>();
        shrunk.points().forEach(p -> byName.put(p.name(), p));
        List<Point> made = shrunk.points().stream().skip(1).toList();
        for (Point point : made) {
            int cut = point.name().lastIndexOf("; ");
            Point before =
                    cut < 0 ? shrunk.points().get(0) : byName.get(point.name().substring(0, cut));
            if (before != null) {
                sheet.row(
                        Cell.text(cut < 0 ? point.name() : point.name().substring(cut + 2)),
                        Cell.text(before.name()),
                        ratio(
                                before.latencyMillis().mid(),
                                point.latencyMillis().mid()),
                        ratio((double) before.bytes(), (double) point.bytes()),
                        Cell.number(ShrinkSheets.rounded(100 * (point.drift() - before.drift()), 6), 2));
            }
        }
        return sheet;
    }

    private static Cell ratio(double before, double after) {
        return Cell.number(ShrinkSheets.rounded(before / after, 4), 2);
    }

    private Sheet harm() {
        Sheet sheet = new Sheet("layers", "What 8 bits do in one layer alone, the most harmful first")
                .text("layer", "layer")
                .number("dB over the difference", "signal_to_noise_db");
        for (Harm one : shrunk.harm()) {
            sheet.row(
                    Cell.text(one.layer()),
                    Double.isFinite(one.decibels())
                            ? Cell.number(ShrinkSheets.rounded(one.decibels(), 2), 1)
                            : Cell.NONE);
        }
        return sheet;
    }
}
