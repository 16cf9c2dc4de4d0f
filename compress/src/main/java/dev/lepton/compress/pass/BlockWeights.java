package dev.lepton.compress.pass;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Rewrite;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.TensorProto.DataType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights of matrix products alone in 4 or 8 bits, in blocks along the inputs with a scale each: the runtime's MatMulNBits. Smaller
 * files, and faster where weights do not fit a cache. {@code accuracy_level} is 4, without which it computes in floats.
 */
public final class BlockWeights {
    private static final String DOMAIN = "com.microsoft";

    private BlockWeights() {}

    /** {@code model} with its matrix products' weights in {@code bits} (4 or 8), {@code block} of them to a scale. */
    public static OnnxModel in(OnnxModel model, int bits, int block) {
        Wires wires = Wires.of(model.proto().getGraph());
        Map<Integer, Layer> layers = new HashMap<>();
        DynamicQuantisation.layers(model).forEach(l -> layers.put(l.index(), l));
        Rewrite rewrite = new Rewrite(model);
        for (int i = 0; i < wires.graph().getNodeCount(); i++) {
            Layer layer = layers.get(i);
            if (layer == null) {
                rewrite.put(wires.graph().getNode(i));
            } else {
                put(rewrite, wires, layer, bits, block);
            }
        }
        return rewrite.done().importing(DOMAIN, 1);
    }

    private static void put(Rewrite rewrite, Wires wires, Layer layer, int bits, int block) {
        Tensor matrix = layer.matrix(wires);
        int inputs = (int) matrix.shape()[0];
        int outputs = (int) matrix.shape()[1];
        int blocks = (inputs + block - 1) / block;
        int blobBytes = block * bits / 8;
        byte[] packed = new byte[outputs * blocks * blobBytes];
        float[] scales = new float[outputs * blocks];
        float[] values = matrix.floats();
        for (int n = 0; n < outputs; n++) {
            for (int b = 0; b < blocks; b++) {
                scales[n * blocks + b] =
                        pack(values, inputs, outputs, n, b, block, bits, packed, (n * blocks + b) * blobBytes);
            }
        }
        String weight = rewrite.weight(
                layer.weight() + "_packed", Tensor.bytes(DataType.UINT8, packed, outputs, blocks, blobBytes));
        String scale = rewrite.weight(layer.weight() + "_scales", Tensor.floats(scales, outputs * (long) blocks));
        boolean biased = layer.bias().isPresent();
        String made = biased ? rewrite.fresh(layer.output() + "_product") : layer.output();
        rewrite.put(Rewrite.node(
                        "MatMulNBits",
                        rewrite.fresh(layer.output() + "_MatMulNBits"),
                        List.of(layer.input(), weight, scale),
                        List.of(made),
                        Attributes.of("K", inputs),
                        Attributes.of("N", outputs),
                        Attributes.of("bits", bits),
                        Attributes.of("block_size", block),
                        Attributes.of("accuracy_level", 4))
                .toBuilder()
                .setDomain(DOMAIN)
                .build());
        if (biased) {
            rewrite.put(Rewrite.node(
                    "Add",
                    rewrite.fresh(layer.output() + "_Add"),
                    List.of(made, layer.bias().orElseThrow()),
                    List.of(layer.output())));
        }
    }

    /** Packs one block and gives its scale: the value farthest from zero becomes the lowest level. */
    private static float pack(
            float[] values, int inputs, int outputs, int column, int block, int size, int bits, byte[] to, int at) {
        float extreme = 0;
        int first = block * size;
        int last = Math.min(inputs, first + size);
        for (int k = first; k < last; k++) {
            float value = values[k * outputs + column];
            extreme = Math.abs(value) > Math.abs(extreme) ? value : extreme;
        }
        int half = 1 << (bits - 1);
        float scale = extreme == 0 ? 1 : extreme / -half;
        for (int k = first; k < first + size; k++) {
            float value = k < last ? values[k * outputs + column] : 0;
            int level = Math.clamp(Math.round(value / scale) + half, 0, 2 * half - 1);
            int i = k - first;
            if (bits == 8) {
                to[at + i] = (byte) level;
            } else {
                to[at + i / 2] |= (byte) (i % 2 == 0 ? level : level << 4);
            }
        }
        return scale;
    }
}
