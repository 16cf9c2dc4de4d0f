package dev.lepton.app.cli;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.shrink.Promise;
import dev.lepton.compress.shrink.ShrinkRequest;
import dev.lepton.compress.shrink.Shrinker;
import dev.lepton.compress.shrink.Shrunk;
import dev.lepton.core.evidence.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lepton shrink}: a neural network made cheaper, with every claim measured on it. */
@Command(
        name = "shrink",
        description = {
            "Makes a neural network cheaper to run: 8-bit and 4-bit variants are made, compared with the",
            "original on your inputs, and timed in turn with it; the best that keeps what was promised is",
            "written. A file that is slower than its input is never written, unless size was asked for.",
            "Needs no labels: agreement with the original is measured; with labels accuracy is."
        },
        footer = {"", "Example: lepton shrink model.onnx --inputs samples/ --out model-small.onnx"},
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class ShrinkCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private ModelOptions model;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "The right class of each input, a whole number on each line. Default: agreement is measured.")
    private @Nullable Path labels;

    @Option(
            names = "--goal",
            paramLabel = "SPEED|SIZE",
            description = "What is to become small. Default: ${DEFAULT-VALUE}.")
    private ShrinkRequest.Goal goal = ShrinkRequest.Goal.SPEED;

    @Option(
            names = "--keep",
            paramLabel = "SHARE",
            description =
                    "Share of the original's decisions that must stay, without labels. Default: ${DEFAULT-VALUE}.")
    private double keep = Promise.USUAL.share();

    @Option(
            names = "--lose",
            paramLabel = "POINTS",
            description = "Points of accuracy that may be lost, with labels. Default: ${DEFAULT-VALUE}.")
    private double lose = Promise.USUAL.points();

    @Option(
            names = "--out",
            paramLabel = "FILE.onnx",
            description = "Where the result goes. Default: the model's name with -small, here.")
    private @Nullable Path out;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long each comparison of times takes. Default: ${DEFAULT-VALUE}.")
    private int seconds = 5;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public Integer call() {
        if (!(keep >= 0 && keep <= 1)) {
            throw Problem.input("--keep is " + keep + ", but a share is from 0 to 1.", "Maybe 0.99.");
        }
        if (!(lose >= 0 && lose <= 100)) {
            throw Problem.input("--lose is " + lose + ", but points are from 0 to 100.", "Maybe 0.5.");
        }
        if (seconds < 1 || seconds > 3600) {
            throw Problem.input("--seconds is " + seconds + ".", "Maybe 5.");
        }
        OnnxModel read = model.read();
        Samples samples = model.samples(read);
        ShrinkRequest request = new ShrinkRequest(
                samples,
                labels(samples.size()),
                goal,
                new Promise(keep, lose, Promise.USUAL.decibels()),
                Duration.ofSeconds(seconds),
                model.seed(),
                new Lepton.Version().getVersion()[0]);
        Shrunk shrunk = Shrinker.shrink(read, request);
        Path file = out == null ? Path.of(model.name() + "-small.onnx") : out;
        shrunk.model().write(file);
        ShrinkSheets sheets = new ShrinkSheets(shrunk, file, samples.size());
        if (output.json()) {
            output.print(sheets.json());
        } else {
            sheets.sheets().print(output);
        }
        return 0;
    }

    private List<Integer> labels(int samples) {
        if (labels == null) {
            return List.of();
        }
        List<Integer> read = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(labels);
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank()) {
                    read.add(label(lines.get(i).strip(), i + 1));
                }
            }
        } catch (IOException e) {
            throw Problem.input(
                    "the labels " + labels + " cannot be read: " + e.getMessage() + ".", "Maybe check the path.");
        }
        if (read.size() != samples) {
            throw Problem.input(
                    labels + " has " + read.size() + " labels, but there are " + samples + " inputs.",
                    "Maybe write one on each line, in the order of the inputs.");
        }
        return read;
    }

    private int label(String text, int line) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Problem.input(
                    labels + " line " + line + " is '" + text + "'.", "Maybe write the number of the class, from 0.");
        }
    }
}
