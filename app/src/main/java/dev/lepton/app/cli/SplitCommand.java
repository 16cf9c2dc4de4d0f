package dev.lepton.app.cli;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.run.SessionSettings.Optimisation;
import dev.lepton.compress.split.Partition;
import dev.lepton.compress.split.SplitFiles;
import dev.lepton.compress.split.SplitModel;
import dev.lepton.compress.split.SplitRequest;
import dev.lepton.compress.split.Throughputs;
import dev.lepton.core.evidence.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lepton split}: a model cut into stages for several devices, with outputs compared bit by bit. */
@Command(
        name = "split",
        description = {
            "Cuts a neural network into stages that run on several devices or threads, so that the",
            "fullest stage is least. The graph is optimised first and then cut, so the stages together",
            "give the same bits; that is checked on the inputs before anything is called done.",
            "Writes the stages, manifest.json and a Triton ensemble. Exit 4 if a bit differs: then it",
            "says why, and writes nothing."
        },
        footer = {"", "Example: lepton split model.onnx --stages 2 --inputs samples/ --out stages"},
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class SplitCommand implements Callable<Integer> {
    private static final int MOST_STAGES = 64;
    private static final double GIGA = 1e9;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private ModelOptions model;

    @Option(names = "--stages", paramLabel = "N", description = "How many stages at most. Default: ${DEFAULT-VALUE}.")
    private int stages = 2;

    @Option(
            names = "--device",
            paramLabel = "NAME:SPEED:GB",
            description =
                    "A device for one stage: its speed as a multiple of one thread here, and its memory. Once for each,"
                            + " in place of --stages; GB may be left out.")
    private List<String> devices = new ArrayList<>();

    @Option(
            names = "--link",
            paramLabel = "GB/S",
            description = "Of the links between devices, in gigabytes a second. Default: ${DEFAULT-VALUE}, memory.")
    private double link = 10;

    @Option(
            names = "--for",
            paramLabel = "THROUGHPUT|LATENCY",
            description = "What to make small: the fullest stage, or the sum of all. Default: ${DEFAULT-VALUE}.")
    private Partition.Objective objective = Partition.Objective.THROUGHPUT;

    @Option(
            names = "--optimise",
            paramLabel = "LEVEL",
            description =
                    "none, basic, extended or all, done before cutting. all includes a layout for this kind of processor;"
                            + " take extended when stages go to other machines. Default: ${DEFAULT-VALUE}.")
    private Optimisation optimisation = Optimisation.ALL;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the stages go. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("stages");

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long to measure throughput. Default: ${DEFAULT-VALUE}.")
    private int seconds = 5;

    @Option(
            names = "--points-device",
            paramLabel = "NAME",
            description = "How --emit-points calls what one thread runs on. Default: ${DEFAULT-VALUE}.")
    private String device = "cpu-core";

    @Option(
            names = "--emit-points",
            paramLabel = "FILE.yaml",
            description = "Write the measured ways as operating points in Lepton's own profile, for mix and plan.")
    private @Nullable Path points;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public Integer call() {
        SplitRequest request = new SplitRequest(places(), objective, positive("--link", link) * GIGA, optimisation);
        if (seconds < 1 || seconds > 3600) {
            throw Problem.input("--seconds is " + seconds + ".", "Maybe 5.");
        }
        mustTakeFiles(out);
        OnnxModel read = model.read();
        Samples samples = model.samples(read);
        SplitModel split = SplitModel.of(read, samples, request);
        Throughputs measured = Throughputs.of(split, samples, Duration.ofSeconds(seconds));
        List<Path> files = SplitFiles.write(split, model.name(), out, new Lepton.Version().getVersion()[0]);
        if (points != null && split.same()) {
            EmittedPoints.write(points, EmittedPoints.of(split, measured, model.name(), device));
        }
        SplitSheets sheets = new SplitSheets(split, measured, samples, files, out);
        if (output.json()) {
            output.print(sheets.json());
        } else {
            sheets.sheets().print(output);
        }
        return split.same() ? 0 : Problem.Kind.CHECK.exitCode();
    }

    /** A folder, or a name that is free all the way up: said before the work and not after it. */
    private static void mustTakeFiles(Path folder) {
        for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at)) {
                return;
            }
            if (Files.exists(at)) {
                throw Problem.input(
                        "--out is " + folder + ", but " + at + " is a file, and the stages need a folder.",
                        "Maybe name a folder that is there or a new one: --out stages.");
            }
        }
    }

    private List<SplitRequest.Place> places() {
        if (!devices.isEmpty()) {
            return devices.stream().map(SplitCommand::place).toList();
        }
        if (stages < 1 || stages > MOST_STAGES) {
            throw Problem.input("--stages is " + stages + ", but must be from 1 to " + MOST_STAGES + ".", "Maybe 2.");
        }
        return Collections.nCopies(stages, new SplitRequest.Place("thread", 1, Double.POSITIVE_INFINITY));
    }

    private static SplitRequest.Place place(String text) {
        String[] parts = text.split(":", -1);
        try {
            if (parts.length >= 1 && parts.length <= 3 && !parts[0].isBlank()) {
                double speed = parts.length > 1 ? positive(text, Double.parseDouble(parts[1])) : 1;
                double memory = parts.length > 2
                        ? positive(text, Double.parseDouble(parts[2])) * GIGA
                        : Double.POSITIVE_INFINITY;
                return new SplitRequest.Place(parts[0], speed, memory);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw Problem.input("--device is '" + text + "'.", "Maybe gpu:8:16, a name, a speed and gigabytes.");
    }

    private static double positive(String option, double value) {
        if (!(value > 0) || value > 1e9) {
            throw Problem.input(String.format(Locale.ROOT, "%s is %s.", option, value), "Maybe a number above 0.");
        }
        return value;
    }
}
