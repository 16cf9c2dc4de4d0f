package dev.lepton.compress.pass;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Rewrite;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.TensorProto;
import dev.lepton.compress.run.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Layers in 8 bits with ranges measured beforehand, written as pairs of QuantizeLinear and DequantizeLinear that the runtime takes into
 * its 8-bit kernels: activations as unsigned bytes, weights as signed bytes with a scale for each output channel (U8S8). Signed
 * activations are slower than floats on x86, so they are not made.
 */
public final class StaticQuantisation {
    /** What hands values on unchanged, so that its output has the range of its input. */
    private static final Set<String> PASSING =
            Set.of("MaxPool", "Reshape", "Transpose", "Flatten", "Squeeze", "Unsqueeze", "Identity");

    /** What the name of a layer's weights ends with once they are bytes. */
    static final String BYTES = "_bytes";

    private final OnnxModel model;
    private final Wires wires;
    private final List<Layer> layers;
    private final Seen seen;

    private StaticQuantisation(OnnxModel model, List<Layer> layers, Seen seen) {
        this.model = model;
        this.wires = Wires.of(model.proto().getGraph());
        this.layers = layers;
        this.seen = seen;
    }

    /**
     * Measures the activations of {@code model} on {@code samples}.
     *
     * @param model of operator set 13 or later, its constants folded
     */
    public static StaticQuantisation measured(OnnxModel model, Samples samples) {
        Wires wires = Wires.of(model.proto().getGraph());
        List<Layer> layers =
                Layer.of(wires).stream().filter(l -> quantisable(l, wires)).toList();
        Set<String> tensors = new LinkedHashSet<>();
        for (Layer layer : layers) {
            tensors.add(layer.input());
            tensors.add(root(layer.input(), wires));
            tensors.add(made(layer, wires));
        }
        return new StaticQuantisation(model, layers, Seen.on(model, samples, tensors));
    }

    /** The layers that can be quantised. */
    public List<Layer> layers() {
        return layers;
    }

    /** A convolution runs in 8 bits only when what it makes is 8-bit again, so none that makes an output of the model. */
    private static boolean quantisable(Layer layer, Wires wires) {
        return layer.kind() != Layer.Kind.CONVOLUTION || !wires.isOutput(made(layer, wires));
    }

    /** What the layer makes after a rectifier that alone reads it. */
    private static String made(Layer layer, Wires wires) {
        String output = layer.output();
        if (wires.readOnce(output)) {
            NodeProto next = wires.graph().getNode(wires.readers(output).get(0));
            if (next.getOpType().equals("Relu")) {
                return next.getOutput(0);
            }
        }
        return output;
    }

    /** Where the values of {@code tensor} were made, behind whatever only hands them on. */
    private static String root(String tensor, Wires wires) {
        String at = tensor;
        for (Optional<NodeProto> maker = wires.makerNode(at);
                maker.isPresent() && PASSING.contains(maker.get().getOpType());
                maker = wires.makerNode(at)) {
            at = maker.get().getInput(0);
        }
        return at;
    }

    /**
     * The model with {@code chosen} of its layers in 8 bits.
     *
     * @param most the largest weight as a byte: 127, or 64 for processors whose products of bytes saturate
     */
    public OnnxModel quantised(Calibration calibration, Set<Integer> chosen, int most) {
        return quantised(calibration, chosen, most, false);
    }

    /** The same; when {@code windows}, convolutions along one axis become products of windows, whose results stay in floats. */
    public OnnxModel quantised(Calibration calibration, Set<Integer> chosen, int most, boolean windows) {
        List<Layer> used =
                layers.stream().filter(l -> chosen.contains(l.index())).toList();
        Map<Integer, Windows> apart = new HashMap<>();
        if (windows) {
            used.forEach(l -> Windows.of(l, wires).ifPresent(w -> apart.put(l.index(), w)));
        }
        Map<String, Range> ranges =
                ranges(used.stream().filter(l -> !apart.containsKey(l.index())).toList(), calibration);
        Rewrite rewrite = new Rewrite(model);
        Map<Integer, Layer> byIndex = new HashMap<>();
        used.forEach(l -> byIndex.put(l.index(), l));
        Map<String, String> renamed = new HashMap<>();
        Map<Integer, Map<String, String>> biases = new HashMap<>();
        for (String input : ranges.keySet()) {
            if (wires.maker(input).isEmpty()) {
                renamed.put(input, pair(rewrite, input, ranges.get(input)));
            }
        }
        for (int i = 0; i < wires.graph().getNodeCount(); i++) {
            NodeProto node = reading(reading(wires.graph().getNode(i), renamed), biases.getOrDefault(i, Map.of()));
            Layer layer = byIndex.get(i);
            Range read = layer == null ? null : ranges.get(layer.input());
            if (apart.containsKey(i)) {
                product(rewrite, apart.get(i), range(apart.get(i).layer(), calibration), most);
            } else {
                rewrite.put(layer == null || read == null ? node : inBytes(rewrite, layer, node, read, most, biases));
            }
            for (String output : node.getOutputList()) {
                Range range = ranges.get(output);
                if (range != null) {
                    renamed.put(output, pair(rewrite, output, range));
                }
            }
        }
        return rewrite.done();
    }

    private Map<String, Range> ranges(List<Layer> used, Calibration calibration) {
        Map<String, Range> ranges = new LinkedHashMap<>();
        Set<String> read = new HashSet<>();
        for (Layer layer : used) {
            ranges.put(layer.input(), range(layer, calibration));
            read.add(root(layer.input(), wires));
        }
        for (Layer layer : used) {
            String made = made(layer, wires);
            boolean needed = layer.kind() == Layer.Kind.CONVOLUTION || read.contains(made);
            if (needed && !wires.isOutput(made)) {
                ranges.putIfAbsent(made, seen.range(made, calibration));
            }
        }
        return ranges;
    }

    private Range range(Layer layer, Calibration calibration) {
        String source = root(layer.input(), wires);
        return seen.range(seen.knows(source) ? source : layer.input(), calibration);
    }

    private void product(Rewrite rewrite, Windows windows, Range input, int most) {
        Layer layer = windows.layer();
        Int8Weights weights = Int8Weights.of(windows.matrix(wires), 1, most, new float[0]);
        String turned = windows.turned(rewrite);
        String scale = rewrite.weight(turned + "_scale", input.scaleTensor());
        String zero = rewrite.weight(turned + "_zero", input.zeroTensor());
        String bytes = rewrite.put("QuantizeLinear", turned + BYTES, List.of(turned, scale, zero));
        String side = windows.windows(rewrite, bytes);
        String real = rewrite.put("DequantizeLinear", side + "_back", List.of(side, scale, zero));
        String weight = back(rewrite, layer.weight(), weights.values(), weights.scales(), weights.zeros(), 1);
        windows.back(rewrite, rewrite.put("MatMul", layer.output() + "_product", List.of(real, weight)));
    }

    private static NodeProto reading(NodeProto node, Map<String, String> renamed) {
        NodeProto.Builder builder = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            builder.setInput(i, renamed.getOrDefault(node.getInput(i), node.getInput(i)));
        }
        return builder.build();
    }

    /** {@code tensor} as bytes and back; the name of what comes back. */
    private static String pair(Rewrite rewrite, String tensor, Range range) {
        String scale = rewrite.weight(tensor + "_scale", range.scaleTensor());
        String zero = rewrite.weight(tensor + "_zero", range.zeroTensor());
        String bytes = rewrite.put("QuantizeLinear", tensor + "_bytes", List.of(tensor, scale, zero));
        return rewrite.put("DequantizeLinear", tensor + "_back", List.of(bytes, scale, zero));
    }

    private NodeProto inBytes(
            Rewrite rewrite,
            Layer layer,
            NodeProto node,
            Range input,
            int most,
            Map<Integer, Map<String, String>> later) {
        Optional<Integer> adder = adder(layer);
        Optional<String> bias = adder.isPresent() ? Optional.of(added(layer, adder.get())) : layer.bias();
        Optional<Tensor> values = bias.map(b -> Tensors.of(wires.weight(b).orElseThrow()));
        Int8Weights weights = Int8Weights.of(layer.weights(wires), layer.axis(), most, leastScales(values, input));
        List<String> inputs = new ArrayList<>(List.of(node.getInput(0)));
        inputs.add(back(rewrite, layer.weight(), weights.values(), weights.scales(), weights.zeros(), layer.axis()));
        bias.map(b -> bias(rewrite, b, values.orElseThrow(), weights, input))
                .ifPresent(b -> adder.ifPresentOrElse(a -> later.put(a, Map.of(bias.get(), b)), () -> inputs.add(b)));
        return node.toBuilder().clearInput().addAllInput(inputs).build();
    }

    /**
     * The node that alone reads a matrix product and adds a constant row to it. The runtime makes one operator of the two, which runs in 8
     * bits only when the row is whole numbers, too.
     */
    private Optional<Integer> adder(Layer layer) {
        if (layer.kind() != Layer.Kind.MATMUL || !wires.readOnce(layer.output())) {
            return Optional.empty();
        }
        int reader = wires.readers(layer.output()).get(0);
        NodeProto node = wires.graph().getNode(reader);
        if (!node.getOpType().equals("Add") || !node.getDomain().isEmpty()) {
            return Optional.empty();
        }
        long outputs = Tensors.shape(wires.weight(layer.weight()).orElseThrow())[1];
        return wires.weight(added(layer, reader))
                .filter(w -> w.getDataType() == TensorProto.DataType.FLOAT_VALUE
                        && (w.getDimsCount() == 1 || w.getDimsCount() == 2)
                        && Tensors.elements(w) == outputs
                        && w.getDims(w.getDimsCount() - 1) == outputs)
                .map(w -> reader);
    }

    private String added(Layer layer, int reader) {
        NodeProto node = wires.graph().getNode(reader);
        return node.getInput(node.getInput(0).equals(layer.output()) ? 1 : 0);
    }

    private static String back(Rewrite rewrite, String name, Tensor values, Tensor scales, Tensor zeros, int axis) {
        String bytes = rewrite.weight(name + BYTES, values);
        String scale = rewrite.weight(name + "_scale", scales);
        String zero = rewrite.weight(name + "_zero", zeros);
        return rewrite.put(
                "DequantizeLinear", name + "_back", List.of(bytes, scale, zero), Attributes.of("axis", axis));
    }

    /** Below these scales of weights a bias would not fit into 32 bits. */
    private static float[] leastScales(Optional<Tensor> biases, Range input) {
        if (biases.isEmpty()) {
            return new float[0];
        }
        float[] values = biases.get().floats();
        float[] least = new float[values.length];
        for (int c = 0; c < values.length; c++) {
            least[c] = (float) (Math.abs((double) values[c]) / (input.scale() * (double) (1 << 30)));
        }
        return least;
    }

    private static String bias(Rewrite rewrite, String name, Tensor biases, Int8Weights weights, Range input) {
        float[] values = biases.floats();
        int[] whole = new int[values.length];
        float[] scales = new float[values.length];
        for (int c = 0; c < values.length; c++) {
            scales[c] = input.scale() * weights.scale(c);
            whole[c] = Math.clamp(Math.round((double) values[c] / scales[c]), Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        Tensor zeros = Tensor.ints(new int[values.length], values.length);
        return back(rewrite, name, Tensor.ints(whole, values.length), Tensor.floats(scales, values.length), zeros, 0);
    }
}
