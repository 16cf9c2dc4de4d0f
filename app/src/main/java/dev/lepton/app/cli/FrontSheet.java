package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.compress.shrink.Point;
import dev.lepton.compress.shrink.Shrunk;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
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
                .text("variant", "name")
                .number("ms, median", "latency_ms_p50")
                .number("times faster", "times_faster")
                .number("bytes", "bytes")
                .number("memory, bytes", "memory_bytes")
                .number("same decisions (%)", "same_decisions")
                .number("accuracy (%)", "accuracy")
                .number("$ per million", "usd_per_million")
                .text("keeps the promise", "kept");
        for (Point point : shrunk.front()) {
            sheet.row(
                    Cell.text(point.name()),
                    Cell.number(ShrinkSheets.rounded(point.latencyMillis().mid(), 6), 3),
                    Cell.number(ShrinkSheets.rounded(point.faster().mid(), 4), 2),
                    Cell.number(BigDecimal.valueOf(point.bytes()), 0),
                    Cell.number(BigDecimal.valueOf(point.memoryBytes()), 0),
                    Cell.share(ShrinkSheets.rounded(point.agreement().share(), 6), 2),
                    point.accuracy().isPresent()
                            ? Cell.share(ShrinkSheets.rounded(point.accuracy().getAsDouble(), 6), 2)
                            : Cell.NONE,
                    Cell.known(options.perMillion(point), p -> Cell.number(p, 4)),
                    Cell.flag(point.kept(), "yes", "no"));
        }
        sheets.add(sheet);
        if (!shrunk.points().isEmpty()) {
            sheets.note("Memory is that of the graph as it is written: weights, and the most between operators at once;"
                    + " the runtime's own is not in it.");
            options.perMillion(shrunk.points().get(0))
                    .ifPresent(p -> sheets.note("$ per million: inferences one after the other, the device never idle."));
        }
    }
}
