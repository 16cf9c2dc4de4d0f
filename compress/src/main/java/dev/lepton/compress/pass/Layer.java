package dev.lepton.compress.pass;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.TensorProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node that multiplies its input by constant weights: a convolution, a matrix product or Gemm.
 *
 * @param index of the node in the graph
 * @param axis of the weights that counts output channels
 * @param bias its name; empty when there is none
 */
public record Layer(int index, NodeProto node, Kind kind, String weight, int axis, Optional<String> bias) {
    /** What it is. */
    public enum Kind {
        CONVOLUTION,
        MATMUL,
        GEMM
    }

    /** The layers of a graph whose weights are 32-bit floats and no output of the graph, in order. */
    public static List<Layer> of(Wires wires) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < wires.graph().getNodeCount(); i++) {
            layer(i, wires.graph().getNode(i), wires).ifPresent(layers::add);
        }
        return layers;
    }

    private static Optional<Layer> layer(int index, NodeProto node, Wires wires) {
        if (!node.getDomain().isEmpty()
                || node.getInputCount() < 2
                || !real(wires, node.getInput(1))
                || wires.isWeight(node.getInput(0))) {
            return Optional.empty();
        }
        String weight = node.getInput(1);
        Optional<String> bias = node.getInputCount() > 2 && !node.getInput(2).isEmpty()
                ? Optional.of(node.getInput(2))
                : Optional.empty();
        long[] shape = Tensors.shape(wires.weight(weight).orElseThrow());
        return switch (node.getOpType()) {
            case "Conv" ->
                bias.map(b -> real(wires, b)).orElse(true)
                        ? Optional.of(new Layer(index, node, Kind.CONVOLUTION, weight, 0, bias))
                        : Optional.empty();
            case "MatMul" ->
                shape.length == 2
                        ? Optional.of(new Layer(index, node, Kind.MATMUL, weight, 1, Optional.empty()))
                        : Optional.empty();
            case "Gemm" -> {
                boolean turned = Attributes.whole(node, "transB", 0) == 1;
                boolean plain = Attributes.whole(node, "transA", 0) == 0
                        && Attributes.real(node, "alpha", 1) == 1
                        && Attributes.real(node, "beta", 1) == 1
                        && bias.map(b -> row(wires, b, shape[turned ? 0 : 1])).orElse(true);
                yield plain
                        ? Optional.of(new Layer(index, node, Kind.GEMM, weight, turned ? 0 : 1, bias))
                        : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private static boolean real(Wires wires, String name) {
        return wires.weight(name)
                .filter(w -> w.getDataType() == TensorProto.DataType.FLOAT_VALUE)
                .isPresent();
    }

    private static boolean row(Wires wires, String bias, long channels) {
        return real(wires, bias) && Tensors.elements(wires.weight(bias).orElseThrow()) == channels;
    }

    /** The tensor that is multiplied. */
    public String input() {
        return node.getInput(0);
    }

    public String output() {
        return node.getOutput(0);
    }

    Tensor weights(Wires wires) {
        return Tensors.of(wires.weight(weight).orElseThrow());
    }

    Optional<Tensor> biases(Wires wires) {
        return bias.map(b -> Tensors.of(wires.weight(b).orElseThrow()));
    }

    /** The weights of a matrix product or Gemm as {@code inputs x outputs}. */
    Tensor matrix(Wires wires) {
        Tensor weights = weights(wires);
        if (kind != Kind.GEMM || axis == 1) {
            return weights;
        }
        int rows = (int) weights.shape()[0];
        int columns = (int) weights.shape()[1];
        float[] from = weights.floats();
        float[] to = new float[from.length];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                to[c * rows + r] = from[r * columns + c];
            }
        }
        return Tensor.floats(to, columns, rows);
    }

    /** How an error or a report names it. */
    public String describe() {
        return Wires.describe(node);
    }
}
