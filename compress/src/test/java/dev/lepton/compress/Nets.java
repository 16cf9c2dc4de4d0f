package dev.lepton.compress;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Rewrite;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.onnx.AttributeProto;
import dev.lepton.compress.onnx.AttributeProto.AttributeType;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.ModelProto;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.OperatorSetIdProto;
import dev.lepton.compress.onnx.TensorProto.DataType;
import dev.lepton.compress.onnx.TensorShapeProto;
import dev.lepton.compress.onnx.TensorShapeProto.Dimension;
import dev.lepton.compress.onnx.TypeProto;
import dev.lepton.compress.onnx.ValueInfoProto;
import java.util.List;
import java.util.Random;

/** Small networks with weights by seed. */
public final class Nets {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("net");
    private final Random random;

    private Nets(long seed) {
        this.random = new Random(seed);
    }

    /** {@code 1 x 32 -> 64 -> 48 -> 10}, with rectifiers and a softmax; batches of any size. */
    public static OnnxModel mlp(long seed) {
        Nets net = new Nets(seed);
        net.input("x", 0, 32);
        net.gemm("x", "a", 32, 64);
        net.node("Relu", List.of("a"), "ra");
        net.gemm("ra", "b", 64, 48);
        net.node("Relu", List.of("b"), "rb");
        net.gemm("rb", "c", 48, 10);
        net.node("Softmax", List.of("c"), "y", Attributes.of("axis", -1));
        return net.model("y", 13, 0, 10);
    }

    /** Two convolutions with batch normalisation, a sum of two branches, a pool and a classifier: {@code 1 x 3 x 16 x 16 -> 10}. */
    public static OnnxModel convolutions(long seed, int opset) {
        Nets net = new Nets(seed);
        net.input("x", 1, 3, 16, 16);
        net.convolution("x", "c1", 3, 16);
        net.norm("c1", "n1", 16);
        net.node("Relu", List.of("n1"), "r1");
        net.convolution("r1", "c2", 16, 16);
        net.norm("c2", "n2", 16);
        net.node("Add", List.of("n2", "r1"), "s");
        net.node("Relu", List.of("s"), "r2");
        net.convolution("r2", "c3", 16, 32);
        net.node("Relu", List.of("c3"), "r3");
        net.node("GlobalAveragePool", List.of("r3"), "p");
        net.node("Flatten", List.of("p"), "f");
        net.gemm("f", "l", 32, 10);
        net.node("Softmax", List.of("l"), "y", Attributes.of("axis", 1));
        return net.model("y", opset, 1, 10);
    }

    /** {@code model} as old exporters write it: format 3, every weight also an input. */
    public static OnnxModel old(OnnxModel model) {
        GraphProto.Builder graph = model.proto().getGraph().toBuilder();
        model.proto()
                .getGraph()
                .getInitializerList()
                .forEach(w -> graph.addInput(ValueInfoProto.newBuilder()
                        .setName(w.getName())
                        .setType(TypeProto.newBuilder()
                                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(w.getDataType())))));
        return new OnnxModel(
                model.proto().toBuilder().setGraph(graph).setIrVersion(3).build());
    }

    /** A constant that three nodes work out, added to the input. */
    public static OnnxModel constants() {
        Nets net = new Nets(1);
        net.input("x", 1, 4);
        net.weight("one", Tensor.floats(new float[] {1, 2, 3, 4}, 1, 4));
        net.weight("shape", Tensor.longs(new long[] {1, 4}, 2));
        net.node("Mul", List.of("one", "one"), "squared");
        net.node("Reshape", List.of("squared", "shape"), "shaped");
        net.node("Neg", List.of("shaped"), "negative");
        net.node("Add", List.of("x", "negative"), "y");
        return net.model("y", 13, 1, 4);
    }

    /** A choice whose bodies take a tensor from outside. */
    public static OnnxModel choice() {
        Nets net = new Nets(3);
        net.input("x", 1, 8);
        net.weight("zero", Tensor.floats(new float[] {0}));
        net.gemm("x", "h", 8, 8);
        net.node("ReduceMax", List.of("h"), "top", Attributes.of("keepdims", 0));
        net.node("Greater", List.of("top", "zero"), "positive");
        net.graph.addNode(NodeProto.newBuilder()
                .setOpType("If")
                .setName("If_z")
                .addInput("positive")
                .addOutput("z")
                .addAttribute(body("then_branch", "Relu"))
                .addAttribute(body("else_branch", "Neg")));
        net.gemm("z", "y", 8, 4);
        return net.model("y", 13, 1, 4);
    }

    /**
     * Characters {@code 1 x 24} as one-hot vectors times a matrix, a bias, a Gaussian error unit written out, a convolution along the
     * characters, another unit and the largest of each channel: {@code -> 1 x 12}.
     */
    public static OnnxModel characters(long seed, boolean padded) {
        Nets net = new Nets(seed);
        net.graph.addInput(ValueInfoProto.newBuilder()
                .setName("x")
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(DataType.INT32_VALUE)
                                .setShape(TensorShapeProto.newBuilder()
                                        .addDim(Dimension.newBuilder().setDimValue(1))
                                        .addDim(Dimension.newBuilder().setDimValue(24))))));
        int[] places = new int[32];
        for (int i = 0; i < 32; i++) {
            places[i] = i + 3;
        }
        net.weight("places", Tensor.ints(places, 1, 1, 32));
        net.weight("last", Tensor.longs(new long[] {-1}, 1));
        net.node("Unsqueeze", List.of("x", "last"), "deep");
        net.node("Equal", List.of("deep", "places"), "equal");
        net.node("Cast", List.of("equal"), "hot", Attributes.of("to", DataType.FLOAT_VALUE));
        net.drawn("rows", 1, 32, 16);
        net.drawn("bias", 0.3, 1, 1, 16);
        net.node("MatMul", List.of("hot", "rows"), "row");
        net.node("Add", List.of("row", "bias"), "biased");
        net.unit("biased", "first");
        net.node("Transpose", List.of("first"), "turned", Attributes.of("perm", List.of(0L, 2L, 1L)));
        net.drawn("c_w", 0.2, 12, 16, 5);
        net.drawn("c_b", 0.1, 12);
        net.node(
                "Conv",
                List.of("turned", "c_w", "c_b"),
                "c",
                Attributes.of("pads", padded ? List.of(2L, 1L) : List.of(0L, 0L)),
                Attributes.of("strides", List.of(padded ? 2L : 1L)));
        net.unit("c", "second");
        net.weight("axis", Tensor.longs(new long[] {2}, 1));
        net.node("GlobalMaxPool", List.of("second"), "most");
        net.node("Squeeze", List.of("most", "axis"), "y");
        return net.model("y", 13, 1, 12);
    }

    /** Two blocks of a normalised branch that is added to what came, {@code 1 x 4 x 8}; the sums are read twice. */
    public static OnnxModel residuals(long seed) {
        Nets net = new Nets(seed);
        net.input("x", 1, 4, 8);
        String at = "x";
        for (int i = 0; i < 2; i++) {
            net.drawn("g" + i, 1, 8);
            net.drawn("s" + i, 1, 8);
            net.drawn("w" + i, 0.5, 8, 8);
            net.drawn("b" + i, 0.1, 8);
            net.node("LayerNormalization", List.of(at, "g" + i, "s" + i), "n" + i);
            net.node("MatMul", List.of("n" + i, "w" + i), "m" + i);
            net.node("Add", List.of("m" + i, "b" + i), "a" + i);
            net.node("Add", List.of(at, "a" + i), "sum" + i);
            at = "sum" + i;
        }
        net.node("Neg", List.of(at), "y");
        return net.model("y", 17, 1, 4, 8);
    }

    /** A Gaussian error linear unit with tanh, as exporters write it out. */
    private void unit(String in, String out) {
        weight(out + "_a", Tensor.floats(new float[] {0.044715f}));
        weight(out + "_r", Tensor.floats(new float[] {0.7978846f}));
        weight(out + "_1", Tensor.floats(new float[] {1}, 1, 1, 1));
        weight(out + "_h", Tensor.floats(new float[] {0.5f}));
        node("Mul", List.of(in, in), out + "2");
        node("Mul", List.of(out + "2", in), out + "3");
        node("Mul", List.of(out + "_a", out + "3"), out + "a3");
        node("Add", List.of(in, out + "a3"), out + "s");
        node("Mul", List.of(out + "_r", out + "s"), out + "rs");
        node("Tanh", List.of(out + "rs"), out + "t");
        node("Add", List.of(out + "t", out + "_1"), out + "t1");
        node("Mul", List.of(out + "_h", out + "t1"), out + "ht");
        node("Mul", List.of(in, out + "ht"), out);
    }

    private static AttributeProto body(String name, String operator) {
        GraphProto body = GraphProto.newBuilder()
                .setName(name)
                .addNode(Rewrite.node(operator, name + "_" + operator, List.of("h"), List.of(name + "_out")))
                .addOutput(ValueInfoProto.newBuilder().setName(name + "_out"))
                .build();
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.GRAPH)
                .setG(body)
                .build();
    }

    private void input(String name, long... shape) {
        graph.addInput(info(name, shape));
    }

    private static ValueInfoProto info(String name, long... shape) {
        TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
        for (long dimension : shape) {
            dims.addDim(
                    dimension == 0
                            ? Dimension.newBuilder().setDimParam("batch")
                            : Dimension.newBuilder().setDimValue(dimension));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(DataType.FLOAT_VALUE)
                                .setShape(dims)))
                .build();
    }

    private void weight(String name, Tensor tensor) {
        graph.addInitializer(Tensors.proto(name, tensor));
    }

    private void drawn(String name, double spread, long... shape) {
        float[] values = new float[(int) Tensor.elements(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * spread);
        }
        weight(name, Tensor.floats(values, shape));
    }

    private void gemm(String in, String out, int from, int to) {
        drawn(out + "_w", Math.sqrt(2.0 / from), to, from);
        drawn(out + "_b", 0.1, to);
        node("Gemm", List.of(in, out + "_w", out + "_b"), out, Attributes.of("transB", 1));
    }

    private void convolution(String in, String out, int from, int to) {
        drawn(out + "_w", Math.sqrt(2.0 / (9 * from)), to, from, 3, 3);
        drawn(out + "_b", 0.1, to);
        node("Conv", List.of(in, out + "_w", out + "_b"), out, Attributes.of("pads", List.of(1L, 1L, 1L, 1L)));
    }

    private void norm(String in, String out, int channels) {
        drawn(out + "_scale", 0.5, channels);
        drawn(out + "_shift", 0.1, channels);
        drawn(out + "_mean", 0.1, channels);
        float[] variance = new float[channels];
        for (int i = 0; i < channels; i++) {
            variance[i] = 0.5f + random.nextFloat();
        }
        weight(out + "_var", Tensor.floats(variance, channels));
        node("BatchNormalization", List.of(in, out + "_scale", out + "_shift", out + "_mean", out + "_var"), out);
    }

    private void node(String operator, List<String> inputs, String output, AttributeProto... attributes) {
        graph.addNode(Rewrite.node(operator, operator + "_" + output, inputs, List.of(output), attributes));
    }

    private OnnxModel model(String output, int opset, long... shape) {
        graph.addOutput(info(output, shape));
        return new OnnxModel(ModelProto.newBuilder()
                .setIrVersion(7)
                .setProducerName("nets")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
                .setGraph(graph)
                .build());
    }
}
