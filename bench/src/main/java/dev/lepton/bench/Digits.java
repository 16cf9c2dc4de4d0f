package dev.lepton.bench;

import dev.lepton.compress.train.TrainingSet;
import java.awt.image.Raster;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;

/** MNIST's 60,000 training and 10,000 test images (LeCun, Cortes, Burges), each pixel from 0 to 1. */
final class Digits {
    private static final int PIXELS = 784;
    private static final int TRAIN = 60_000;
    private static final int TEST = 10_000;
    private static final int BATCH = 3_000;
    private static final int HEADER = 16;

    private final Path folder;

    /** @param folder with {@code mnist_batch_N.png}, {@code mnist_labels.js} and {@code t10k} */
    Digits(Path folder) {
        this.folder = folder;
    }

    /** @param shape of one image: 784, or 1 x 28 x 28 */
    TrainingSet train(int... shape) throws IOException {
        float[] values = new float[TRAIN * PIXELS];
        int[] row = new int[PIXELS];
        for (int image = 0; image < TRAIN; image++) {
            if (image % BATCH == 0) {
                read(folder.resolve("mnist_batch_" + image / BATCH + ".png"), values, image, row);
            }
        }
        String text = Files.readString(folder.resolve("mnist_labels.js"));
        int[] labels = Arrays.stream(
                        text.substring(text.indexOf('[') + 1, text.indexOf(']')).split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .limit(TRAIN)
                .mapToInt(Integer::parseInt)
                .toArray();
        return TrainingSet.of("input", values, labels, shape);
    }

    private static void read(Path file, float[] values, int from, int[] row) throws IOException {
        Raster raster = ImageIO.read(file.toFile()).getRaster();
        for (int i = 0; i < BATCH; i++) {
            raster.getSamples(0, i, PIXELS, 1, 0, row);
            for (int p = 0; p < PIXELS; p++) {
                values[(from + i) * PIXELS + p] = row[p] / 255f;
            }
        }
    }

    TrainingSet test(int... shape) throws IOException {
        byte[] pixels = unpacked("t10k/t10k-images-idx3-ubyte.gz", HEADER, TEST * PIXELS);
        byte[] classes = unpacked("t10k/t10k-labels-idx1-ubyte.gz", HEADER / 2, TEST);
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (pixels[i] & 0xff) / 255f;
        }
        int[] labels = new int[TEST];
        for (int i = 0; i < TEST; i++) {
            labels[i] = classes[i];
        }
        return TrainingSet.of("input", values, labels, shape);
    }

    private byte[] unpacked(String name, int header, int length) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new GZIPInputStream(Files.newInputStream(folder.resolve(name))))) {
            in.skipNBytes(header);
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            return bytes;
        }
    }
}
