package dev.lepton.compress.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.compress.Nets;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.graph.Tensors;
import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.onnx.GraphProto;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.run.Forms;
import dev.lepton.compress.run.Outputs;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.run.SessionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class QuickerTest {
    private static final SessionSettings AS_WRITTEN = SessionSettings.threads(1).at(SessionSettings.Optimisation.NONE);

    /** Rows 3 to 34 are there: below, behind and far off there are none. */
    private static Samples characters() {
        Random random = new Random(4);
        List<Map<String, Tensor>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int[] values = new int[24];
            for (int k = 0; k < values.length; k++) {
                values[k] = random.nextInt(40) - 1;
            }
            values[0] = -1_000_000;
            values[1] = Integer.MAX_VALUE;
            all.add(Map.of("x", Tensor.ints(values, 1, 24)));
        }
        return Samples.given(all);
    }

    private static Agreement against(OnnxModel original, OnnxModel changed) {
        return Agreement.of(
                Outputs.of(original, characters(), AS_WRITTEN), Outputs.of(changed, characters(), AS_WRITTEN));
    }

    private static OnnxModel lookedUp(OnnxModel model) {
        return LookUps.in(model, Forms.of(model, characters().first()));
    }

    private static List<String> operators(OnnxModel model) {
        return model.proto().getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .toList();
    }

    @Test
    void oneHotProductsAreLookedUpWithTheSameBits() {
        OnnxModel model = Nets.characters(7, false);
        OnnxModel changed = lookedUp(model);
        assertTrue(operators(changed).contains("Gather"), operators(changed).toString());
        for (String gone : List.of("Equal", "Cast", "MatMul")) {
            assertFalse(operators(changed).contains(gone), operators(changed).toString());
        }
        assertTrue(against(model, changed).bitEqual(), against(model, changed).toString());
        OnnxModel other = Nets.mlp(1);
        assertSame(
                other,
                LookUps.in(
                        other,
                        Forms.of(other, Samples.made(other, Map.of(), 1, 1).first())));
    }

    @Test
    void whatFollowsALookUpIsWorkedOutOnItsTable() {
        OnnxModel model = lookedUp(Nets.characters(7, false));
        OnnxModel changed = Tables.in(model, Forms.of(model, characters().first()));
        int look = operators(changed).indexOf("Gather");
        assertEquals(
                "Transpose",
                operators(changed).get(look + 1),
                operators(changed).toString());
        assertEquals(operators(model).size() - 10, operators(changed).size());
        assertTrue(
                against(model, changed).signalToNoise() > 120,
                against(model, changed).toString());
    }

    @Test
    void errorUnitsAreFoundByTheirValues() {
        OnnxModel model = Nets.characters(8, false);
        OnnxModel changed = Gelus.in(model);
        assertEquals(2, operators(changed).stream().filter("FastGelu"::equals).count());
        assertFalse(operators(changed).contains("Tanh"));
        assertTrue(
                against(model, changed).signalToNoise() > 110,
                against(model, changed).toString());
        OnnxModel other = Nets.mlp(1);
        assertSame(other, Gelus.in(other));
    }

    @Test
    void nearlyAnErrorUnitStaysAsItIs() {
        OnnxModel model = Nets.characters(8, false);
        GraphProto.Builder graph = model.proto().getGraph().toBuilder();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            if (graph.getInitializer(i).getName().endsWith("_a")) {
                graph.setInitializer(
                        i, Tensors.proto(graph.getInitializer(i).getName(), Tensor.floats(new float[] {0.045f})));
            }
        }
        OnnxModel near = new OnnxModel(model.proto().toBuilder().setGraph(graph).build());
        assertSame(near, Gelus.in(near));
    }

    @Test
    void convolutionsAlongOneAxisAreProductsOfWindows() {
        for (boolean padded : List.of(false, true)) {
            OnnxModel model = Nets.characters(9, padded);
            OnnxModel dynamic = DynamicQuantisation.withWindows(model, 127);
            assertFalse(operators(dynamic).contains("Conv"));
            assertTrue(
                    against(model, dynamic).signalToNoise() > 30,
                    against(model, dynamic).toString());
            StaticQuantisation seen = StaticQuantisation.measured(model, characters());
            Set<Integer> all = seen.layers().stream().map(Layer::index).collect(Collectors.toSet());
            OnnxModel fixed = seen.quantised(Calibration.MINMAX, all, 127, true);
            assertFalse(operators(fixed).contains("Conv"));
            assertTrue(
                    against(model, fixed).signalToNoise() > 30,
                    against(model, fixed).toString());
        }
        assertTrue(DynamicQuantisation.windowed(Nets.convolutions(1, 13)).isEmpty());
    }

    @Test
    void sumsAreNormalisedInOneAndStillGivenOut() {
        OnnxModel model = Nets.residuals(3);
        Samples samples = Samples.made(model, Map.of(), 12, 2);
        OnnxModel changed = ResidualNorms.in(model, Forms.of(model, samples.first()));
        assertEquals(
                1,
                operators(changed).stream()
                        .filter("SkipLayerNormalization"::equals)
                        .count());
        assertEquals(operators(model).size() - 1, operators(changed).size());
        Agreement same = Agreement.of(Outputs.of(model, samples, AS_WRITTEN), Outputs.of(changed, samples, AS_WRITTEN));
        assertTrue(same.signalToNoise() > 110, same.toString());
    }

    @Test
    void aProductAndItsAddedRowRunInEightBits() {
        OnnxModel model = Nets.residuals(3);
        Samples samples = Samples.made(model, Map.of(), 12, 2);
        StaticQuantisation seen = StaticQuantisation.measured(model, samples);
        Set<Integer> all = seen.layers().stream().map(Layer::index).collect(Collectors.toSet());
        OnnxModel bytes = seen.quantised(Calibration.MINMAX, all, 127);
        assertEquals(2, all.size());
        assertEquals(Set.of(), Unfused.in(bytes, seen.layers()));
        Agreement same = Agreement.of(Outputs.of(model, samples, AS_WRITTEN), Outputs.of(bytes, samples, AS_WRITTEN));
        assertTrue(same.signalToNoise() > 30, same.toString());
    }
}
