package dev.lepton.bench;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.measure.Processor;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.shrink.Promise;
import dev.lepton.compress.shrink.ShrinkRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Public networks read and written, divided, split and shrunk: whether bytes and bits are the same, and what each variant gains, with 95 %
 * intervals, on the processor named.
 */
final class CompressBoard {
    private static final long SEED = 42;
    private static final int CALIBRATION = 5_000;
    private static final int PEER_FILES = 550;
    private static final int PEER_CALIBRATION = 50;

    /** In the order in which they are run and put together. */
    private static final List<String> PARTS =
            List.of("divisions", "magika", "shapes", "calibration", "peers", "split", "shrink");

    private final Path data;
    private final Path root;
    private final Path results;
    private final PrintStream out;
    private final Duration budget;
    private final NetworkInputs inputs;
    private final MagikaFiles files;

    CompressBoard(Path data, Path root, Path results, PrintStream out, int seconds) {
        this.data = data.resolve("neural");
        this.root = root;
        this.results = results;
        this.out = out;
        this.budget = Duration.ofSeconds(seconds);
        this.files = new MagikaFiles(this.data.resolve("magika"), root, SEED);
        this.inputs = new NetworkInputs(this.data, files, SEED);
    }

    /**
     * Runs a part and writes its rows to {@code compress-PART.csv} as they come; {@code compress.csv} is all parts' rows together.
     *
     * @param part one of {@link #PARTS}, or all
     * @param only what the names of networks that are split and shrunk hold; empty for all
     */
    void run(String part, String only) throws IOException, InterruptedException {
        for (String one : PARTS) {
            if (part.equals("all") || part.equals(one)) {
                Path file = results.resolve("compress-" + one + (only.isEmpty() ? "" : "-" + only) + ".csv");
                run(one, only, new Rows(file, out));
            }
        }
        together();
    }

    /** All parts' rows, those of single networks behind those of the whole part. */
    private void together() throws IOException {
        List<String> together = new ArrayList<>();
        for (String one : PARTS) {
            try (Stream<Path> files = Files.list(results)) {
                for (Path file : files.filter(
                                f -> f.getFileName().toString().matches("compress-" + one + "(-.*)?\\.csv"))
                        .sorted()
                        .toList()) {
                    together.addAll(Files.readAllLines(file));
                }
            }
        }
        Files.write(results.resolve("compress.csv"), together);
    }

    private void run(String part, String only, Rows rows) throws IOException, InterruptedException {
        rows.say(part, Processor.here().toString().replace(", ", " "), "seed " + SEED);
        List<Path> models = inputs.models().stream()
                .filter(m -> NetworkInputs.name(m).contains(only))
                .toList();
        ShrinkRows shrink = new ShrinkRows(rows, budget, SEED);
        switch (part) {
            case "divisions" ->
                new PartitionRows(data.resolve("partitioning"), out).run().forEach(rows::line);
            case "magika" -> shrink.magika(data.resolve("magika/standard_v3_3/model.onnx"), files);
            case "shapes" -> shrink.shapes();
            case "calibration" -> calibration(rows);
            case "peers" -> peers(new PeerRows(root, rows, shrink, budget), only);
            case "split" -> split(models, new SplitRows(inputs, rows, budget));
            default -> {
                for (Path model : models) {
                    shrink(model, shrink);
                }
            }
        }
    }

    private static void split(List<Path> models, SplitRows split) throws IOException {
        for (Path model : models) {
            split.roundTrip(model);
        }
        for (Path model : models) {
            split.expected(model);
            split.split(model);
        }
    }

    private void shrink(Path model, ShrinkRows shrink) throws IOException {
        if (NetworkInputs.name(model).equals("magika")) {
            return;
        }
        OnnxModel read = OnnxModel.read(model);
        shrink.shrink(
                NetworkInputs.name(model),
                read,
                shrink.request(inputs.of(model, read), Promise.USUAL, ShrinkRequest.Goal.SPEED));
    }

    private void peers(PeerRows peers, String only) throws IOException, InterruptedException {
        if ("ultraface".contains(only)) {
            Path ultraface = inputs.models().stream()
                    .filter(m -> m.toString().endsWith("without_postprocessing.onnx"))
                    .findFirst()
                    .orElseThrow();
            OnnxModel faces = OnnxModel.read(ultraface);
            Samples photos = inputs.of(ultraface, faces);
            peers.beside("ultraface", faces, photos, (photos.size() + 1) / 2, Promise.USUAL);
        }
        if ("magika".contains(only)) {
            OnnxModel magika = OnnxModel.read(data.resolve("magika/standard_v3_3/model.onnx"));
            Samples contents = MagikaFiles.samples(files.files(PEER_FILES));
            peers.beside("magika", magika, contents, PEER_CALIBRATION, new Promise(0.992, 0.5, 20));
        }
        for (Map.Entry<String, OnnxModel> shape : ShapeNets.all(SEED).entrySet()) {
            if (shape.getKey().contains(only)) {
                Samples drawn = Samples.made(shape.getValue(), Map.of(), 16, SEED);
                peers.beside(shape.getKey(), shape.getValue(), drawn, 8, ShrinkRows.TIMES_ONLY);
            }
        }
    }

    /** Two processes of their own: ten files, and thousands. What they hold must hardly differ. */
    private void calibration(Rows rows) throws IOException, InterruptedException {
        Path list = root.resolve("bench/target/calibration.txt");
        Files.createDirectories(list.getParent());
        Files.write(list, files.files(CALIBRATION).stream().map(Path::toString).toList());
        for (int count : List.of(10, CALIBRATION)) {
            rows.progress("measuring ranges on " + count + " files in a process of its own");
            Path said = root.resolve("bench/target/calibration-" + count + ".csv");
            Process process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Xmx40m",
                            "-XX:+UseSerialGC",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            CalibrationMemory.class.getName(),
                            data.resolve("magika").toString(),
                            list.toString(),
                            String.valueOf(count),
                            said.toString())
                    .inheritIO()
                    .start();
            if (!process.waitFor(15, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            // files, layers, heap afterwards and the process's peak in MB, seconds
            rows.line("calibration,magika," + Files.readString(said).strip());
        }
    }
}
