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
import dev.lepton.compress.onnx.TensorProto.DataType;
import dev.lepton.compress.onnx.TensorShapeProto;
import dev.lepton.compress.onnx.TensorShapeProto.Dimension;
import dev.lepton.compress.onnx.TypeProto;
import dev.lepton.compress.onnx.ValueInfoProto;
import java.util.List;
import java.util.Random;

/** A network written down node by node, with weights by seed. */
public final class Sketch {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("sketch");
    private final Random random;

    public Sketch(long seed) {
        random = new Random(seed);
    }

    /** An input; an extent of 0 is free. */
    public Sketch input(String name, long... shape) {
        graph.addInput(info(name, DataType.FLOAT, shape));
        return this;
    }

    public Sketch wholeInput(String name, long... shape) {
        graph.addInput(info(name, DataType.INT64, shape));
        return this;
    }

    /** A weight, normal with deviation {@code spread} around {@code mean}. */
    public Sketch weight(String name, double mean, double spread, long... shape) {
        float[] values = new float[(int) Tensor.elements(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (mean + random.nextGaussian() * spread);
        }
        graph.addInitializer(Tensors.proto(name, Tensor.floats(values, shape)));
        return this;
    }

    public Sketch weight(String name, double spread, long... shape) {
        return weight(name, 0, spread, shape);
    }

    public Sketch scalar(String name, float value) {
        graph.addInitializer(Tensors.proto(name, Tensor.floats(new float[] {value})));
        return this;
    }

    public Sketch wholes(String name, long... values) {
        graph.addInitializer(Tensors.proto(name, Tensor.longs(values, values.length)));
        return this;
    }

    public Sketch node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(Rewrite.node(operator, operator + "_" + output, inputs, List.of(output), attributes));
        return this;
    }

    public Sketch convolution(String in, String out, int from, int to, int size, int pad) {
        weight(out + "_w", Math.sqrt(2.0 / (size * size * from)), to, from, size, size);
        weight(out + "_b", 0.1, to);
        long p = pad;
        return node("Conv", out, List.of(in, out + "_w", out + "_b"), Attributes.of("pads", List.of(p, p, p, p)));
    }

    public Sketch gemm(String in, String out, int from, int to) {
        weight(out + "_w", Math.sqrt(2.0 / from), to, from);
        weight(out + "_b", 0.1, to);
        return node("Gemm", out, List.of(in, out + "_w", out + "_b"), Attributes.of("transB", 1));
    }

    public OnnxModel model(int opset, String... outputs) {
        for (String output : outputs) {
            graph.addOutput(ValueInfoProto.newBuilder().setName(output));
        }
        return new OnnxModel(ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
                .setGraph(graph)
                .build());
    }

    private static ValueInfoProto info(String name, DataType type, long... shape) {
        TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
        for (long extent : shape) {
            dims.addDim(
                    extent == 0
                            ? Dimension.newBuilder().setDimParam("samples")
                            : Dimension.newBuilder().setDimValue(extent));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(dims)))
                .build();
    }
}
