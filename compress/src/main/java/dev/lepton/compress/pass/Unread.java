package dev.lepton.compress.pass;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Rewrite;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.NodeProto;
import java.util.HashSet;
import java.util.Set;

/** Nodes whose results nothing reads, left over by other changes. */
final class Unread {
    private Unread() {}

    /** {@code model} without them. */
    static OnnxModel without(OnnxModel model) {
        GraphProto graph = model.proto().getGraph();
        Set<String> read = new HashSet<>();
        graph.getOutputList().forEach(o -> read.add(o.getName()));
        Set<Integer> kept = new HashSet<>();
        for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
            NodeProto node = graph.getNode(i);
            if (node.getOutputList().stream().anyMatch(read::contains)) {
                kept.add(i);
                read.addAll(Wires.reads(node));
            }
        }
        Rewrite rewrite = new Rewrite(model);
        for (int i = 0; i < graph.getNodeCount(); i++) {
            if (kept.contains(i)) {
                rewrite.put(graph.getNode(i));
            }
        }
        return rewrite.done();
    }
}
