package dev.lepton.compress.pass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.compress.Nets;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.onnx.NodeProto;
import dev.lepton.compress.run.Optimised;
import dev.lepton.compress.run.Outputs;
import dev.lepton.compress.run.Samples;
import dev.lepton.compress.run.SessionSettings;
import dev.lepton.core.evidence.Problem;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class QuantisationTest {
    private static final SessionSettings ONE = SessionSettings.threads(1);

    private static Samples samples(OnnxModel model) {
        return Samples.made(model, Map.of(), 40, 3);
    }

    private static Agreement against(OnnxModel original, OnnxModel changed) {
        Samples samples = samples(original);
        return Agreement.of(Outputs.of(original, samples, ONE), Outputs.of(changed, samples, ONE));
    }

    private static Set<Integer> indices(StaticQuantisation quantisation) {
        return quantisation.layers().stream().map(Layer::index).collect(Collectors.toSet());
    }

    @Test
    void everyCalibrationKeepsTheOutputsNear() {
        for (OnnxModel model : List.of(Nets.mlp(5), FoldBatchNorm.in(Nets.convolutions(5, 13)))) {
            StaticQuantisation quantisation = StaticQuantisation.measured(model, samples(model));
            for (Calibration calibration : Calibration.values()) {
                OnnxModel bytes = quantisation.quantised(calibration, indices(quantisation), 127);
                // few values leave most bins of a distribution empty, which entropy takes for what it looks like
                double least = calibration == Calibration.ENTROPY ? 12 : 20;
                assertTrue(against(model, bytes).signalToNoise() > least, calibration + " " + against(model, bytes));
            }
            OnnxModel none = quantisation.quantised(Calibration.MSE, Set.of(), 127);
            assertTrue(against(model, none).bitEqual());
        }
    }

    @Test
    void convolutionsRunInEightBits() {
        OnnxModel model = FoldBatchNorm.in(Nets.convolutions(5, 13));
        StaticQuantisation quantisation = StaticQuantisation.measured(model, samples(model));
        OnnxModel bytes = quantisation.quantised(Calibration.MINMAX, indices(quantisation), 127);
        List<String> operators =
                Optimised.of(bytes, SessionSettings.Optimisation.ALL).proto().getGraph().getNodeList().stream()
                        .map(NodeProto::getOpType)
                        .toList();
        assertEquals(3, operators.stream().filter("QLinearConv"::equals).count(), operators.toString());
        assertTrue(!operators.contains("Conv") && !operators.contains("Relu"), operators.toString());
        assertEquals(Set.of(), Unfused.in(bytes, quantisation.layers()));
    }

    @Test
    void dynamicFormIsFusedAndNear() {
        OnnxModel model = Nets.mlp(6);
        OnnxModel bytes = DynamicQuantisation.in(model, 127);
        assertTrue(
                against(model, bytes).signalToNoise() > 25,
                against(model, bytes).toString());
        assertTrue(bytes.bytes().length < model.bytes().length / 2);
    }

    @Test
    void blocksOfWeightsAreNear() {
        OnnxModel model = Nets.mlp(6);
        Agreement eight = against(model, BlockWeights.in(model, 8, 32));
        Agreement four = against(model, BlockWeights.in(model, 4, 32));
        assertTrue(eight.signalToNoise() > 30, eight.toString());
        assertTrue(four.signalToNoise() > 8 && four.signalToNoise() < eight.signalToNoise(), four.toString());
        String made =
                BlockWeights.in(model, 4, 32).proto().getGraph().getNode(0).toString();
        assertTrue(made.contains("accuracy_level"), made);
    }

    @Test
    void aBiasThatIsHugeBesideItsWeightsStillFits() {
        Tensor weights = Tensor.floats(new float[] {1e-9f, 0, 2, -2}, 2, 2);
        Int8Weights bytes = Int8Weights.of(weights, 0, 127, new float[] {0.5f, 0});
        assertEquals(0.5f, bytes.scale(0));
        assertArrayEquals(new byte[] {0, 0, 127, -127}, bytes.values().bytes().array());
    }

    @Test
    void aHistogramNeedsTheSameRoomForAnyNumberOfValues() {
        Histogram histogram = new Histogram("t");
        Random random = new Random(2);
        for (int i = 0; i < 50; i++) {
            float[] values = new float[10_000];
            for (int v = 0; v < values.length; v++) {
                values[v] = (float) (random.nextGaussian() * (i + 1));
            }
            histogram.add(values);
        }
        long counted = 0;
        double mean = 0;
        for (int b = 0; b < Histogram.BINS; b++) {
            counted += histogram.count(b);
            mean += histogram.count(b) * histogram.middle(b);
        }
        assertEquals(500_000, counted);
        assertEquals(500_000, histogram.total());
        assertEquals(0, mean / counted, 0.2);
        assertTrue(histogram.greatest() > 150 && histogram.least() < -150);
    }

    @Test
    void calibrationsClipWhatIsRareAndMinmaxDoesNot() {
        Histogram histogram = new Histogram("t");
        float[] values = new float[400_001];
        Random random = new Random(3);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        values[400_000] = 60;
        histogram.add(values);
        assertEquals(60, Calibration.MINMAX.range(histogram).high());
        for (Calibration calibration : List.of(Calibration.PERCENTILE, Calibration.MSE, Calibration.ENTROPY)) {
            Range range = calibration.range(histogram);
            assertTrue(range.high() < 50, calibration + " " + range);
            assertTrue(range.high() > 2, calibration + " " + range);
        }
    }

    @Test
    void zeroIsAlwaysOneOfTheValues() {
        Range range = new Range(-0.37, 1.9);
        assertEquals(0, range.through(0));
        assertTrue(new Range(3, 5).low() == 0);
        assertEquals(0, new Range(0, 0).through(0));
    }

    @Test
    void aValueThatIsNoNumberIsRefusedByTensor() {
        OnnxModel model = Nets.mlp(1);
        float[] values = new float[32];
        values[4] = Float.NaN;
        Samples samples = Samples.given(List.of(Map.of("x", Tensor.floats(values, 1, 32))));
        Problem problem = assertThrows(Problem.class, () -> StaticQuantisation.measured(model, samples));
        assertTrue(problem.getMessage().contains("'x' holds NaN"), problem.getMessage());
    }
}
