package dev.lepton.compress.pass;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Rewrite;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.graph.Wires;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.ValueInfoProto;
import dev.lepton.compress.run.Ort;
import dev.lepton.compress.run.Session;
import dev.lepton.compress.run.SessionSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Replaces what does not depend on the model's inputs by its value, worked out by the runtime as the model is written. What chance
 * decides, and what would take more than {@value #MOST_BYTES} bytes, stays.
 */
public final class FoldConstants {
    static final long MOST_BYTES = 1L << 30;
    private static final Set<String> BY_CHANCE = Set.of(
            "RandomNormal", "RandomNormalLike", "RandomUniform", "RandomUniformLike", "Multinomial", "Bernoulli");

    private FoldConstants() {}

    /** {@code model} with constants in place of the nodes that make them; the same object when there are none. */
    public static OnnxModel in(OnnxModel model) {
        GraphProto graph = model.proto().getGraph();
        Wires wires = Wires.of(graph);
        Set<Integer> constant = constant(wires);
        if (constant.isEmpty()) {
            return model;
        }
        Set<String> needed = new LinkedHashSet<>();
        for (int i : constant) {
            for (String output : graph.getNode(i).getOutputList()) {
                boolean readOutside = wires.readers(output).stream().anyMatch(r -> !constant.contains(r));
                if (!output.isEmpty() && readOutside) {
                    needed.add(output);
                }
            }
        }
        Map<String, Tensor> values = needed.isEmpty() ? new HashMap<>() : values(model, constant, needed);
        long bytes = values.values().stream().mapToLong(Tensor::byteSize).sum();
        boolean whole = values.keySet().containsAll(needed);
        return whole && bytes <= MOST_BYTES ? replaced(model, constant, values) : model;
    }

    private static Set<Integer> constant(Wires wires) {
        GraphProto graph = wires.graph();
        Set<String> known = new HashSet<>();
        graph.getInitializerList().forEach(t -> known.add(t.getName()));
        Set<Integer> constant = new LinkedHashSet<>();
        for (int i = 0; i < graph.getNodeCount(); i++) {
            NodeProto node = graph.getNode(i);
            boolean control = node.getAttributeList().stream().anyMatch(a -> a.hasG());
            boolean makesOutput = node.getOutputList().stream().anyMatch(wires::isOutput);
            boolean quantises = node.getOpType().equals("DequantizeLinear");
            if (!control
                    && !makesOutput
                    && !quantises
                    && !BY_CHANCE.contains(node.getOpType())
                    && known.containsAll(Wires.reads(node))) {
                constant.add(i);
                known.addAll(node.getOutputList());
            }
        }
        return constant;
    }

    private static Map<String, Tensor> values(OnnxModel model, Set<Integer> constant, Set<String> needed) {
        GraphProto graph = model.proto().getGraph();
        GraphProto.Builder part =
                GraphProto.newBuilder().setName("constants").addAllInitializer(graph.getInitializerList());
        part.addAllSparseInitializer(graph.getSparseInitializerList());
        constant.forEach(i -> part.addNode(graph.getNode(i)));
        needed.forEach(n -> part.addOutput(ValueInfoProto.newBuilder().setName(n)));
        if (model.proto().getIrVersion() < 4) {
            // before version 4 every weight had to be an input, too
            graph.getInputList().stream()
                    .filter(i -> graph.getInitializerList().stream()
                            .anyMatch(t -> t.getName().equals(i.getName())))
                    .forEach(part::addInput);
        }
        OnnxModel alone = new OnnxModel(model.proto().toBuilder().setGraph(part).build());
        try (Session session = Ort.open(alone, SessionSettings.threads(1).at(SessionSettings.Optimisation.NONE))) {
            Map<String, Tensor> feed = new HashMap<>();
            for (ValueInfoProto input : part.getInputList()) {
                graph.getInitializerList().stream()
                        .filter(t -> t.getName().equals(input.getName()))
                        .forEach(t -> feed.put(t.getName(), Tensors.of(t)));
            }
            return session.run(feed);
        }
    }

    private static OnnxModel replaced(OnnxModel model, Set<Integer> constant, Map<String, Tensor> values) {
        OnnxModel folded = model;
        GraphProto.Builder graph = folded.proto().getGraph().toBuilder();
        values.forEach((name, tensor) -> graph.addInitializer(Tensors.proto(name, tensor)));
        List<NodeProto> nodes = folded.proto().getGraph().getNodeList();
        folded = new OnnxModel(folded.proto().toBuilder().setGraph(graph).build());
        Rewrite rewrite = new Rewrite(folded);
        for (int i = 0; i < nodes.size(); i++) {
            if (!constant.contains(i)) {
                rewrite.put(nodes.get(i));
            }
        }
        return rewrite.done();
    }
}
