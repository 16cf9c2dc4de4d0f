package dev.lepton.compress.graph;

import dev.lepton.compress.onnx.AttributeProto;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A new graph in the making: nodes in order, new weights, names that are free. Weights that nothing reads in the end, and
 * shapes stated for tensors, are left out of it.
 */
public final class Rewrite {
    private final OnnxModel model;
    private final GraphProto.Builder graph;
    private final List<NodeProto> nodes = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();

    public Rewrite(OnnxModel model) {
        this.model = model;
        this.graph = model.proto().getGraph().toBuilder();
        take(model.proto().getGraph());
    }

    private void take(GraphProto from) {
        from.getInitializerList().forEach(t -> taken.add(t.getName()));
        from.getInputList().forEach(i -> taken.add(i.getName()));
        from.getOutputList().forEach(o -> taken.add(o.getName()));
        for (NodeProto node : from.getNodeList()) {
            taken.add(node.getName());
            taken.addAll(node.getInputList());
            taken.addAll(node.getOutputList());
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG()) {
                    take(attribute.getG());
                }
            }
        }
    }

    /** A name that nothing in the model has: {@code wanted}, with a number behind when it is taken. */
    public String fresh(String wanted) {
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    /** Puts {@code node} behind those put before. */
    public void put(NodeProto node) {
        nodes.add(node);
    }

    /** Puts a node with a fresh name that makes one tensor; returns that tensor's name. */
    public String put(String operator, String wanted, List<String> inputs, AttributeProto... attributes) {
        String made = fresh(wanted);
        put(node(operator, fresh(wanted + "_" + operator), inputs, List.of(made), attributes));
        return made;
    }

    /** A node of ONNX's own operators. */
    public static NodeProto node(
            String operator, String name, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(name)
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(List.of(attributes))
                .build();
    }

    /** A new weight under a fresh name, which is returned. */
    public String weight(String wanted, Tensor tensor) {
        String name = fresh(wanted);
        graph.addInitializer(Tensors.proto(name, tensor));
        return name;
    }

    /** The model with the nodes put, and no weight that nothing reads. */
    public OnnxModel done() {
        graph.clearNode().addAllNode(nodes).clearValueInfo();
        Set<String> read = new LinkedHashSet<>();
        nodes.forEach(n -> read.addAll(Wires.reads(n)));
        graph.getOutputList().forEach(o -> read.add(o.getName()));
        Set<String> gone = new HashSet<>();
        for (int i = graph.getInitializerCount() - 1; i >= 0; i--) {
            if (!read.contains(graph.getInitializer(i).getName())) {
                gone.add(graph.getInitializer(i).getName());
                graph.removeInitializer(i);
            }
        }
        for (int i = graph.getInputCount() - 1; i >= 0; i--) {
            ValueInfoProto input = graph.getInput(i);
            if (gone.contains(input.getName())) {
                graph.removeInput(i);
            }
        }
        return new OnnxModel(model.proto().toBuilder().setGraph(graph).build());
    }
}
