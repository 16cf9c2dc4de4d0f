package dev.lepton.compress.train;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a loss looks at: an output, or what goes into the softmax that makes it.
 *
 * @param choice whether its last axis holds a number for each class
 */
record Head(String tensor, boolean choice) {
    private static final Set<String> NO_CHOICE = Set.of("Sigmoid", "Tanh", "Identity", "Clip");

    /** One for each output of {@code model}, in order. */
    static List<Head> of(OnnxModel model) {
        Wires wires = Wires.of(model.proto().getGraph());
        List<ValueInfoProto> outputs = model.proto().getGraph().getOutputList();
        List<Head> heads = new ArrayList<>();
        for (ValueInfoProto output : outputs) {
            Optional<NodeProto> maker = wires.makerNode(output.getName());
            String operator = maker.map(NodeProto::getOpType).orElse("");
            boolean last = maker.map(n -> Attributes.whole(n, "axis", -1)).orElse(0L) != 0;
            if (last && (operator.equals("Softmax") || operator.equals("LogSoftmax"))) {
                heads.add(new Head(maker.orElseThrow().getInput(0), true));
            } else {
                heads.add(new Head(output.getName(), outputs.size() == 1 && !NO_CHOICE.contains(operator)));
            }
        }
        return heads;
    }
}
