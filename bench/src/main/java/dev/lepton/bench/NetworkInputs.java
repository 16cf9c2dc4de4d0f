package dev.lepton.bench;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.run.ImageForm;
import dev.lepton.compress.run.InputFiles;
import dev.lepton.compress.run.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Real inputs for the public networks: files for Magika, photos for UltraFace, speech for Silero, drawn values for the light ones. */
final class NetworkInputs {
    private static final int FILES = 40;
    private static final int SPEECH = 576;

    private final Path data;
    private final MagikaFiles files;
    private final long seed;

    NetworkInputs(Path data, MagikaFiles files, long seed) {
        this.data = data;
        this.files = files;
        this.seed = seed;
    }

    /** How rows call the network in {@code model}. */
    static String name(Path model) {
        String own = model.getFileName().toString().replace(".onnx", "");
        return own.equals("model") ? "magika" : own;
    }

    List<Path> models() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(f -> f.toString().endsWith(".onnx")).sorted().toList();
        }
    }

    Samples of(Path model, OnnxModel read) throws IOException {
        String folder = data.relativize(model).getName(0).toString();
        return switch (folder) {
            case "magika" -> MagikaFiles.samples(files.files(FILES));
            case "ultraface" -> InputFiles.read(data.resolve("ultraface/imgs"), read, new ImageForm(127, 1 / 128.0));
            case "silero-vad" -> silero();
            case "tribuo-onnx" ->
                model.toString().contains("mnist") ? digits(read) : Samples.made(read, Map.of(), 64, seed);
            default -> Samples.made(read, Map.of(), 8, seed);
        };
    }

    private Samples silero() throws IOException {
        ByteBuffer wave = ByteBuffer.wrap(Files.readAllBytes(data.resolve("silero-vad/test.wav")))
                .order(ByteOrder.LITTLE_ENDIAN);
        wave.position(44);
        List<Map<String, Tensor>> samples = new ArrayList<>();
        while (wave.remaining() >= 2 * SPEECH && samples.size() < 400) {
            float[] values = new float[SPEECH];
            for (int i = 0; i < SPEECH; i++) {
                values[i] = wave.getShort() / 32768f;
            }
            samples.add(Map.of(
                    "input", Tensor.floats(values, 1, SPEECH),
                    "state", Tensor.floats(new float[256], 2, 1, 128),
                    "sr", Tensor.longs(new long[] {16_000})));
        }
        return Samples.given(samples);
    }

    /** Rows of MNIST in libsvm's form: a label, then place:value. */
    private Samples digits(OnnxModel read) throws IOException {
        String input = read.proto().getGraph().getInput(0).getName();
        long[] shape = read.proto()
                                .getGraph()
                                .getInput(0)
                                .getType()
                                .getTensorType()
                                .getShape()
                                .getDimCount()
                        == 4
                ? new long[] {1, 1, 28, 28}
                : new long[] {1, 784};
        List<Map<String, Tensor>> samples = new ArrayList<>();
        for (String line : Files.readAllLines(data.resolve("tribuo-onnx/mnist_test_head.libsvm"))) {
            float[] values = new float[784];
            String[] parts = line.strip().split(" ", -1);
            for (int i = 1; i < parts.length; i++) {
                String[] pair = parts[i].split(":", -1);
                values[Integer.parseInt(pair[0]) % 784] = Float.parseFloat(pair[1]);
            }
            samples.add(Map.of(input, Tensor.floats(values, shape)));
        }
        return Samples.given(samples);
    }
}
