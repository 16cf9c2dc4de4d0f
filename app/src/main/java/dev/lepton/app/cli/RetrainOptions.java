package dev.lepton.app.cli;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.prune.Importance;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.shrink.Retraining;
import dev.lepton.compress.train.Epoch;
import dev.lepton.compress.train.TrainSettings;
import dev.lepton.compress.train.TrainingSet;
import dev.lepton.core.evidence.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What {@code lepton shrink} tries that needs training. A mixin. */
final class RetrainOptions {
    private static final List<Double> SEARCHED = List.of(0.25, 0.5, 0.75);
    private static final int LEAST_SAMPLES = 20;
    private static final int MOST_SHIFT = 1_000;

    @Option(
            names = "--prune",
            paramLabel = "SHARE",
            split = ",",
            description = "Shares of each layer's channels to cut, a variant for each: 0.25,0.5.")
    private List<Double> shares = List.of();

    @Option(
            names = "--search",
            description =
                    "Cut 25, 50 and 75 %% of channels, then what lies between the last share that kept the promise"
                            + " and the next.")
    private boolean search;

    @Option(
            names = "--everywhere",
            description = "Cut where channels matter least, until the share of weights has gone, instead of the same"
                    + " share of every layer.")
    private boolean everywhere;

    @Option(
            names = "--importance",
            paramLabel = "L1|L2|TAYLOR",
            description = "By what channels are ranked. Default: ${DEFAULT-VALUE}.")
    private Importance importance = Importance.L2;

    @Option(
            names = "--multiple",
            paramLabel = "N",
            description = "Widths are multiples of it; narrower layers are left alone. Default: ${DEFAULT-VALUE}, which"
                    + " processors like.")
    private int multiple = 16;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Cut and recover in so many rounds. Default: ${DEFAULT-VALUE}.")
    private int rounds = 1;

    @Option(
            names = "--zeros",
            paramLabel = "SHARE",
            description = "Also set this share of single weights to zero: for packed storage only, never faster.")
    private double zeros;

    @Option(
            names = "--student",
            paramLabel = "FILE.onnx",
            description = "Also teach this smaller network, of the same inputs and outputs, what the model says.")
    private @Nullable Path student;

    @Option(
            names = "--train",
            paramLabel = "DIR|FILE",
            description =
                    "Inputs to recover with, as --inputs; labels are not needed. Default: every second of --inputs,"
                            + " those that are not compared on.")
    private @Nullable Path train;

    @Option(names = "--train-labels", paramLabel = "FILE", description = "Their right classes, as --labels.")
    private @Nullable Path trainLabels;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "How often each training input is looked at, at most. Default: ${DEFAULT-VALUE}.")
    private int epochs = 10;

    @Option(names = "--rate", paramLabel = "N", description = "Of the first step. Default: ${DEFAULT-VALUE}.")
    private double rate = 0.001;

    @Option(
            names = "--shift",
            paramLabel = "PIXELS",
            description =
                    "Move each picture by at most so many pixels, up or down and left or right, anew at each look:"
                            + " few pictures teach more. Default: ${DEFAULT-VALUE}.")
    private int shift;

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            description = "Where the best network so far of the training under way is kept; it may be shrunk further.")
    private @Nullable Path checkpoints;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    /** Empty when nothing that needs training was asked for. */
    Optional<Retraining> retraining(ModelOptions model, OnnxModel read, Samples samples, List<Integer> labels) {
        check();
        if (shares.isEmpty() && !search && zeros == 0 && student == null) {
            if (train != null || trainLabels != null || shift != 0 || checkpoints != null) {
                throw Problem.input(
                        "--train, --train-labels, --shift and --checkpoints are for what is trained, and nothing is.",
                        "Maybe add --prune 0.5, --search, --zeros or --student.");
            }
            return Optional.empty();
        }
        List<Double> cuts = shares.isEmpty() && search ? SEARCHED : shares;
        TrainingSet data = data(model, read, samples, labels);
        if (shift != 0 && !data.pictures()) {
            throw Problem.input(
                    "--shift moves pictures, but no input has the four axes of one.", "Maybe leave --shift out.");
        }
        return Optional.of(new Retraining(
                data,
                TrainSettings.usual(epochs, model.seed()).rate(rate).shift(shift),
                cuts,
                search,
                everywhere,
                importance,
                multiple,
                rounds,
                zeros,
                student == null ? Optional.empty() : Optional.of(OnnxModel.read(student)),
                this::told));
    }

    private void check() {
        for (double share : shares) {
            if (!(share > 0 && share < 1)) {
                throw Problem.input("--prune is " + share + ", but shares are between 0 and 1.", "Maybe 0.5.");
            }
        }
        if (!(zeros >= 0 && zeros < 1)) {
            throw Problem.input("--zeros is " + zeros + ", but a share is between 0 and 1.", "Maybe 0.9.");
        }
        if (epochs < 0 || epochs > 10_000) {
            throw Problem.input("--epochs is " + epochs + ".", "Maybe 10.");
        }
        if (!(rate > 0 && rate < 1)) {
            throw Problem.input("--rate is " + rate + ", but a step is between 0 and 1.", "Maybe 0.001.");
        }
        if (shift < 0 || shift > MOST_SHIFT) {
            throw Problem.input("--shift is " + shift + " pixels.", "Maybe 1 or 2.");
        }
        if (rounds < 1 || rounds > 100 || multiple < 1) {
            throw Problem.input(
                    "--rounds is " + rounds + " and --multiple " + multiple + ".", "Maybe 1 round, multiples of 16.");
        }
    }

    private TrainingSet data(ModelOptions model, OnnxModel read, Samples samples, List<Integer> labels) {
        if (train != null) {
            Samples own = model.samples(train, read);
            return TrainingSet.of(own, trainLabels == null ? List.of() : Labels.read(trainLabels, own.size()));
        }
        if (samples.size() < LEAST_SAMPLES) {
            throw Problem.input(
                    "there are " + samples.size() + " inputs, and half of them are to learn from.",
                    "Maybe give at least " + LEAST_SAMPLES + " with --inputs, or others with --train.");
        }
        List<Integer> half = new ArrayList<>();
        for (int i = 0; i < labels.size(); i += 2) {
            half.add(labels.get(i));
        }
        return TrainingSet.of(samples.half(true), half);
    }

    private void told(Epoch epoch) {
        spec.commandLine()
                .getErr()
                .printf(
                        Locale.ROOT,
                        "epoch %d of %d: loss %.5f%s%n",
                        epoch.number(),
                        epoch.epochs(),
                        epoch.loss(),
                        epoch.heldLoss().isPresent()
                                ? String.format(
                                        Locale.ROOT,
                                        ", %.5f on what is held back%s",
                                        epoch.heldLoss().getAsDouble(),
                                        epoch.best() ? ", the best so far" : "")
                                : "");
        spec.commandLine().getErr().flush();
        if (checkpoints != null && epoch.best()) {
            epoch.checkpoint().get().write(checkpoints.resolve("checkpoint.onnx"));
        }
    }
}
