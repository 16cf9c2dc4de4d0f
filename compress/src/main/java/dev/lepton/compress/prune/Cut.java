package dev.lepton.compress.prune;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Rewrite;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.TensorProto;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A model without some of its channels: weights lose their places, and shapes that were written down are written anew. */
final class Cut {
    private final OnnxModel model;
    private final Trace trace;
    private final BitSet gone;

    /** @param gone the standing channels that go */
    Cut(OnnxModel model, Trace trace, BitSet gone) {
        this.model = model;
        this.trace = trace;
        this.gone = gone;
    }

    OnnxModel done() {
        GraphProto.Builder graph = model.proto().getGraph().toBuilder();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto weight = graph.getInitializer(i);
            List<Integer> axes = new ArrayList<>();
            for (Use use : trace.uses()) {
                if (use.weight().equals(weight.getName()) && !axes.contains(use.axis())) {
                    axes.add(use.axis());
                    weight = Tensors.proto(weight.getName(), kept(Tensors.of(weight), use));
                }
            }
            graph.setInitializer(i, weight);
        }
        OnnxModel smaller =
                new OnnxModel(model.proto().toBuilder().setGraph(graph).build());
        Rewrite rewrite = new Rewrite(smaller);
        Wires wires = Wires.of(smaller.proto().getGraph());
        for (int i = 0; i < graph.getNodeCount(); i++) {
            rewrite.put(node(i, graph.getNode(i), wires, rewrite));
        }
        return rewrite.done();
    }

    private boolean stays(int channel) {
        return channel == 0 || !gone.get(trace.channels().find(channel));
    }

    private int count(int[] channels) {
        int count = 0;
        for (int channel : channels) {
            count += stays(channel) ? 1 : 0;
        }
        return count;
    }

    private Tensor kept(Tensor tensor, Use use) {
        long[] shape = tensor.shape();
        int places = use.channels().length;
        int row = Tensor.width(tensor.type());
        for (int i = use.axis() + 1; i < shape.length; i++) {
            row *= (int) shape[i];
        }
        int blocks = (int) (tensor.byteSize() / row);
        shape[use.axis()] = count(use.channels());
        ByteBuffer from = tensor.bytes();
        ByteBuffer to = ByteBuffer.allocate((int) Tensor.elements(shape) * Tensor.width(tensor.type()));
        for (int block = 0; block < blocks; block++) {
            if (stays(use.channels()[block % places])) {
                to.put(from.slice(block * row, row));
            }
        }
        return Tensor.of(tensor.type(), shape, to.flip());
    }

    private NodeProto node(int index, NodeProto node, Wires wires, Rewrite rewrite) {
        if (trace.depthwise(index)) {
            int channels = count(trace.of(node.getInput(0)).channels());
            return Attributes.without(node, "group").toBuilder()
                    .addAttribute(Attributes.of("group", channels))
                    .build();
        }
        Labels made = trace.of(node.getOutput(0));
        if (!node.getOpType().equals("Reshape") || made.isNone() || !wires.isWeight(node.getInput(1))) {
            return node;
        }
        long[] target = Tensors.of(wires.weight(node.getInput(1)).orElseThrow()).longs();
        if (target[made.axis()] <= 0) {
            return node;
        }
        target[made.axis()] = count(made.channels());
        String shape = rewrite.weight(node.getOutput(0) + "_shape", Tensor.longs(target, target.length));
        return node.toBuilder().setInput(1, shape).build();
    }
}
