package dev.lepton.compress.split;

import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.onnx.AttributeProto;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.onnx.TensorProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Nodes that draw random numbers. */
final class RandomNodes {
    private static final Set<String> DRAWING = Set.of(
            "RandomNormal", "RandomUniform", "RandomNormalLike", "RandomUniformLike", "Multinomial", "Bernoulli");
    private static final int TRAINING = 2;

    private RandomNodes() {}

    /** Those of {@code graph} and of bodies in it. */
    static List<NodeProto> in(GraphProto graph) {
        List<NodeProto> found = new ArrayList<>();
        for (NodeProto node : graph.getNodeList()) {
            if (DRAWING.contains(node.getOpType()) || drops(node, graph)) {
                found.add(node);
            }
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG()) {
                    found.addAll(in(attribute.getG()));
                }
                attribute.getGraphsList().forEach(g -> found.addAll(in(g)));
            }
        }
        return found;
    }

    /** Whether {@code node} begins from the same number in every session. */
    static boolean seeded(NodeProto node) {
        return node.getAttributeList().stream().anyMatch(a -> a.getName().equals("seed"));
    }

    /** Whether {@code node} drops at random: a Dropout whose switch for training is not a weight that is off. */
    private static boolean drops(NodeProto node, GraphProto graph) {
        if (!node.getOpType().equals("Dropout") || node.getInputCount() <= TRAINING) {
            return false;
        }
        String training = node.getInput(TRAINING);
        Optional<TensorProto> weight = graph.getInitializerList().stream()
                .filter(w -> w.getName().equals(training))
                .findFirst();
        return !training.isEmpty()
                && weight.map(w -> Tensors.of(w).bytes().get(0) != 0).orElse(true);
    }
}
