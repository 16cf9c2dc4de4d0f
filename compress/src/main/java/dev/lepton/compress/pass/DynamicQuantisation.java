package dev.lepton.compress.pass;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Rewrite;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.TensorProto.DataType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Matrix products in 8 bits whose activations are measured while they run: DynamicQuantizeLinear, MatMulInteger, and the scales
 * multiplied back, which the runtime fuses. Needs no samples. Convolutions are left as they are: in this form they are several times slower.
 */
public final class DynamicQuantisation {
    private DynamicQuantisation() {}

    /** The layers of {@code model} that this changes. */
    public static List<Layer> layers(OnnxModel model) {
        return Layer.of(Wires.of(model.proto().getGraph())).stream()
                .filter(l -> l.kind() != Layer.Kind.CONVOLUTION)
                .toList();
    }

    /** {@code model}, of operator set 11 or later, with its matrix products in 8 bits; {@code most} as for the static form. */
    public static OnnxModel in(OnnxModel model, int most) {
        Wires wires = Wires.of(model.proto().getGraph());
        Map<Integer, Layer> layers = new HashMap<>();
        layers(model).forEach(l -> layers.put(l.index(), l));
        Rewrite rewrite = new Rewrite(model);
        Map<String, List<String>> measured = new HashMap<>();
        for (int i = 0; i < wires.graph().getNodeCount(); i++) {
            Layer layer = layers.get(i);
            if (layer == null) {
                rewrite.put(wires.graph().getNode(i));
            } else {
                put(rewrite, wires, layer, measured, most);
            }
        }
        return rewrite.done();
    }

    private static void put(Rewrite rewrite, Wires wires, Layer layer, Map<String, List<String>> measured, int most) {
        Int8Weights weights = Int8Weights.of(layer.matrix(wires), 1, most, new float[0]);
        List<String> input = measured.computeIfAbsent(layer.input(), name -> measured(rewrite, name));
        String bytes = rewrite.weight(layer.weight() + "_bytes", weights.values());
        String zero = rewrite.weight(layer.weight() + "_zero", weights.zeros());
        String scale = rewrite.weight(layer.weight() + "_scale", weights.scales());
        String whole = rewrite.put(
                "MatMulInteger", layer.output() + "_whole", List.of(input.get(0), bytes, input.get(2), zero));
        String real = rewrite.put(
                "Cast", layer.output() + "_real", List.of(whole), Attributes.of("to", DataType.FLOAT_VALUE));
        String scales = rewrite.put("Mul", layer.output() + "_scales", List.of(input.get(1), scale));
        if (layer.bias().isEmpty()) {
            rewrite.put(multiplied(rewrite, real, scales, layer.output()));
            return;
        }
        String product = rewrite.put("Mul", layer.output() + "_product", List.of(real, scales));
        rewrite.put(Rewrite.node(
                "Add",
                rewrite.fresh(layer.output() + "_Add"),
                List.of(product, layer.bias().orElseThrow()),
                List.of(layer.output())));
    }

    private static NodeProto multiplied(Rewrite rewrite, String real, String scales, String output) {
        return Rewrite.node("Mul", rewrite.fresh(output + "_Mul"), List.of(real, scales), List.of(output));
    }

    /** The bytes, scale and zero of {@code input}, measured once for all that read it. */
    private static List<String> measured(Rewrite rewrite, String input) {
        List<String> made = List.of(
                rewrite.fresh(input + "_bytes"), rewrite.fresh(input + "_scale"), rewrite.fresh(input + "_zero"));
        rewrite.put(Rewrite.node("DynamicQuantizeLinear", rewrite.fresh(input + "_measure"), List.of(input), made));
        return made;
    }
}
