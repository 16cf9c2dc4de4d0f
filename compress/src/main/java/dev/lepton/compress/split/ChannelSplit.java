package dev.lepton.compress.split;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Rewrite;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.pass.Layer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Layers cut by output channel: each part makes some of the channels from the whole input, and the parts are put side by side. Every number is
 * the same sum of the same products; where the runtime's kernel for the narrower part adds in the same order, bits stay, which widths in
 * multiples of {@value #LANES} see to on the processors tried, and which {@link SplitModel} checks. Adding up parts of a sum would change bits always.
 */
public final class ChannelSplit {
    /** A layer is cut when it takes this much of an even share. */
    private static final double WIDE = 0.9;

    /** Numbers in a vector: parts are so many channels wide, or a multiple, as far as channels go round. */
    static final int LANES = 16;

    private ChannelSplit() {}

    /** The layers of {@code model} that take nearly an even share of all time or more, when there are {@code parts} shares. */
    static Set<Integer> wide(OnnxModel model, Map<String, Double> times, int parts) {
        double all = times.values().stream().mapToDouble(Double::doubleValue).sum();
        Set<Integer> wide = new LinkedHashSet<>();
        Wires wires = Wires.of(model.proto().getGraph());
        for (Layer layer : Layer.of(wires)) {
            double seconds = times.getOrDefault(layer.node().getName(), 0.0);
            if (seconds > WIDE * all / parts && parts(layer, wires, parts)) {
                wide.add(layer.index());
            }
        }
        return wide;
    }

    /** Whether the layer has enough channels for so many parts, and each reads the whole input. */
    private static boolean parts(Layer layer, Wires wires, int parts) {
        return parts > 1 && channels(layer, wires) >= LANES * parts && Attributes.whole(layer.node(), "group", 1) == 1;
    }

    private static int channels(Layer layer, Wires wires) {
        return (int) Tensors.shape(wires.weight(layer.weight()).orElseThrow())[layer.axis()];
    }

    /** {@code model} with each of the layers at {@code indices} in {@code parts} parts; those too narrow for it stay whole. */
    public static OnnxModel in(OnnxModel model, Set<Integer> indices, int parts) {
        Wires wires = Wires.of(model.proto().getGraph());
        Map<Integer, Layer> layers = new HashMap<>();
        Layer.of(wires).stream()
                .filter(l -> indices.contains(l.index()) && parts(l, wires, parts))
                .forEach(l -> layers.put(l.index(), l));
        Rewrite rewrite = new Rewrite(model);
        for (int i = 0; i < wires.graph().getNodeCount(); i++) {
            Layer layer = layers.get(i);
            if (layer == null) {
                rewrite.put(wires.graph().getNode(i));
            } else {
                put(rewrite, wires, layer, parts);
            }
        }
        return rewrite.done();
    }

    private static void put(Rewrite rewrite, Wires wires, Layer layer, int parts) {
        Tensor weights = Tensors.of(wires.weight(layer.weight()).orElseThrow());
        int channels = channels(layer, wires);
        List<String> made = new ArrayList<>();
        for (int p = 0; p < parts; p++) {
            int from = channels / LANES * p / parts * LANES;
            int to = p + 1 == parts ? channels : channels / LANES * (p + 1) / parts * LANES;
            String name = "_part_" + (p + 1);
            List<String> inputs = new ArrayList<>(List.of(layer.input()));
            inputs.add(rewrite.weight(layer.weight() + name, slice(weights, layer.axis(), from, to)));
            layer.bias()
                    .ifPresent(b -> inputs.add(rewrite.weight(
                            b + name, bias(Tensors.of(wires.weight(b).orElseThrow()), from, to))));
            String output = rewrite.fresh(layer.output() + name);
            NodeProto node = layer.node();
            rewrite.put(node.toBuilder()
                    .setName(rewrite.fresh(layer.output() + name + "_" + node.getOpType()))
                    .clearInput()
                    .addAllInput(inputs)
                    .clearOutput()
                    .addOutput(output)
                    .build());
            made.add(output);
        }
        long axis = layer.kind() == Layer.Kind.CONVOLUTION ? 1 : -1;
        rewrite.put(Rewrite.node(
                "Concat",
                rewrite.fresh(layer.output() + "_Concat"),
                made,
                List.of(layer.output()),
                Attributes.of("axis", axis)));
    }

    private static Tensor bias(Tensor bias, int from, int to) {
        return slice(bias, bias.rank() - 1, from, to);
    }

    /** {@code from} to {@code to} along {@code axis}. */
    static Tensor slice(Tensor tensor, int axis, int from, int to) {
        long[] shape = tensor.shape();
        int inner = Tensor.width(tensor.type());
        for (int i = axis + 1; i < shape.length; i++) {
            inner *= (int) shape[i];
        }
        int outer = 1;
        for (int i = 0; i < axis; i++) {
            outer *= (int) shape[i];
        }
        int row = (int) shape[axis] * inner;
        ByteBuffer all = tensor.bytes();
        ByteBuffer part = ByteBuffer.allocate(outer * (to - from) * inner);
        for (int o = 0; o < outer; o++) {
            part.put(all.slice(o * row + from * inner, (to - from) * inner));
        }
        shape[axis] = (long) to - from;
        return Tensor.of(tensor.type(), shape, part.flip());
    }
}
