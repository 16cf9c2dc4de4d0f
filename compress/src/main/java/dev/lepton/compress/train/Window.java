package dev.lepton.compress.train;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.core.evidence.Problem;
import java.util.Arrays;

/** How a window of a convolution or pool moves over two axes; one axis is two whose first has extent 1. */
final class Window {
    final int high;
    final int wide;
    final int inHigh;
    final int inWide;
    final int stepDown;
    final int stepRight;
    final int spreadDown;
    final int spreadRight;
    final int padTop;
    final int padLeft;
    /** How many places it takes along each axis. */
    final int outHigh;

    final int outWide;

    private Window(int[] kernel, int[] in, int[] steps, int[] spread, int[] begin, int[] end) {
        this.high = kernel[0];
        this.wide = kernel[1];
        this.inHigh = in[0];
        this.inWide = in[1];
        this.stepDown = steps[0];
        this.stepRight = steps[1];
        this.spreadDown = spread[0];
        this.spreadRight = spread[1];
        this.padTop = begin[0];
        this.padLeft = begin[1];
        this.outHigh = places(0, kernel, in, steps, spread, begin, end);
        this.outWide = places(1, kernel, in, steps, spread, begin, end);
    }

    private static int places(int axis, int[] kernel, int[] in, int[] steps, int[] spread, int[] begin, int[] end) {
        int reach = (kernel[axis] - 1) * spread[axis] + 1;
        return (in[axis] + begin[axis] + end[axis] - reach) / steps[axis] + 1;
    }

    /**
     * The window of {@code node} over an input of {@code shape}, the first two axes being sample and channel.
     *
     * @param kernel its extents
     * @throws Problem for what is not known here; it names the node
     */
    static Window of(NodeProto node, int[] shape, int[] kernel) {
        if (kernel.length > 2 || kernel.length == 0 || shape.length != kernel.length + 2) {
            throw refused(node, "works on " + (shape.length - 2) + " axes");
        }
        if (Attributes.whole(node, "ceil_mode", 0) != 0) {
            throw refused(node, "rounds its extent up");
        }
        int[] in = Arrays.copyOfRange(shape, 2, shape.length);
        int[] steps = list(node, "strides", kernel.length, 1);
        int[] spread = list(node, "dilations", kernel.length, 1);
        int[] begin = new int[kernel.length];
        int[] end = new int[kernel.length];
        String auto = Attributes.text(node, "auto_pad", "NOTSET");
        if (auto.startsWith("SAME")) {
            for (int i = 0; i < kernel.length; i++) {
                int out = (in[i] + steps[i] - 1) / steps[i];
                int all = Math.max(0, (out - 1) * steps[i] + (kernel[i] - 1) * spread[i] + 1 - in[i]);
                begin[i] = auto.equals("SAME_UPPER") ? all / 2 : all - all / 2;
                end[i] = all - begin[i];
            }
        } else if (auto.equals("NOTSET")) {
            int[] pads = list(node, "pads", 2 * kernel.length, 0);
            begin = Arrays.copyOf(pads, kernel.length);
            end = Arrays.copyOfRange(pads, kernel.length, pads.length);
        } else if (!auto.equals("VALID")) {
            throw refused(node, "pads by the rule " + auto);
        }
        if (kernel.length == 1) {
            return new Window(two(1, kernel), two(1, in), two(1, steps), two(1, spread), two(0, begin), two(0, end));
        }
        return new Window(kernel, in, steps, spread, begin, end);
    }

    private static int[] two(int first, int[] one) {
        return new int[] {first, one[0]};
    }

    private static int[] list(NodeProto node, String name, int length, int otherwise) {
        return Attributes.wholes(node, name)
                .map(l -> Arrays.stream(l).mapToInt(Math::toIntExact).toArray())
                .orElseGet(() -> {
                    int[] all = new int[length];
                    Arrays.fill(all, otherwise);
                    return all;
                });
    }

    private static Problem refused(NodeProto node, String what) {
        return Problem.input(
                Wires.describe(node) + " " + what + ", which cannot be trained here.",
                "Maybe shrink the model without --prune.");
    }

    /** The first place across at which the tap that begins at {@code left} is not in the padding before. */
    int first(int left) {
        return Math.min(outWide, Math.max(0, (-left + stepRight - 1) / stepRight));
    }

    /** The place across from which on the tap that begins at {@code left} is in the padding behind. */
    int last(int left) {
        return Math.clamp((inWide - 1 - left + stepRight) / stepRight, 0, outWide);
    }

    /** For each place of the window what of a plane it covers, padding left out. */
    int[][] covered() {
        int[][] covered = new int[outHigh * outWide][];
        int[] inside = new int[high * wide];
        for (int place = 0; place < covered.length; place++) {
            int count = 0;
            for (int tap = 0; tap < high * wide; tap++) {
                int row = place / outWide * stepDown - padTop + tap / wide * spreadDown;
                int column = place % outWide * stepRight - padLeft + tap % wide * spreadRight;
                if (row >= 0 && row < inHigh && column >= 0 && column < inWide) {
                    inside[count++] = row * inWide + column;
                }
            }
            covered[place] = Arrays.copyOf(inside, count);
        }
        return covered;
    }

    /** The shape of what is made: one place for each of the window's. */
    int[] shape(int samples, int channels, int rank) {
        return rank == 3 ? new int[] {samples, channels, outWide} : new int[] {samples, channels, outHigh, outWide};
    }
}
