package dev.lepton.compress.pass;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.Rewrite;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A convolution along one axis as a matrix product: channels are brought to the end, the windows laid side by side, and multiplied by the
 * weights as {@code taps * channels x outputs}. In bytes that costs little, and what it makes stays in floats, where a convolution in bytes
 * must round it to bytes again.
 *
 * @param along which axis of the input, channels at the end
 * @param taps how many places a window has
 * @param step from one window to the next
 * @param apart from one place of a window to the next
 * @param before places of zeros before the first
 * @param after places of zeros behind the last
 */
record Windows(Layer layer, int rank, int along, int taps, int step, int apart, int before, int after) {
    private static final int MOST_TAPS = 16;

    /** Empty unless {@code layer} is a convolution, of one group, that reaches along one axis only. */
    static Optional<Windows> of(Layer layer, Wires wires) {
        NodeProto node = layer.node();
        if (layer.kind() != Layer.Kind.CONVOLUTION
                || Attributes.whole(node, "group", 1) != 1
                || !Attributes.text(node, "auto_pad", "NOTSET").equals("NOTSET")) {
            return Optional.empty();
        }
        long[] shape = layer.weights(wires).shape();
        int spatial = shape.length - 2;
        long[] steps = Attributes.wholes(node, "strides").orElse(ones(spatial));
        long[] apart = Attributes.wholes(node, "dilations").orElse(ones(spatial));
        long[] pads = Attributes.wholes(node, "pads").orElse(new long[2 * spatial]);
        int[] reaching = IntStream.range(0, spatial)
                .filter(a -> shape[2 + a] > 1 || steps[a] > 1 || pads[a] > 0 || pads[spatial + a] > 0)
                .toArray();
        if (reaching.length != 1 || shape[2 + reaching[0]] > MOST_TAPS || shape[2 + reaching[0]] < 2) {
            return Optional.empty();
        }
        int axis = reaching[0];
        return Optional.of(new Windows(
                layer,
                shape.length,
                1 + axis,
                (int) shape[2 + axis],
                (int) steps[axis],
                (int) apart[axis],
                (int) pads[axis],
                (int) pads[spatial + axis]));
    }

    private static long[] ones(int length) {
        return IntStream.range(0, length).mapToLong(i -> 1).toArray();
    }

    /** The weights as {@code taps * channels x outputs}. */
    Tensor matrix(Wires wires) {
        Tensor weights = layer.weights(wires);
        int outputs = (int) weights.shape()[0];
        int channels = (int) weights.shape()[1];
        float[] from = weights.floats();
        float[] to = new float[from.length];
        for (int o = 0; o < outputs; o++) {
            for (int c = 0; c < channels; c++) {
                for (int t = 0; t < taps; t++) {
                    to[(t * channels + c) * outputs + o] = from[(o * channels + c) * taps + t];
                }
            }
        }
        return Tensor.floats(to, (long) taps * channels, outputs);
    }

    /** The layer's input with channels at the end, and its zeros around it. */
    String turned(Rewrite rewrite) {
        List<Long> order = new ArrayList<>(List.of(0L));
        IntStream.range(2, rank).forEach(a -> order.add((long) a));
        order.add(1L);
        String turned = rewrite.put(
                "Transpose", layer.input() + "_turned", List.of(layer.input()), Attributes.of("perm", order));
        if (before == 0 && after == 0) {
            return turned;
        }
        long[] pads = new long[2 * rank];
        pads[along] = before;
        pads[rank + along] = after;
        return rewrite.put(
                "Pad",
                layer.input() + "_around",
                List.of(turned, rewrite.weight(layer.input() + "_pads", Tensor.longs(pads, pads.length))));
    }

    /** The windows of {@code turned} side by side; of the same type. */
    String windows(Rewrite rewrite, String turned) {
        List<String> places = new ArrayList<>();
        for (int t = 0; t < taps; t++) {
            long from = (long) t * apart;
            long to = t == taps - 1 ? Long.MAX_VALUE : -(long) (taps - 1 - t) * apart;
            places.add(rewrite.put(
                    "Slice",
                    turned + "_place_" + t,
                    List.of(
                            turned,
                            one(rewrite, turned + "_from", from),
                            one(rewrite, turned + "_to", to),
                            one(rewrite, turned + "_axis", along),
                            one(rewrite, turned + "_step", step))));
        }
        return rewrite.put("Concat", turned + "_windows", places, Attributes.of("axis", rank - 1));
    }

    private static String one(Rewrite rewrite, String name, long value) {
        return rewrite.weight(name, Tensor.longs(new long[] {value}, 1));
    }

    /** Puts what the product made, the layer's bias added, under the layer's own name, channels where they were. */
    void back(Rewrite rewrite, String product) {
        String whole = layer.bias()
                .map(b -> rewrite.put("Add", layer.output() + "_biased", List.of(product, b)))
                .orElse(product);
        List<Long> order = new ArrayList<>(List.of(0L, rank - 1L));
        IntStream.range(1, rank - 1).forEach(a -> order.add((long) a));
        rewrite.put(Rewrite.node(
                "Transpose",
                rewrite.fresh(layer.output() + "_Transpose"),
                List.of(whole),
                List.of(layer.output()),
                Attributes.of("perm", order)));
    }
}
