package dev.lepton.app.cli;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.onnx.TensorShapeProto.Dimension;
import dev.lepton.compress.run.ImageForm;
import dev.lepton.compress.run.InputFiles;
import dev.lepton.compress.run.Samples;
import dev.lepton.core.evidence.Problem;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The model a command works on and the inputs it is measured with. A mixin. */
final class ModelOptions {
    private static final int MADE = 16;

    @Parameters(index = "0", paramLabel = "MODEL.onnx", description = "The model, in ONNX's form.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private Path model;

    @Option(
            names = "--inputs",
            paramLabel = "DIR|FILE",
            description =
                    "Inputs: .npy, .pb, .csv, .png, .jpg. For a model with several inputs a folder for each sample,"
                            + " with a file named after each input. Default: random values by --seed, which says little.")
    private @Nullable Path inputs;

    @Option(
            names = "--image-mean",
            paramLabel = "N",
            description = "Taken from each value (0 to 255) of a picture. Default: ${DEFAULT-VALUE}.")
    private double imageMean = 0;

    @Option(names = "--image-scale", paramLabel = "N", description = "Then multiplied with it. Default: 1/255.")
    private double imageScale = 1 / 255.0;

    @Option(
            names = "--dimension",
            paramLabel = "NAME=N",
            description = "Size of a free dimension of made-up inputs; 1 unless said.")
    private Map<String, Long> dimensions = new TreeMap<>();

    @Option(names = "--seed", defaultValue = "42", description = "Of what is drawn. Default: ${DEFAULT-VALUE}.")
    private long seed;

    Path file() {
        return model;
    }

    long seed() {
        return seed;
    }

    /** The name of the model: its file's without the ending. */
    String name() {
        return model.getFileName().toString().replaceFirst("\\.onnx$", "");
    }

    OnnxModel read() {
        return OnnxModel.read(model);
    }

    Samples samples(OnnxModel read) {
        Set<String> free = read.proto().getGraph().getInputList().stream()
                .flatMap(i -> i.getType().getTensorType().getShape().getDimList().stream())
                .map(Dimension::getDimParam)
                .filter(n -> !n.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        dimensions.forEach((name, size) -> {
            if (size < 1) {
                throw Problem.input("--dimension " + name + " is " + size + ".", "Maybe 1.");
            }
            if (!free.contains(name)) {
                throw Problem.input(
                        "--dimension " + name + ": no input of the model has a free dimension of that name.",
                        free.isEmpty() ? "It has none with names." : "Maybe one of " + String.join(", ", free) + ".");
            }
        });
        return inputs == null ? Samples.made(read, dimensions, MADE, seed) : samples(inputs, read);
    }

    /** The samples at {@code path}, read as inputs are. */
    Samples samples(Path path, OnnxModel read) {
        return InputFiles.read(path, read, new ImageForm(imageMean, imageScale));
    }
}
