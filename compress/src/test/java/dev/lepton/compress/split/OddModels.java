package dev.lepton.compress.split;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Rewrite;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.onnx.AttributeProto;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.ModelProto;
import dev.lepton.compress.onnx.OperatorSetIdProto;
import dev.lepton.compress.onnx.SparseTensorProto;
import dev.lepton.compress.onnx.TensorProto.DataType;
import dev.lepton.compress.onnx.TensorShapeProto;
import dev.lepton.compress.onnx.TensorShapeProto.Dimension;
import dev.lepton.compress.onnx.TypeProto;
import dev.lepton.compress.onnx.ValueInfoProto;
import java.util.List;
import java.util.Random;

/** Small models of forms that are allowed and seldom seen; each takes {@code x} of 1 x 16. */
final class OddModels {
    static final int WIDTH = 16;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("odd");
    private final Random random = new Random(7);

    private OddModels() {
        graph.addInput(Tensors.floats("x", shape(1, WIDTH)));
    }

    /** Gives {@code y} and, as it is, the weight {@code w} that both of its products take. */
    static OnnxModel weightGiven() {
        OddModels odd = new OddModels();
        odd.weight("w");
        odd.node("MatMul", "a", "x", "w");
        odd.node("Sigmoid", "b", "a");
        odd.node("MatMul", "y", "b", "w");
        odd.output("y", 1, WIDTH);
        odd.output("w", WIDTH, WIDTH);
        return odd.model();
    }

    /** {@code model} with every weight listed as an input, too, in a format in which a caller may then replace them. */
    static OnnxModel replaceable(OnnxModel model) {
        GraphProto.Builder graph = model.proto().getGraph().toBuilder();
        graph.getInitializerList().forEach(w -> {
            TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
            w.getDimsList().forEach(d -> shape.addDim(Dimension.newBuilder().setDimValue(d)));
            graph.addInput(Tensors.floats(w.getName(), shape));
        });
        return new OnnxModel(
                model.proto().toBuilder().setGraph(graph).setIrVersion(7).build());
    }

    /** The first of its two weights, {@code w}, is a sparse one with 24 values. */
    static OnnxModel sparse() {
        OddModels odd = new OddModels();
        float[] values = new float[24];
        long[] places = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = odd.random.nextFloat() - 0.5f;
            places[i] = 10L * i + odd.random.nextInt(10);
        }
        odd.graph.addSparseInitializer(SparseTensorProto.newBuilder()
                .setValues(Tensors.proto("w", Tensor.floats(values, values.length)))
                .setIndices(Tensors.proto("w_places", Tensor.longs(places, places.length)))
                .addDims(WIDTH)
                .addDims(WIDTH));
        odd.weight("v");
        odd.node("MatMul", "a", "x", "w");
        odd.node("MatMul", "y", "a", "v");
        odd.output("y", 1, WIDTH);
        return odd.model();
    }

    /** Adds random numbers to a product; {@code seed} may be empty. */
    static OnnxModel random(AttributeProto... seed) {
        OddModels odd = new OddModels();
        odd.weight("w");
        odd.node("MatMul", "a", "x", "w");
        odd.graph.addNode(Rewrite.node("RandomNormalLike", "draw", List.of("a"), List.of("r"), seed));
        odd.node("Add", "y", "a", "r");
        odd.output("y", 1, WIDTH);
        return odd.model();
    }

    /** Gives a sequence {@code s}, and the product {@code y} that it is made of where {@code tensor} says so. */
    static OnnxModel sequence(boolean tensor) {
        OddModels odd = new OddModels();
        odd.weight("w");
        odd.node("MatMul", "y", "x", "w");
        odd.graph.addNode(
                Rewrite.node("SplitToSequence", "split", List.of("y"), List.of("s"), Attributes.of("axis", 1)));
        odd.graph.addOutput(ValueInfoProto.newBuilder()
                .setName("s")
                .setType(TypeProto.newBuilder()
                        .setSequenceType(TypeProto.Sequence.newBuilder()
                                .setElemType(TypeProto.newBuilder()
                                        .setTensorType(
                                                TypeProto.Tensor.newBuilder().setElemType(DataType.FLOAT_VALUE))))));
        if (tensor) {
            odd.output("y", 1, WIDTH);
        }
        return odd.model();
    }

    /** The places of what is above nought, where nothing is. */
    static OnnxModel nothing() {
        OddModels odd = new OddModels();
        odd.node("Neg", "n", "x");
        odd.node("Relu", "r", "n");
        odd.node("NonZero", "y", "r");
        odd.graph.addOutput(ValueInfoProto.newBuilder()
                .setName("y")
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder().setElemType(DataType.INT64_VALUE))));
        return odd.model();
    }

    /** A single number, {@code y}, of no dimensions. */
    static OnnxModel single() {
        OddModels odd = new OddModels();
        odd.weight("w");
        odd.node("MatMul", "a", "x", "w");
        odd.graph.addNode(Rewrite.node("ReduceMean", "mean", List.of("a"), List.of("y"), Attributes.of("keepdims", 0)));
        odd.output("y");
        return odd.model();
    }

    private void weight(String name) {
        float[] values = new float[WIDTH * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        graph.addInitializer(Tensors.proto(name, Tensor.floats(values, WIDTH, WIDTH)));
    }

    private void node(String operator, String output, String... inputs) {
        graph.addNode(Rewrite.node(operator, operator + "_" + output, List.of(inputs), List.of(output)));
    }

    private void output(String name, long... shape) {
        graph.addOutput(Tensors.floats(name, shape(shape)));
    }

    private static TensorShapeProto.Builder shape(long... extents) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (long extent : extents) {
            shape.addDim(Dimension.newBuilder().setDimValue(extent));
        }
        return shape;
    }

    private OnnxModel model() {
        return new OnnxModel(ModelProto.newBuilder()
                .setIrVersion(7)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
                .setGraph(graph)
                .build());
    }
}
