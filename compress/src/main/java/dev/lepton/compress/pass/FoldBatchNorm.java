package dev.lepton.compress.pass;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Rewrite;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.NodeProto;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes batch normalisation that follows a convolution into the convolution's weights: {@code w' = w g / sqrt(v + e)} and
 * {@code b' = (b - m) g / sqrt(v + e) + s} for each output channel, worked out in double. Outputs change in their last bits.
 */
public final class FoldBatchNorm {
    private final Wires wires;
    private final GraphProto graph;
    private final Rewrite rewrite;
    private final Set<Integer> gone = new HashSet<>();

    private FoldBatchNorm(OnnxModel model) {
        this.graph = model.proto().getGraph();
        this.wires = Wires.of(graph);
        this.rewrite = new Rewrite(model);
    }

    /** {@code model} without the batch normalisations that can be taken in; the same object when there are none. */
    public static OnnxModel in(OnnxModel model) {
        return new FoldBatchNorm(model).run(model);
    }

    private OnnxModel run(OnnxModel model) {
        boolean changed = false;
        for (int i = 0; i < graph.getNodeCount(); i++) {
            NodeProto node = graph.getNode(i);
            if (gone.contains(i)) {
                continue;
            }
            Optional<Integer> norm = norm(node);
            if (norm.isPresent()) {
                rewrite.put(folded(node, graph.getNode(norm.get())));
                gone.add(norm.get());
                changed = true;
            } else {
                rewrite.put(node);
            }
        }
        return changed ? rewrite.done() : model;
    }

    /** The index of the normalisation that alone reads what the convolution {@code node} makes. */
    private Optional<Integer> norm(NodeProto node) {
        if (!node.getOpType().equals("Conv") || !wires.readOnce(node.getOutput(0)) || !constant(node, 1)) {
            return Optional.empty();
        }
        int reader = wires.readers(node.getOutput(0)).get(0);
        NodeProto next = graph.getNode(reader);
        boolean plain = next.getOpType().equals("BatchNormalization")
                && next.getInput(0).equals(node.getOutput(0))
                && next.getOutputList().stream().filter(o -> !o.isEmpty()).count() == 1
                && Attributes.whole(next, "training_mode", 0) == 0
                && Attributes.whole(next, "spatial", 1) == 1
                && constant(next, 1);
        return plain ? Optional.of(reader) : Optional.empty();
    }

    private boolean constant(NodeProto node, int from) {
        return node.getInputList().stream()
                .skip(from)
                .filter(n -> !n.isEmpty())
                .allMatch(n -> wires.weight(n)
                        .filter(w -> w.getDataType() == dev.lepton.compress.onnx.TensorProto.DataType.FLOAT_VALUE)
                        .isPresent());
    }

    private NodeProto folded(NodeProto conv, NodeProto norm) {
        Tensor weights = weight(conv.getInput(1));
        float[] w = weights.floats();
        int channels = (int) weights.shape()[0];
        float[] scale = weight(norm.getInput(1)).floats();
        float[] shift = weight(norm.getInput(2)).floats();
        float[] mean = weight(norm.getInput(3)).floats();
        float[] variance = weight(norm.getInput(4)).floats();
        boolean biased = conv.getInputCount() > 2 && !conv.getInput(2).isEmpty();
        float[] bias = biased ? weight(conv.getInput(2)).floats() : new float[channels];
        double epsilon = Attributes.real(norm, "epsilon", 1e-5f);
        int each = w.length / channels;
        for (int c = 0; c < channels; c++) {
            double factor = scale[c] / Math.sqrt(variance[c] + epsilon);
            for (int i = c * each; i < (c + 1) * each; i++) {
                w[i] = (float) (w[i] * factor);
            }
            bias[c] = (float) ((bias[c] - mean[c]) * factor + shift[c]);
        }
        String newWeight = rewrite.weight(conv.getInput(1) + "_folded", Tensor.floats(w, weights.shape()));
        String newBias = rewrite.weight(norm.getOutput(0) + "_bias", Tensor.floats(bias, channels));
        return conv.toBuilder()
                .clearInput()
                .addAllInput(List.of(conv.getInput(0), newWeight, newBias))
                .setOutput(0, norm.getOutput(0))
                .build();
    }

    private Tensor weight(String name) {
        return Tensors.of(wires.weight(name).orElseThrow());
    }
}
