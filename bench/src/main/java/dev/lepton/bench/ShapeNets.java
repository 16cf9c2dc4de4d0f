package dev.lepton.bench;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Networks in well-known shapes with weights drawn by seed: good for latency, and for nothing that has to do with answers. */
final class ShapeNets {
    private static final int OPSET = 17;
    private static final int FORMAT = 8;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("shape");
    private final Random random;
    private int made;

    private ShapeNets(long seed) {
        this.random = new Random(seed);
    }

    /** All of them by name. */
    static Map<String, OnnxModel> all(long seed) {
        Map<String, OnnxModel> all = new LinkedHashMap<>();
        all.put("resnet18-shape", resnet18(seed));
        all.put("encoder-4x768-shape", encoder(seed));
        return all;
    }

    /** ResNet-18 (He and others 2016) at 1 x 3 x 224 x 224, its batch normalisation folded: 11.7 million weights. */
    static OnnxModel resnet18(long seed) {
        ShapeNets net = new ShapeNets(seed);
        net.graph.addInput(info("x", 1, 3, 224, 224));
        String at = net.relu(net.convolution("x", 3, 64, 7, 2));
        at = net.node(
                "MaxPool",
                List.of(at),
                Attributes.of("kernel_shape", List.of(3L, 3L)),
                Attributes.of("strides", List.of(2L, 2L)),
                Attributes.of("pads", List.of(1L, 1L, 1L, 1L)));
        int from = 64;
        for (int width : List.of(64, 128, 256, 512)) {
            for (int block = 0; block < 2; block++) {
                int step = block == 0 && width > 64 ? 2 : 1;
                String side = step == 1 ? at : net.convolution(at, from, width, 1, 2);
                String main = net.relu(net.convolution(at, from, width, 3, step));
                at = net.relu(net.node("Add", List.of(net.convolution(main, width, width, 3, 1), side)));
                from = width;
            }
        }
        String pooled = net.node("Flatten", List.of(net.node("GlobalAveragePool", List.of(at))));
        return net.model(net.linear(pooled, 512, 1000), 1, 1000);
    }

    /** A transformer's encoder (Vaswani and others 2017) of 4 blocks, 768 wide, 12 heads, 3,072 inside, 128 places: 28 million weights. */
    static OnnxModel encoder(long seed) {
        ShapeNets net = new ShapeNets(seed);
        net.graph.addInput(info("x", 1, 128, 768));
        String at = "x";
        for (int block = 0; block < 4; block++) {
            String attended = net.attention(net.norm(at));
            at = net.node("Add", List.of(at, attended));
            String inner = net.gelu(net.linear(net.norm(at), 768, 3072));
            at = net.node("Add", List.of(at, net.linear(inner, 3072, 768)));
        }
        return net.model(net.norm(at), 1, 128, 768);
    }

    private String attention(String in) {
        String q = heads(linear(in, 768, 768), 0L, 2L, 1L, 3L);
        String k = heads(linear(in, 768, 768), 0L, 2L, 3L, 1L);
        String v = heads(linear(in, 768, 768), 0L, 2L, 1L, 3L);
        String scores =
                node("Mul", List.of(node("MatMul", List.of(q, k)), weight(Tensor.floats(new float[] {0.125f}))));
        String shares = node("Softmax", List.of(scores), Attributes.of("axis", -1));
        String mixed = node(
                "Transpose",
                List.of(node("MatMul", List.of(shares, v))),
                Attributes.of("perm", List.of(0L, 2L, 1L, 3L)));
        String joined = node("Reshape", List.of(mixed, weight(Tensor.longs(new long[] {1, 128, 768}, 3))));
        return linear(joined, 768, 768);
    }

    private String heads(String in, Long... order) {
        String apart = node("Reshape", List.of(in, weight(Tensor.longs(new long[] {1, 128, 12, 64}, 4))));
        return node("Transpose", List.of(apart), Attributes.of("perm", List.of(order)));
    }

    private String norm(String in) {
        return node(
                "LayerNormalization",
                List.of(in, drawn(1, 0.1, 768), drawn(0, 0.1, 768)),
                Attributes.of("axis", -1),
                Attributes.of("epsilon", 1e-5f));
    }

    private String gelu(String in) {
        String part = node("Div", List.of(in, weight(Tensor.floats(new float[] {(float) Math.sqrt(2)}))));
        String one = node("Add", List.of(node("Erf", List.of(part)), weight(Tensor.floats(new float[] {1}))));
        return node("Mul", List.of(node("Mul", List.of(in, one)), weight(Tensor.floats(new float[] {0.5f}))));
    }

    private String linear(String in, int from, int to) {
        String product = node("MatMul", List.of(in, drawn(0, Math.sqrt(1.0 / from), from, to)));
        return node("Add", List.of(product, drawn(0, 0.1, to)));
    }

    private String convolution(String in, int from, int to, int kernel, int step) {
        long pad = kernel / 2;
        return node(
                "Conv",
                List.of(
                        in,
                        drawn(0, Math.sqrt(2.0 / (from * kernel * kernel)), to, from, kernel, kernel),
                        drawn(0, 0.1, to)),
                Attributes.of("kernel_shape", List.of((long) kernel, (long) kernel)),
                Attributes.of("strides", List.of((long) step, (long) step)),
                Attributes.of("pads", List.of(pad, pad, pad, pad)));
    }

    private String relu(String in) {
        return node("Relu", List.of(in));
    }

    private String node(String operator, List<String> inputs, AttributeProto... attributes) {
        String output = "t" + made++;
        graph.addNode(Rewrite.node(operator, operator + "_" + output, inputs, List.of(output), attributes));
        return output;
    }

    private String drawn(double mean, double spread, long... shape) {
        float[] values = new float[(int) Tensor.elements(shape)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (mean + spread * random.nextGaussian());
        }
        return weight(Tensor.floats(values, shape));
    }

    private String weight(Tensor tensor) {
        String name = "w" + made++;
        graph.addInitializer(Tensors.proto(name, tensor));
        return name;
    }

    private static ValueInfoProto info(String name, long... shape) {
        TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
        for (long dimension : shape) {
            dims.addDim(Dimension.newBuilder().setDimValue(dimension));
        }
        return Tensors.floats(name, dims);
    }

    private OnnxModel model(String output, long... shape) {
        graph.addOutput(info(output, shape));
        return new OnnxModel(ModelProto.newBuilder()
                .setIrVersion(FORMAT)
                .setProducerName("lepton-bench")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .setGraph(graph)
                .build());
    }
}
