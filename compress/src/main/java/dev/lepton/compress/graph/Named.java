package dev.lepton.compress.graph;

import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.NodeProto;
import java.util.HashSet;
import java.util.Set;

/** Names for nodes that have none, or one that another has: what profiles and errors speak of must be told apart. */
public final class Named {
    private Named() {}

    /** {@code model} whose nodes all have names of their own; names that were given and are alone stay. */
    public static OnnxModel in(OnnxModel model) {
        GraphProto.Builder graph = model.proto().getGraph().toBuilder();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < graph.getNodeCount(); i++) {
            NodeProto node = graph.getNode(i);
            String name = node.getName();
            if (name.isEmpty() || !taken.add(name)) {
                String wanted = (name.isEmpty() ? node.getOpType() : name) + "_" + i;
                while (!taken.add(wanted)) {
                    wanted += "_";
                }
                graph.setNode(i, node.toBuilder().setName(wanted));
            }
        }
        return new OnnxModel(model.proto().toBuilder().setGraph(graph).build());
    }
}
