package dev.lepton.app.cli;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.shrink.Promise;
import dev.lepton.compress.shrink.ShrinkRequest;
import dev.lepton.compress.shrink.Shrinker;
import dev.lepton.compress.shrink.Shrunk;
import dev.lepton.core.evidence.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lepton shrink}: a neural network made cheaper, with every claim measured on it. */
@Command(
        name = "shrink",
        description = {
            "Makes a neural network cheaper to run: 8-bit and 4-bit variants are made, channels are cut and",
            "what is left is trained again where that is asked for; each is compared with the original on",
            "your inputs, and timed in turn with it; the best that keeps what was promised is written.",
            "A file that is slower than its input is never written, unless size was asked for.",
            "Needs no labels: agreement with the original is measured; with labels accuracy is."
        },
        footer = {
            "",
            "Example: lepton shrink model.onnx --inputs samples/ --out model-small.onnx",
            "Example: lepton shrink model.onnx --inputs samples/ --prune 0.5 --epochs 10 --at-least 2"
        },
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
            names = "--weights-apart",
            description = "Write large weights to a file beside the result, as ONNX's external data.")
    private boolean apart;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long each comparison of times takes. Default: ${DEFAULT-VALUE}.")
    private int seconds = 5;

    @Option(
            names = "--calibrate",
            paramLabel = "N",
            description = "How many of the inputs ranges are taken from, spread evenly; the others are compared."
                    + " Default: every second.")
    private int calibrate = 0;

    @Option(
            names = "--at-least",
            paramLabel = "TIMES",
            description = "How many times faster the result must be. Default: any gain will do.")
    private double atLeast = 1;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private RetrainOptions retrain;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FrontOptions front;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private HtmlOption html;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public Integer call() {
        check();
        Path file = out == null ? Path.of(model.name() + "-small.onnx") : out;
        if (file.toAbsolutePath()
                .normalize()
                .equals(model.file().toAbsolutePath().normalize())) {
            throw Problem.input("--out is the model itself, which it would replace.", "Maybe name another file.");
        }
        if (Files.isDirectory(file)) {
            throw Problem.input(
                    "--out is the folder " + file + ".", "Maybe " + file.resolve(model.name() + "-small.onnx") + ".");
        }
        OnnxModel read = model.read();
        Samples samples = model.samples(read);
        Shrunk shrunk = Shrinker.shrink(read, request(read, samples));
        if (apart) {
            shrunk.model().writeApart(file);
        } else {
            shrunk.model().write(file);
        }
        List<Optional<Path>> files = front.write(shrunk, model.name());
        ShrinkSheets sheets = new ShrinkSheets(shrunk, file, samples.size(), new FrontSheet(shrunk, files, front));
        html.write("A cheaper " + model.name(), sheets.sheets(), () -> new ShrinkPlots(shrunk).of());
        if (output.json()) {
            output.print(sheets.json());
        } else {
            sheets.sheets().print(output);
        }
        return 0;
    }

    private void check() {
        if (!(keep >= 0 && keep <= 1)) {
            throw Problem.input("--keep is " + keep + ", but a share is from 0 to 1.", "Maybe 0.99.");
        }
        if (!(lose >= 0 && lose <= 100)) {
            throw Problem.input("--lose is " + lose + ", but points are from 0 to 100.", "Maybe 0.5.");
        }
        if (seconds < 1 || seconds > 3600) {
            throw Problem.input("--seconds is " + seconds + ".", "Maybe 5.");
        }
        if (!(atLeast >= 1 && atLeast <= 1000)) {
            throw Problem.input("--at-least is " + atLeast + ", but it is 1 or more.", "Maybe 2.");
        }
        front.check();
    }

    private ShrinkRequest request(OnnxModel read, Samples samples) {
        List<Integer> classes = labels == null ? List.of() : Labels.read(labels, samples.size());
        if (calibrate < 0 || (calibrate > 0 && calibrate >= samples.size())) {
            throw Problem.input(
                    "--calibrate is " + calibrate + ", but there are " + samples.size() + " inputs.",
                    "Maybe " + Math.max(1, samples.size() / 2) + ": the others are compared.");
        }
        return new ShrinkRequest(
                samples,
                classes,
                goal,
                new Promise(keep, lose, Promise.USUAL.decibels()),
                Duration.ofSeconds(seconds),
                model.seed(),
                new Lepton.Version().getVersion()[0],
                atLeast,
                retrain.retraining(model, read, samples, classes),
                front.wanted() || html.asked(),
                calibrate);
    }
}
