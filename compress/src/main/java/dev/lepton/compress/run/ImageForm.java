package dev.lepton.compress.run;

import dev.lepton.compress.graph.Tensor;
import dev.lepton.core.evidence.Problem;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * How pictures become numbers: scaled to the input's size, then {@code (value - mean) * scale} for each of red, green and blue,
 * or for grey when the input has one channel. Channels come first unless the input's last dimension is 1 or 3.
 *
 * @param mean taken away from each value of 0 to 255
 * @param scale multiplied with what is left
 */
public record ImageForm(double mean, double scale) {
    /** Values from 0 to 1. */
    public static final ImageForm UNIT = new ImageForm(0, 1 / 255.0);

    /** Values from 0 to 255, as pictures have them. */
    static final ImageForm BYTES = new ImageForm(0, 1);

    Tensor read(Path file, long[] stated) throws IOException {
        boolean last = stated.length == 4 && (stated[3] == 3 || stated[3] == 1);
        if (stated.length != 4 || (!last && stated[1] != 3 && stated[1] != 1)) {
            throw Problem.input(
                    file + " is a picture, but the model's input is no picture of one or three channels.",
                    "Maybe save what the model takes as .npy.");
        }
        BufferedImage picture = ImageIO.read(file.toFile());
        if (picture == null) {
            throw Problem.input(file + " is a picture that cannot be read.", "Maybe save it as PNG.");
        }
        int channels = (int) (last ? stated[3] : stated[1]);
        long statedHeight = last ? stated[1] : stated[2];
        long statedWidth = last ? stated[2] : stated[3];
        int height = statedHeight > 0 ? (int) statedHeight : picture.getHeight();
        int width = statedWidth > 0 ? (int) statedWidth : picture.getWidth();
        float[] values = values(scaled(picture, width, height), channels, last);
        return last
                ? Tensor.floats(values, 1, height, width, channels)
                : Tensor.floats(values, 1, channels, height, width);
    }

    private static BufferedImage scaled(BufferedImage picture, int width, int height) {
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        return scaled;
    }

    private float[] values(BufferedImage picture, int channels, boolean last) {
        int plane = picture.getWidth() * picture.getHeight();
        float[] values = new float[plane * channels];
        for (int i = 0; i < plane; i++) {
            int rgb = picture.getRGB(i % picture.getWidth(), i / picture.getWidth());
            for (int c = 0; c < channels; c++) {
                double value = channels == 3 ? rgb >> (16 - 8 * c) & 0xff : grey(rgb);
                values[last ? i * channels + c : c * plane + i] = (float) ((value - mean) * scale);
            }
        }
        return values;
    }

    private static double grey(int rgb) {
        return 0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff);
    }
}
