package dev.lepton.compress.shrink;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.ValueInfoProto;
import dev.lepton.core.evidence.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A model that stands in for another: its inputs and outputs are called as the other's, in order. */
final class Standing {
    private Standing() {}

    /** @throws Problem when it has not as many inputs or outputs, or a node with a body of its own */
    static OnnxModel in(OnnxModel student, OnnxModel original) {
        List<ValueInfoProto> inputs = Wires.of(student.proto().getGraph()).fed();
        List<ValueInfoProto> wanted = Wires.of(original.proto().getGraph()).fed();
        GraphProto graph = student.proto().getGraph();
        int outputs = original.proto().getGraph().getOutputCount();
        if (inputs.size() != wanted.size() || graph.getOutputCount() != outputs) {
            throw Problem.input(
                    "the student has " + inputs.size() + " inputs and " + graph.getOutputCount()
                            + " outputs, the model " + wanted.size() + " and " + outputs + ".",
                    "Maybe give a --student of the same inputs and outputs.");
        }
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            names.put(inputs.get(i).getName(), wanted.get(i).getName());
        }
        for (int i = 0; i < outputs; i++) {
            names.put(
                    graph.getOutput(i).getName(),
                    original.proto().getGraph().getOutput(i).getName());
        }
        return new OnnxModel(
                student.proto().toBuilder().setGraph(renamed(graph, names)).build());
    }

    private static GraphProto.Builder renamed(GraphProto graph, Map<String, String> names) {
        GraphProto.Builder renamed = graph.toBuilder().clearNode().clearValueInfo();
        for (NodeProto node : graph.getNodeList()) {
            if (node.getAttributeList().stream().anyMatch(a -> a.hasG())) {
                throw Problem.input(
                        "the student's " + Wires.describe(node) + " has a body of its own.",
                        "Maybe give a --student without If and Loop.");
            }
            NodeProto.Builder other = node.toBuilder().clearInput().clearOutput();
            node.getInputList().forEach(n -> other.addInput(name(n, names)));
            node.getOutputList().forEach(n -> other.addOutput(name(n, names)));
            renamed.addNode(other);
        }
        renamed.getInitializerBuilderList().forEach(w -> w.setName(name(w.getName(), names)));
        renamed.getInputBuilderList().forEach(i -> i.setName(name(i.getName(), names)));
        renamed.getOutputBuilderList().forEach(o -> o.setName(name(o.getName(), names)));
        return renamed;
    }

    private static String name(String name, Map<String, String> names) {
        return name.isEmpty() ? name : names.getOrDefault(name, "student." + name);
    }
}
