package dev.lepton.compress.run;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.ValueInfoProto;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** A model that also gives out tensors from its inside, so that they can be looked at. */
public final class Exposed {
    private Exposed() {}

    /** {@code model} with {@code tensors} as further outputs; their types and shapes are left to the runtime. */
    public static OnnxModel of(OnnxModel model, Collection<String> tensors) {
        GraphProto.Builder graph = model.proto().getGraph().toBuilder();
        Set<String> outputs = new HashSet<>();
        graph.getOutputList().forEach(o -> outputs.add(o.getName()));
        for (String tensor : tensors) {
            if (outputs.add(tensor)) {
                graph.addOutput(ValueInfoProto.newBuilder().setName(tensor));
            }
        }
        return new OnnxModel(model.proto().toBuilder().setGraph(graph).build());
    }

    /** {@code model} with everything its nodes make as an output; bodies of control flow keep theirs. */
    public static OnnxModel whole(OnnxModel model) {
        Set<String> made = new java.util.LinkedHashSet<>();
        for (NodeProto node : model.proto().getGraph().getNodeList()) {
            node.getOutputList().stream().filter(n -> !n.isEmpty()).forEach(made::add);
        }
        return of(model, made);
    }
}
