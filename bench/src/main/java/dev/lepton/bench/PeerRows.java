package dev.lepton.bench;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.measure.Race;
import dev.lepton.compress.measure.Runs;
import dev.lepton.compress.run.Npy;
import dev.lepton.compress.run.Ort;
import dev.lepton.compress.run.Outputs;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.run.Session;
import dev.lepton.compress.run.SessionSettings;
import dev.lepton.compress.shrink.Promise;
import dev.lepton.compress.shrink.ShrinkRequest;
import dev.lepton.compress.shrink.Shrinker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The same networks through ONNX Runtime's own quantisation, by the same inputs, and all files timed in turn in one process. The peer runs
 * in {@code bench/peers/venv}, which {@code bench/peers/install} makes; without it only its rows are missing.
 */
final class PeerRows {
    private static final SessionSettings ONE = SessionSettings.threads(1);
    private static final int MINUTES = 10;

    private final Path root;
    private final Rows rows;
    private final ShrinkRows shrink;
    private final Duration budget;

    PeerRows(Path root, Rows rows, ShrinkRows shrink, Duration budget) {
        this.root = root;
        this.rows = rows;
        this.shrink = shrink;
        this.budget = budget;
    }

    /** @param calibrated how many of the samples ranges are taken from; the others are compared */
    void beside(String name, OnnxModel model, Samples samples, int calibrated, Promise promise)
            throws IOException, InterruptedException {
        Map<String, OnnxModel> models = new LinkedHashMap<>();
        models.put("as it came", model);
        models.putAll(peers(name, model, samples.part(calibrated, false)));
        for (ShrinkRequest.Goal goal : ShrinkRequest.Goal.values()) {
            rows.progress("shrinking " + name + " for " + goal.name().toLowerCase(Locale.ROOT));
            models.put(
                    "Lepton for " + goal.name().toLowerCase(Locale.ROOT),
                    Shrinker.shrink(
                                    model,
                                    shrink.request(samples, promise, goal).calibratedBy(calibrated))
                            .model());
        }
        Samples others = samples.part(calibrated, true);
        List<Map<String, Tensor>> expected = Outputs.of(model, others, ONE);
        List<Runs> runs = race(models, others);
        int at = 0;
        for (Map.Entry<String, OnnxModel> one : models.entrySet()) {
            Agreement agreement = Agreement.of(expected, Outputs.of(one.getValue(), others, ONE));
            rows.say(
                    "beside",
                    name,
                    one.getKey(),
                    one.getValue().proto().getSerializedSize(),
                    Rows.decisions(agreement),
                    Rows.decibels(agreement),
                    Rows.times(runs.get(at++).faster(runs.get(0))));
        }
    }

    private List<Runs> race(Map<String, OnnxModel> models, Samples others) {
        rows.progress("timing " + models.size() + " files in turn");
        List<Session> sessions = new ArrayList<>();
        List<Session.Bound> bound = new ArrayList<>();
        try {
            for (OnnxModel model : models.values()) {
                Session session = Ort.open(model, ONE);
                sessions.add(session);
                bound.add(session.bind(others.first()));
            }
            List<Runnable> runs = new ArrayList<>();
            bound.forEach(b -> runs.add(b::run));
            return Race.run(runs, true, budget.multipliedBy(2));
        } finally {
            bound.forEach(Session.Bound::close);
            sessions.forEach(Session::close);
        }
    }

    /** The peer's files by name; a row says what is missing. */
    private Map<String, OnnxModel> peers(String name, OnnxModel model, Samples calibration)
            throws IOException, InterruptedException {
        Path python = root.resolve("bench/peers/venv/bin/python");
        if (!Files.exists(python)) {
            rows.say("beside", name, "peer", "missing: bench/peers/install makes " + root.relativize(python));
            return Map.of();
        }
        rows.progress("the peer quantises " + name);
        Path folder = root.resolve("bench/target/peers").resolve(name);
        Path inputs = fresh(folder.resolve("inputs"));
        Path made = fresh(folder.resolve("made"));
        model.write(folder.resolve("model.onnx"));
        String input = Wires.of(model.proto().getGraph()).fed().get(0).getName();
        for (int i = 0; i < calibration.size(); i++) {
            Npy.write(
                    inputs.resolve(String.format(Locale.ROOT, "%05d.npy", i)),
                    Objects.requireNonNull(calibration.all().get(i).get(input), "An input is missing."));
        }
        run(python, folder, input);
        Map<String, OnnxModel> models = new LinkedHashMap<>();
        for (String kind : List.of("static-minmax", "static-entropy", "static-percentile", "dynamic")) {
            Path file = made.resolve(kind + ".onnx");
            if (Files.exists(file)) {
                models.put("peer " + kind.replace('-', ' '), OnnxModel.read(file));
            } else {
                rows.say(
                        "beside",
                        name,
                        "peer " + kind.replace('-', ' '),
                        "made nothing: " + folder.resolve("said.txt"));
            }
        }
        return models;
    }

    private void run(Path python, Path folder, String input) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        python.toString(),
                        root.resolve("bench/peers/quantise.py").toString(),
                        folder.resolve("model.onnx").toString(),
                        input,
                        folder.resolve("inputs").toString(),
                        folder.resolve("made").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
        boolean done = process.waitFor(MINUTES, TimeUnit.MINUTES);
        if (!done) {
            process.destroyForcibly();
        }
    }

    private static Path fresh(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        return folder;
    }
}
