package dev.lepton.compress.graph;

import dev.lepton.compress.onnx.AttributeProto;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.TensorProto;
import dev.lepton.compress.onnx.ValueInfoProto;
import dev.lepton.core.evidence.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who makes and who reads which tensor of a graph. Tensors that bodies of {@code If} and {@code Loop} take from outside count as read. */
public final class Wires {
    private final GraphProto graph;
    private final Map<String, Integer> makers = new HashMap<>();
    private final Map<String, List<Integer>> readers = new HashMap<>();
    private final Map<String, TensorProto> weights = new LinkedHashMap<>();
    private final Set<String> outputs = new LinkedHashSet<>();

    private Wires(GraphProto graph) {
        this.graph = graph;
    }

    /**
     * The wires of {@code graph}, checked.
     *
     * @throws Problem when a tensor is made twice, or read before it is made or without being made at all; it names node and
     *     tensor
     */
    public static Wires of(GraphProto graph) {
        Wires wires = new Wires(graph);
        graph.getInitializerList().forEach(t -> wires.weights.put(t.getName(), t));
        graph.getOutputList().forEach(o -> wires.outputs.add(o.getName()));
        Set<String> known = new HashSet<>(wires.weights.keySet());
        graph.getInputList().forEach(i -> known.add(i.getName()));
        graph.getSparseInitializerList().forEach(s -> known.add(s.getValues().getName()));
        for (int i = 0; i < graph.getNodeCount(); i++) {
            wires.add(i, known);
        }
        for (String output : wires.outputs) {
            if (!known.contains(output)) {
                throw Problem.input(
                        "no node makes the graph's output '" + output + "'.",
                        "Maybe the model was cut; export it again.");
            }
        }
        return wires;
    }

    private void add(int index, Set<String> known) {
        NodeProto node = graph.getNode(index);
        for (String name : reads(node)) {
            if (!known.contains(name)) {
                throw Problem.input(
                        "node " + index + ", " + describe(node) + ", reads '" + name
                                + "', which nothing before it makes.",
                        "Maybe the model's nodes are out of order, or it was cut; export it again.");
            }
            readers.computeIfAbsent(name, n -> new ArrayList<>()).add(index);
        }
        for (String name : node.getOutputList()) {
            if (name.isEmpty()) {
                continue;
            }
            if (!known.add(name)) {
                throw Problem.input(
                        "node " + index + ", " + describe(node) + ", makes '" + name + "', which was made before.",
                        "Maybe two models were merged without renaming; export it again.");
            }
            makers.put(name, index);
        }
    }

    /** A node as an error names it: its name when it has one, its operator and its first output. */
    public static String describe(NodeProto node) {
        String name = node.getName().isEmpty() ? "" : " '" + node.getName() + "'";
        String made = node.getOutputCount() == 0 ? "" : " (makes '" + node.getOutput(0) + "')";
        return node.getOpType() + name + made;
    }

    /** The tensors that {@code node} needs, each once: its inputs, and what its bodies take from outside. */
    public static Set<String> reads(NodeProto node) {
        Set<String> names = new LinkedHashSet<>();
        node.getInputList().stream().filter(n -> !n.isEmpty()).forEach(names::add);
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasG()) {
                names.addAll(captured(attribute.getG()));
            }
            attribute.getGraphsList().forEach(g -> names.addAll(captured(g)));
        }
        return names;
    }

    private static Set<String> captured(GraphProto body) {
        Set<String> own = new HashSet<>();
        body.getInitializerList().forEach(t -> own.add(t.getName()));
        body.getInputList().forEach(i -> own.add(i.getName()));
        body.getNodeList().forEach(n -> own.addAll(n.getOutputList()));
        Set<String> names = new LinkedHashSet<>();
        body.getNodeList().forEach(n -> names.addAll(reads(n)));
        body.getOutputList().forEach(o -> names.add(o.getName()));
        names.removeAll(own);
        return names;
    }

    public GraphProto graph() {
        return graph;
    }

    /** The index of the node that makes {@code tensor}; empty for inputs and weights. */
    public Optional<Integer> maker(String tensor) {
        return Optional.ofNullable(makers.get(tensor));
    }

    /** The node that makes {@code tensor}. */
    public Optional<NodeProto> makerNode(String tensor) {
        return maker(tensor).map(graph::getNode);
    }

    /** The indices of the nodes that read {@code tensor}, ascending. */
    public List<Integer> readers(String tensor) {
        return List.copyOf(readers.getOrDefault(tensor, List.of()));
    }

    /** The weight called {@code tensor}, when it is an initialiser. */
    public Optional<TensorProto> weight(String tensor) {
        return Optional.ofNullable(weights.get(tensor));
    }

    public boolean isWeight(String tensor) {
        return weights.containsKey(tensor);
    }

    public boolean isOutput(String tensor) {
        return outputs.contains(tensor);
    }

    /** Whether one node and no output of the graph reads {@code tensor}. */
    public boolean readOnce(String tensor) {
        return readers.getOrDefault(tensor, List.of()).size() == 1 && !outputs.contains(tensor);
    }

    /** The graph's inputs that are not also weights: what a caller feeds. */
    public List<ValueInfoProto> fed() {
        return graph.getInputList().stream()
                .filter(i -> !weights.containsKey(i.getName()))
                .toList();
    }
}
