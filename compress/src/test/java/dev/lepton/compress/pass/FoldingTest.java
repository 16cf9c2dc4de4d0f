package dev.lepton.compress.pass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.compress.Nets;
import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.run.Forms;
import dev.lepton.compress.run.Ort;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.run.Session;
import dev.lepton.compress.run.SessionSettings;
import dev.lepton.core.evidence.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FoldingTest {
    private static float[] run(OnnxModel model, Map<String, Tensor> inputs) {
        try (Session session = Ort.open(model, SessionSettings.threads(1))) {
            return session.run(inputs).get("y").floats();
        }
    }

    private static Map<String, Tensor> input(OnnxModel model) {
        return Samples.made(model, Map.of(), 1, 5).first();
    }

    private static List<String> operators(OnnxModel model) {
        return model.proto().getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .toList();
    }

    @Test
    void constantsAreWorkedOutOnce() {
        OnnxModel model = Nets.constants();
        OnnxModel folded = FoldConstants.in(model);
        assertEquals(List.of("Add"), operators(folded));
        assertEquals(1, folded.proto().getGraph().getInitializerCount());
        assertArrayEquals(run(model, input(model)), run(folded, input(model)));
        assertSame(folded, FoldConstants.in(folded));
    }

    @Test
    void batchNormalisationGoesIntoTheConvolution() {
        OnnxModel model = Nets.convolutions(4, 13);
        OnnxModel folded = FoldBatchNorm.in(model);
        assertTrue(operators(model).contains("BatchNormalization"));
        assertEquals(operators(model).size() - 2, operators(folded).size());
        assertTrue(!operators(folded).contains("BatchNormalization"));
        assertArrayEquals(run(model, input(model)), run(folded, input(model)), 1e-5f);
        assertSame(folded, FoldBatchNorm.in(folded));
    }

    @Test
    void olderOperatorsAreBroughtToThirteen() {
        OnnxModel model = Nets.convolutions(4, 9);
        OnnxModel upgraded = UpgradeOpset.in(model, Forms.of(model, input(model)));
        assertEquals(13, upgraded.opset());
        assertArrayEquals(run(model, input(model)), run(upgraded, input(model)));
    }

    @Test
    void aSoftmaxOverSeveralAxesStaysOne() {
        OnnxModel flat = Nets.convolutions(4, 9);
        GraphProto.Builder graph = flat.proto().getGraph().toBuilder();
        NodeProto last = graph.getNode(graph.getNodeCount() - 1);
        graph.setNode(
                graph.getNodeCount() - 1, last.toBuilder().clearAttribute().addAttribute(Attributes.of("axis", 0)));
        OnnxModel model = new OnnxModel(flat.proto().toBuilder().setGraph(graph).build());
        OnnxModel upgraded = UpgradeOpset.in(model, Forms.of(model, input(model)));
        assertTrue(operators(upgraded).containsAll(List.of("Flatten", "Reshape")));
        assertArrayEquals(run(model, input(model)), run(upgraded, input(model)));
    }

    @Test
    void anOperatorWhoseMeaningIsNotKnownIsRefusedByName() {
        OnnxModel known = Nets.convolutions(4, 9);
        GraphProto.Builder graph = known.proto().getGraph().toBuilder();
        graph.setNode(2, graph.getNode(2).toBuilder().setOpType("Upsample").setName("up"));
        OnnxModel model =
                new OnnxModel(known.proto().toBuilder().setGraph(graph).build());
        Forms forms = Forms.of(known, input(known));
        Problem problem = assertThrows(Problem.class, () -> UpgradeOpset.in(model, forms));
        assertTrue(problem.getMessage().startsWith("Upsample 'up'"), problem.getMessage());
    }

    @Test
    void weightsListedAsInputsBecomeWeights() {
        OnnxModel tidy = Nets.mlp(1);
        OnnxModel old = Nets.old(tidy);
        OnnxModel inside = WeightsInside.in(old);
        assertEquals(1, inside.proto().getGraph().getInputCount());
        assertArrayEquals(run(old, input(old)), run(inside, input(old)));
        assertSame(tidy, WeightsInside.in(tidy));
    }

    @Test
    void anUnknownOperatorIsNamedByItsNode() {
        OnnxModel known = Nets.mlp(1);
        GraphProto.Builder graph = known.proto().getGraph().toBuilder();
        graph.setNode(1, graph.getNode(1).toBuilder().setOpType("Frobnicate").setName("odd"));
        OnnxModel model =
                new OnnxModel(known.proto().toBuilder().setGraph(graph).build());
        Problem problem = assertThrows(Problem.class, () -> Ort.open(model, SessionSettings.threads(1)));
        assertTrue(problem.getMessage().contains("Frobnicate 'odd'"), problem.getMessage());
    }
}
