package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.measure.Estimate;
import dev.lepton.compress.measure.Processor;
import dev.lepton.compress.measure.Race;
import dev.lepton.compress.run.Ort;
import dev.lepton.compress.shrink.Figures;
import dev.lepton.compress.shrink.Shrunk;
import dev.lepton.compress.shrink.Tried;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The answer of {@code lepton shrink}, for people and programs. */
final class ShrinkSheets {
    private final Shrunk shrunk;
    private final Path file;
    private final int samples;
    private final FrontSheet front;

    ShrinkSheets(Shrunk shrunk, Path file, int samples, FrontSheet front) {
        this.front = front;
        this.shrunk = shrunk;
        this.file = file;
        this.samples = samples;
    }

    ObjectNode json() {
        ObjectNode root = Output.JSON.createObjectNode();
        root.set("before", figures(shrunk.before()));
        root.set("after", figures(shrunk.after()));
        ArrayNode passes = root.putArray("passes");
        shrunk.passes().forEach(passes::add);
        root.put("verdict", shrunk.verdict());
        root.put("unchanged", shrunk.unchanged());
        root.put("file", file.toString());
        put(root, "times_faster", shrunk.faster());
        root.put("same_decisions", rounded(shrunk.agreement().share(), 6));
        root.put("decisions", shrunk.agreement().decisions());
        double most = shrunk.agreement().maxAbsDifference();
        if (Double.isFinite(most)) {
            root.put("max_abs_difference", most);
        } else {
            root.putNull("max_abs_difference");
        }
        decibels(root, shrunk.agreement().signalToNoise());
        root.put("samples", samples);
        ArrayNode tried = root.putArray("tried");
        for (Tried one : shrunk.tried()) {
            ObjectNode node = tried.addObject().put("name", one.name()).put("bytes", one.bytes());
            one.agreement().ifPresent(a -> {
                node.put("same_decisions", rounded(a.share(), 6));
                decibels(node, a.signalToNoise());
            });
            one.accuracy().ifPresent(a -> node.put("accuracy", rounded(a, 6)));
            one.faster().ifPresent(f -> put(node, "times_faster", f));
            node.put("said", one.said());
        }
        front.addTo(root);
        root.put("processor", Processor.here().toString());
        root.put("runtime", "ONNX Runtime " + Ort.version());
        ArrayNode notes = root.putArray("notes");
        notes().forEach(notes::add);
        return root;
    }

    /** The share of decisions that stayed, where there are some. */
    static Cell decisions(Optional<Agreement> agreement) {
        return Cell.known(agreement.filter(a -> a.decisions() > 0), a -> Cell.share(rounded(a.share(), 6), 2));
    }

    /** How far the outputs stand over the difference, where there is one. */
    static Cell decibels(Optional<Agreement> agreement) {
        return Cell.known(
                agreement.filter(a -> Double.isFinite(a.signalToNoise())),
                a -> Cell.number(rounded(a.signalToNoise(), 2), 1));
    }

    static void decibels(ObjectNode node, double value) {
        if (Double.isFinite(value)) {
            node.put("signal_to_noise_db", rounded(value, 2));
        } else {
            node.putNull("signal_to_noise_db");
        }
    }

    private static ObjectNode figures(Figures figures) {
        ObjectNode node = Output.JSON.createObjectNode();
        node.put("bytes", figures.bytes());
        node.put("parameters", figures.parameters());
        node.put("nonzero", figures.nonzero());
        node.put("memory_bytes", figures.memoryBytes());
        put(node, "latency_ms_p50", figures.latencyMillis());
        if (figures.accuracy().isPresent()) {
            node.put("accuracy", rounded(figures.accuracy().getAsDouble(), 6));
        } else {
            node.putNull("accuracy");
        }
        return node;
    }

    static void put(ObjectNode node, String field, Estimate estimate) {
        node.put(field, rounded(estimate.mid(), 6));
        node.put(field + "_low", rounded(estimate.low(), 6));
        node.put(field + "_high", rounded(estimate.high(), 6));
    }

    Sheets sheets() {
        Sheets sheets = new Sheets();
        sheets.open(shrunk.verdict());
        Sheet models = new Sheet("models", "Before and after")
                .text("model", "model")
                .number("bytes", "bytes")
                .number("weights", "parameters")
                .number("not zero", "nonzero")
                .number("memory", "memory_bytes")
                .number("ms, median", "latency_ms_p50")
                .text("95 % interval", "interval")
                .number("accuracy (%)", "accuracy");
        row(models, "before", shrunk.before());
        row(models, file.toString(), shrunk.after());
        sheets.add(models);
        Sheet tried = new Sheet("tried", "What was tried")
                .text("variant", "name")
                .number("bytes", "bytes")
                .number("same decisions (%)", "same_decisions")
                .number("dB", "signal_to_noise_db")
                .number("times faster", "times_faster")
                .text("", "said");
        for (Tried one : shrunk.tried()) {
            tried.row(
                    Cell.text(one.name()),
                    Cell.number(BigDecimal.valueOf(one.bytes()), 0),
                    decisions(one.agreement()),
                    decibels(one.agreement()),
                    Cell.known(one.faster(), f -> Cell.number(rounded(f.mid(), 4), 2)),
                    Cell.text(one.said()));
        }
        sheets.add(tried);
        front.addTo(sheets);
        notes().forEach(sheets::note);
        return sheets;
    }

    private static void row(Sheet sheet, String name, Figures figures) {
        Estimate latency = figures.latencyMillis();
        OptionalDouble accuracy = figures.accuracy();
        sheet.row(
                Cell.text(name),
                Cell.number(BigDecimal.valueOf(figures.bytes()), 0),
                Cell.number(BigDecimal.valueOf(figures.parameters()), 0),
                Cell.number(BigDecimal.valueOf(figures.nonzero()), 0),
                Cell.number(BigDecimal.valueOf(figures.memoryBytes()), 0),
                Cell.number(rounded(latency.mid(), 6), 3),
                Cell.text(String.format(Locale.ROOT, "%.3f to %.3f", latency.low(), latency.high())),
                accuracy.isPresent() ? Cell.share(rounded(accuracy.getAsDouble(), 6), 2) : Cell.NONE);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>(shrunk.notes());
        notes.add("Measured on " + Processor.here() + " with ONNX Runtime " + Ort.version()
                + " (with another, which variant is fastest may differ), one thread, "
                + (Race.processorTime() ? "the thread's processor time" : "wall time")
                + ", variants in turn with the original.");
        return notes;
    }

    static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
    }
}
