package dev.lepton.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.compress.measure.Estimate;
import dev.lepton.compress.measure.Processor;
import dev.lepton.compress.measure.Runs;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.run.SessionSettings;
import dev.lepton.compress.split.SplitModel;
import dev.lepton.compress.split.Throughputs;
import dev.lepton.compress.split.Unlike;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The answer of {@code lepton split}, for people and programs. */
final class SplitSheets {
    private final SplitModel split;
    private final Throughputs measured;
    private final Samples samples;
    private final List<Path> files;
    private final Path folder;

    /** @param files of the stages; empty when none was written to {@code folder} */
    SplitSheets(SplitModel split, Throughputs measured, Samples samples, List<Path> files, Path folder) {
        this.split = split;
        this.measured = measured;
        this.samples = samples;
        this.files = List.copyOf(files);
        this.folder = folder;
    }

    /** One way to use the threads: its name, its field and its times. */
    private record Way(String name, String field, Runs runs) {}

    private List<Way> ways() {
        int n = split.stages().size();
        return List.of(
                new Way("one session, 1 thread", "one_session_one_thread", measured.one()),
                new Way("one session, " + n + " threads", "one_session_threads", measured.threads()),
                new Way("pipeline of " + n + " stages", "pipeline", measured.pipeline()),
                new Way(n + " copies of the model", "copies", measured.copies()));
    }

    private Way best() {
        List<Way> ways = ways();
        Way best = ways.get(0);
        for (Way way : ways) {
            best = way.runs().median() < best.runs().median() ? way : best;
        }
        return best;
    }

    ObjectNode json() {
        ObjectNode root = Output.JSON.createObjectNode();
        ArrayNode stages = root.putArray("stages");
        for (int i = 0; i < split.stages().size(); i++) {
            SplitModel.Stage stage = split.stages().get(i);
            stages.addObject()
                    .put("file", files.isEmpty() ? null : files.get(i).toString())
                    .put("nodes", stage.model().proto().getGraph().getNodeCount())
                    .put("seconds_share", rounded(stage.secondsShare(), 6))
                    .put("bytes_out", stage.bytesOut())
                    .put("parameters", stage.parameters())
                    .put("place", stage.place());
        }
        sameness(root);
        root.put(
                "throughput_ratio",
                rounded(measured.pipeline().faster(measured.one()).mid(), 4));
        root.put("differing_floats", split.against().differing());
        root.put("compared_floats", split.against().floats());
        root.put("samples", samples.size());
        ArrayNode ways = root.putArray("throughput");
        for (Way way : ways()) {
            Estimate ratio = way.runs().faster(measured.one());
            ways.addObject()
                    .put("way", way.field())
                    .put("per_second", rounded(measured.perSecond(way.runs()), 3))
                    .put("ratio", rounded(ratio.mid(), 4))
                    .put("ratio_low", rounded(ratio.low(), 4))
                    .put("ratio_high", rounded(ratio.high(), 4));
        }
        root.put("fastest_way", best().field());
        root.put("cut_by_channel", split.cutByChannel());
        root.put("division_proven", split.proven());
        root.put("processor", Processor.here().toString());
        ArrayNode notes = root.putArray("notes");
        notes().forEach(notes::add);
        return root;
    }

    /** Whether bits are the same, and why not. */
    private void sameness(ObjectNode root) {
        root.put(
                "max_abs_difference",
                split.unlike().map(Unlike::largest).orElse(split.against().maxAbsDifference()));
        root.put("bit_equal", split.same());
        root.put("reason", split.unlike().map(Unlike::words).orElse(null));
        ArrayNode left = root.putArray("not_compared");
        new TreeSet<>(split.notCompared()).forEach(left::add);
    }

    Sheets sheets() {
        Sheets sheets = new Sheets();
        sheets.open(headline());
        Sheet stages = new Sheet("stages", "Stages")
                .text("file", "file")
                .text("place", "place")
                .number("nodes", "nodes")
                .number("weights", "parameters")
                .number("share of time (%)", "seconds_share")
                .number("bytes out", "bytes_out");
        for (int i = 0; i < split.stages().size(); i++) {
            SplitModel.Stage stage = split.stages().get(i);
            stages.row(
                    Cell.text(files.isEmpty() ? "not written" : files.get(i).toString()),
                    Cell.text(stage.place()),
                    Cell.number(
                            BigDecimal.valueOf(stage.model().proto().getGraph().getNodeCount()), 0),
                    Cell.number(BigDecimal.valueOf(stage.parameters()), 0),
                    Cell.share(rounded(stage.secondsShare(), 6), 1),
                    Cell.number(BigDecimal.valueOf(stage.bytesOut()), 0));
        }
        sheets.add(stages);
        Sheet ways = new Sheet("throughput", "Ways to use the threads of this machine")
                .text("way", "way")
                .number("inputs/s", "per_second")
                .number("times one thread", "ratio")
                .text("95 % interval", "interval");
        for (Way way : ways()) {
            Estimate ratio = way.runs().faster(measured.one());
            ways.row(
                    Cell.text(way.name()),
                    Cell.number(rounded(measured.perSecond(way.runs()), 3), 1),
                    Cell.number(rounded(ratio.mid(), 4), 2),
                    Cell.text(String.format(Locale.ROOT, "%.2f to %.2f", ratio.low(), ratio.high())));
        }
        sheets.add(ways);
        notes().forEach(sheets::note);
        return sheets;
    }

    private String headline() {
        if (split.unlike().isPresent()) {
            return "NOT the same bits as in one session, on " + samples.size() + " inputs: "
                    + split.unlike().orElseThrow().words() + ". Nothing was written to " + folder + ".";
        }
        return "All " + Cell.grouped(BigDecimal.valueOf(split.against().floats())) + " numbers of the outputs"
                + (split.notCompared().isEmpty() ? "" : " that are tensors of numbers")
                + " are the same bits as in one session, on " + samples.size() + " inputs.";
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!split.notCompared().isEmpty()) {
            notes.add("Not compared, because no tensors of numbers: the outputs '"
                    + String.join("', '", new TreeSet<>(split.notCompared())) + "'.");
        }
        if (!samples.said().isEmpty()) {
            notes.add(samples.said());
        }
        if (split.cutByChannel() > 0) {
            notes.add(split.cutByChannel() + " layers that took more than a stage's share were cut by output channel.");
        }
        Way best = best();
        if (!best.field().equals("pipeline")) {
            notes.add("On this machine " + best.name()
                    + " is fastest. A pipeline pays where a model does not fit on one device, or"
                    + " where devices are unlike.");
        }
        if (!files.isEmpty()) {
            if (split.request().optimisation() == SessionSettings.Optimisation.ALL) {
                notes.add("The stages are laid out for this kind of processor; take --optimise extended for others.");
            }
            notes.add("Run the stages with optimisation off, as manifest.json says;"
                    + " the runtime would else change last bits.");
        }
        notes.add("Measured on " + Processor.here() + ", wall time, the ways in turn.");
        return notes;
    }

    private static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, java.math.RoundingMode.HALF_EVEN);
    }
}
