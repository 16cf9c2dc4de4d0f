package dev.lepton.compress.train;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Rewrite;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.onnx.AttributeProto;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.ModelProto;
import dev.lepton.compress.onnx.OperatorSetIdProto;
import dev.lepton.compress.onnx.TensorShapeProto;
import dev.lepton.compress.onnx.TensorShapeProto.Dimension;
import dev.lepton.compress.onnx.ValueInfoProto;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A network that is not trained yet, laid out layer by layer behind one input. First weights are drawn by seed, normal with variance two over
 * the inputs of a unit (He, Zhang, Ren, Sun 2015); biases are zero.
 */
public final class Blueprint {
    private static final int OPSET = 13;
    private static final int FORMAT = 7;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("network");
    private final SplittableRandom random;
    private String at = "input";
    /** Channels, height and width, or one extent. */
    private long[] shape;

    private int layers;

    private Blueprint(long seed, long... shape) {
        this.random = new SplittableRandom(seed);
        this.shape = shape.clone();
        graph.addInput(info("input", shape));
    }

    /** Behind one input called {@code input}, of {@code shape} and a free number of samples before. */
    public static Blueprint input(long seed, long... shape) {
        return new Blueprint(seed, shape);
    }

    /** A full layer of {@code units}. */
    public Blueprint full(int units) {
        if (shape.length > 1) {
            node("Flatten", List.of(at));
            shape = new long[] {Tensor.elements(shape)};
        }
        String name = "full" + ++layers;
        draw(name + ".weight", shape[0], units, shape[0]);
        zeros(name + ".bias", units);
        node("Gemm", List.of(at, name + ".weight", name + ".bias"), Attributes.of("transB", 1));
        shape = new long[] {units};
        return this;
    }

    /** A convolution with {@code channels} windows of {@code size x size}, no padding. */
    public Blueprint convolution(int channels, int size) {
        String name = "conv" + ++layers;
        draw(name + ".weight", shape[0] * size * size, channels, shape[0], size, size);
        zeros(name + ".bias", channels);
        node(
                "Conv",
                List.of(at, name + ".weight", name + ".bias"),
                Attributes.of("kernel_shape", List.of((long) size, (long) size)));
        shape = new long[] {channels, shape[1] - size + 1, shape[2] - size + 1};
        return this;
    }

    /** The largest of each {@code size x size}. */
    public Blueprint pool(int size) {
        List<Long> square = List.of((long) size, (long) size);
        node("MaxPool", List.of(at), Attributes.of("kernel_shape", square), Attributes.of("strides", square));
        shape = new long[] {shape[0], shape[1] / size, shape[2] / size};
        return this;
    }

    public Blueprint rectified() {
        node("Relu", List.of(at));
        return this;
    }

    /** The model; what came last is its output. */
    public OnnxModel model() {
        graph.addOutput(info(at, shape));
        return new OnnxModel(ModelProto.newBuilder()
                .setIrVersion(FORMAT)
                .setProducerName("lepton")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graph)
                .build());
    }

    private void node(String operator, List<String> inputs, AttributeProto... attributes) {
        String made = operator.toLowerCase(java.util.Locale.ROOT) + "_" + graph.getNodeCount();
        graph.addNode(Rewrite.node(operator, made, inputs, List.of(made), attributes));
        at = made;
    }

    private void draw(String name, long inputs, long... extents) {
        float[] values = new float[Math.toIntExact(Tensor.elements(extents))];
        double spread = Math.sqrt(2.0 / inputs);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * spread);
        }
        graph.addInitializer(Tensors.proto(name, Tensor.floats(values, extents)));
    }

    private void zeros(String name, int units) {
        graph.addInitializer(Tensors.proto(name, Tensor.floats(new float[units], units)));
    }

    private static ValueInfoProto info(String name, long... extents) {
        TensorShapeProto.Builder dims =
                TensorShapeProto.newBuilder().addDim(Dimension.newBuilder().setDimParam("samples"));
        for (long extent : extents) {
            dims.addDim(Dimension.newBuilder().setDimValue(extent));
        }
        return Tensors.floats(name, dims);
    }
}
