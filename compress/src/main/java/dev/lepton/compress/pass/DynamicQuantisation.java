package dev.lepton.compress.pass;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Rewrite;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.TensorProto.DataType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Matrix products in 8 bits whose activations are measured while they run: DynamicQuantizeLinear, MatMulInteger, and the scales
 * multiplied back, which the runtime fuses. Needs no samples. Convolutions are left as they are, since in this form they are several times slower, but for those
 * along one axis, which can be products of windows.
 */
public final class DynamicQuantisation {
    private DynamicQuantisation() {}

    /** The layers of {@code model} that this changes. */
    public static List<Layer> layers(OnnxModel model) {
        return Layer.of(Wires.of(model.proto().getGraph())).stream()
                .filter(l -> l.kind() != Layer.Kind.CONVOLUTION)
                .toList();
    }

    /** The convolutions of {@code model} that can be products of windows: those along one axis. */
    public static List<Layer> windowed(OnnxModel model) {
        Wires wires = Wires.of(model.proto().getGraph());
        return Layer.of(wires).stream()
                .filter(l -> Windows.of(l, wires).isPresent())
                .toList();
    }

    /** {@code model}, of operator set 11 or later, with its matrix products in 8 bits; {@code most} as for the static form. */
    public static OnnxModel in(OnnxModel model, int most) {
        return in(model, layers(model), List.of(), most);
    }

    /** The same, of operator set 13 or later, and convolutions along one axis as products of windows. */
    public static OnnxModel withWindows(OnnxModel model, int most) {
        return in(model, layers(model), windowed(model), most);
    }

    private static OnnxModel in(OnnxModel model, List<Layer> products, List<Layer> windowed, int most) {
        Wires wires = Wires.of(model.proto().getGraph());
        Map<Integer, Layer> layers = new HashMap<>();
        products.forEach(l -> layers.put(l.index(), l));
        windowed.forEach(l -> layers.put(l.index(), l));
        Rewrite rewrite = new Rewrite(model);
        Map<String, List<String>> measured = new HashMap<>();
        for (int i = 0; i < wires.graph().getNodeCount(); i++) {
            Layer layer = layers.get(i);
            if (layer == null) {
                rewrite.put(wires.graph().getNode(i));
            } else if (layer.kind() == Layer.Kind.CONVOLUTION) {
                putWindows(rewrite, wires, Windows.of(layer, wires).orElseThrow(), most);
            } else {
                put(rewrite, wires, layer, measured, most);
            }
        }
        return rewrite.done();
    }

    private static void putWindows(Rewrite rewrite, Wires wires, Windows windows, int most) {
        Layer layer = windows.layer();
        Int8Weights weights = Int8Weights.of(windows.matrix(wires), 1, most, new float[0]);
        String turned = windows.turned(rewrite);
        List<String> input = measured(rewrite, turned);
        String side = windows.windows(rewrite, input.get(0));
        windows.back(rewrite, product(rewrite, layer, weights, List.of(side, input.get(1), input.get(2))));
    }

    /** The product of bytes, their scale and zero with {@code weights}, in floats. */
    private static String product(Rewrite rewrite, Layer layer, Int8Weights weights, List<String> input) {
        List<String> scaled = whole(rewrite, layer, weights, input);
        return rewrite.put("Mul", layer.output() + "_product", scaled);
    }

    /** The product as floats that are not scaled yet, and the scales. */
    private static List<String> whole(Rewrite rewrite, Layer layer, Int8Weights weights, List<String> input) {
        String bytes = rewrite.weight(layer.weight() + "_bytes", weights.values());
        String zero = rewrite.weight(layer.weight() + "_zero", weights.zeros());
        String scale = rewrite.weight(layer.weight() + "_scale", weights.scales());
        String whole = rewrite.put(
                "MatMulInteger", layer.output() + "_whole", List.of(input.get(0), bytes, input.get(2), zero));
        String real = rewrite.put(
                "Cast", layer.output() + "_real", List.of(whole), Attributes.of("to", DataType.FLOAT_VALUE));
        String scales = rewrite.put("Mul", layer.output() + "_scales", List.of(input.get(1), scale));
        return List.of(real, scales);
    }

    private static void put(Rewrite rewrite, Wires wires, Layer layer, Map<String, List<String>> measured, int most) {
        Int8Weights weights = Int8Weights.of(layer.matrix(wires), 1, most, new float[0]);
        List<String> input = measured.computeIfAbsent(layer.input(), name -> measured(rewrite, name));
        if (layer.bias().isEmpty()) {
            rewrite.put(Rewrite.node(
                    "Mul",
                    rewrite.fresh(layer.output() + "_Mul"),
                    whole(rewrite, layer, weights, input),
                    List.of(layer.output())));
            return;
        }
        rewrite.put(Rewrite.node(
                "Add",
                rewrite.fresh(layer.output() + "_Add"),
                List.of(product(rewrite, layer, weights, input), layer.bias().orElseThrow()),
                List.of(layer.output())));
    }

    /** The bytes, scale and zero of {@code input}, measured once for all that read it. */
    private static List<String> measured(Rewrite rewrite, String input) {
        List<String> made = List.of(
                rewrite.fresh(input + "_bytes"), rewrite.fresh(input + "_scale"), rewrite.fresh(input + "_zero"));
        rewrite.put(Rewrite.node("DynamicQuantizeLinear", rewrite.fresh(input + "_measure"), List.of(input), made));
        return made;
    }
}
