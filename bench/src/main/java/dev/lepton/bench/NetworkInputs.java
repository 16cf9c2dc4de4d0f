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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Real inputs for the public networks: files for Magika, photos for UltraFace, speech for Silero, drawn values for the light ones. */
final class NetworkInputs {
    private static final int FILES = 1_500;
    private static final int EDGE = 1024;
    private static final int BLOCK = 4096;
    private static final int PADDING = 256;
    private static final int SPEECH = 576;

    private final Path data;
    private final Path root;
    private final long seed;

    /** @param root of the repository, whose files Magika also looks at */
    NetworkInputs(Path data, Path root, long seed) {
        this.data = data;
        this.root = root;
        this.seed = seed;
    }

    List<Path> models() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(f -> f.toString().endsWith(".onnx")).sorted().toList();
        }
    }

    Samples of(Path model, OnnxModel read) throws IOException {
        String folder = data.relativize(model).getName(0).toString();
        return switch (folder) {
            case "magika" -> magika();
            case "ultraface" -> InputFiles.read(data.resolve("ultraface/imgs"), read, new ImageForm(127, 1 / 128.0));
            case "silero-vad" -> silero();
            case "tribuo-onnx" ->
                model.toString().contains("mnist") ? digits(read) : Samples.made(read, Map.of(), 64, seed);
            default -> Samples.made(read, Map.of(), 8, seed);
        };
    }

    /** The first and last 1,024 bytes of files, without white space at the ends, as Magika takes them. */
    private Samples magika() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path place :
                List.of(data.resolve("magika/tests_data"), root, Path.of("/usr/share"), Path.of("/usr/include"))) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> walk = Files.walk(place)) {
                    walk.filter(Files::isRegularFile).filter(Files::isReadable).forEach(files::add);
                }
            }
        }
        Collections.sort(files);
        Collections.shuffle(files, new Random(seed));
        List<Map<String, Tensor>> samples = new ArrayList<>();
        for (Path file : files) {
            if (samples.size() == FILES) {
                break;
            }
            if (Files.size(file) > 8) {
                samples.add(Map.of("bytes", features(file)));
            }
        }
        return Samples.given(samples);
    }

    private static Tensor features(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        int[] features = new int[2 * EDGE];
        java.util.Arrays.fill(features, PADDING);
        int from = 0;
        while (from < Math.min(BLOCK, all.length) && white(all[from])) {
            from++;
        }
        for (int i = 0; i < EDGE && from + i < Math.min(BLOCK, all.length); i++) {
            features[i] = all[from + i] & 0xff;
        }
        int to = all.length;
        while (to > Math.max(0, all.length - BLOCK) && white(all[to - 1])) {
            to--;
        }
        for (int i = 1; i <= EDGE && to - i >= Math.max(0, all.length - BLOCK); i++) {
            features[2 * EDGE - i] = all[to - i] & 0xff;
        }
        return Tensor.ints(features, 1, 2L * EDGE);
    }

    private static boolean white(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
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
