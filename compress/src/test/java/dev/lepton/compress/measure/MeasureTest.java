package dev.lepton.compress.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.compress.Nets;
import dev.lepton.compress.graph.Named;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.onnx.TensorProto.DataType;
import dev.lepton.compress.run.Samples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MeasureTest {
    @Test
    void theIntervalOfAMedianHoldsItNinetyFiveTimesInAHundred() {
        Random random = new Random(1);
        int held = 0;
        for (int trial = 0; trial < 4000; trial++) {
            double[] draws = random.doubles(31).map(u -> -Math.log(1 - u)).toArray();
            Estimate estimate = new Runs(draws).estimate();
            held += estimate.low() <= Math.log(2) && Math.log(2) <= estimate.high() ? 1 : 0;
        }
        assertTrue(held > 0.94 * 4000 && held < 0.99 * 4000, "held " + held);
    }

    @Test
    void theRatioIsOfRunsTakenInTurn() {
        Runs base = new Runs(10, 20, 40);
        Runs half = new Runs(5, 10, 20);
        assertEquals(new Estimate(2, 2, 2), half.faster(base));
        assertThrows(IllegalArgumentException.class, () -> half.faster(new Runs(1)));
    }

    @Test
    void everyContenderRunsAsOften() {
        int[] counts = new int[2];
        List<Runs> runs = Race.run(List.of(() -> counts[0]++, () -> busy(counts)), true, Duration.ofMillis(50));
        assertEquals(runs.get(0).count(), runs.get(1).count());
        assertTrue(runs.get(0).count() >= 15);
        assertTrue(runs.get(1).median() > runs.get(0).median());
    }

    private static void busy(int[] counts) {
        double sum = 0;
        for (int i = 1; i < 200_000; i++) {
            sum += Math.sqrt(i);
        }
        counts[1] += sum > 0 ? 1 : 0;
    }

    @Test
    void everyNodeOfAModelIsTimed() {
        OnnxModel model = Named.in(Nets.choice());
        Map<String, Double> times =
                NodeTimes.of(model, Samples.made(model, Map.of(), 1, 1).first(), 5);
        model.proto()
                .getGraph()
                .getNodeList()
                .forEach(n -> assertTrue(times.getOrDefault(n.getName(), -1.0) >= 0, n.getName() + " in " + times));
    }

    @Test
    void differencesAreCountedBitByBit() {
        Map<String, Tensor> a = Map.of("y", Tensor.floats(new float[] {1, 2, 3, 0}, 2, 2));
        Map<String, Tensor> b = Map.of("y", Tensor.floats(new float[] {1, 0.5f, 3, -0f}, 2, 2));
        Agreement agreement = Agreement.of(List.of(a), List.of(b));
        assertEquals(2, agreement.differing());
        assertEquals(1.5, agreement.maxAbsDifference());
        assertEquals(0.5, agreement.share());
        assertEquals(10 * Math.log10(14 / 2.25), agreement.signalToNoise(), 1e-9);
        assertTrue(Agreement.of(List.of(a), List.of(a)).bitEqual());
    }

    private static Tensor halves(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putShort(Float.floatToFloat16(value));
        }
        return Tensor.of(DataType.FLOAT16, new long[] {1, values.length}, bytes.flip());
    }

    private static Agreement of(Map<String, Tensor> a, Map<String, Tensor> b) {
        return Agreement.of(List.of(a), List.of(b));
    }

    @Test
    void realNumbersOfEveryWidthAreCompared() {
        Agreement half = of(Map.of("y", halves(1, 3)), Map.of("y", halves(2, 1)));
        assertEquals(2, half.maxAbsDifference());
        assertEquals(10 * Math.log10(10 / 5.0), half.signalToNoise(), 1e-9);
        assertEquals(0, half.same());
        assertEquals(1, half.decisions());
    }

    /** What a segmentation gives after its ArgMax: each number is a decision, and none stands over a difference. */
    @Test
    void wholeNumbersAreDecisionsEachByItself() {
        Agreement wholes = of(
                Map.of("y", Tensor.longs(new long[] {1, 2, 3, 4}, 1, 4)),
                Map.of("y", Tensor.longs(new long[] {1, 2, 0, 4}, 1, 4)));
        assertEquals(4, wholes.decisions());
        assertEquals(3, wholes.same());
        assertEquals(1, wholes.differing());
        assertEquals(10 * Math.log10(4), wholes.nearness(), 1e-9);
    }

    @Test
    void wholeNumbersAreComparedToTheLastDigit() {
        long large = 1L << 60;
        assertEquals(
                1,
                of(
                                Map.of("y", Tensor.longs(new long[] {large, 1}, 2)),
                                Map.of("y", Tensor.longs(new long[] {large + 1, 1}, 2)))
                        .differing());
    }

    @Test
    void anOutputOfAnotherSizeIsWhollyLost() {
        Agreement lost = of(
                Map.of("boxes", Tensor.floats(new float[] {3, 4}, 2, 1)),
                Map.of("boxes", Tensor.floats(new float[] {3, 4, 5}, 3, 1)));
        assertEquals(2, lost.differing());
        assertEquals(0, lost.signalToNoise(), 1e-9);
    }

    @Test
    void otherOutputsAreToldApart() {
        Map<String, Tensor> a = new LinkedHashMap<>();
        a.put("choice", Tensor.floats(new float[] {1, 2}, 1, 2));
        a.put("value", Tensor.floats(new float[] {10}, 1, 1));
        a.put("places", Tensor.longs(new long[] {5, 6}, 2));
        Map<String, Tensor> b = new LinkedHashMap<>(a);
        b.put("value", Tensor.floats(new float[] {11}, 1, 1));
        b.put("places", Tensor.longs(new long[] {5, 7}, 2));
        Agreement agreement = of(a, b);
        assertEquals(1, agreement.share());
        assertEquals(20, agreement.rest().signalToNoise(), 1e-9);
        assertEquals(0.5, agreement.rest().share());
    }

    @Test
    void decisionsThatAreNearlyAllOneTellNothing() {
        List<Map<String, Tensor>> same = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            same.add(Map.of("y", Tensor.floats(new float[] {i < 1 ? 3 : 1, 2}, 1, 2)));
        }
        assertFalse(Agreement.of(same, same).telling());
        same.set(1, same.get(0));
        assertTrue(Agreement.of(same, same).telling());
    }

    /** Planes of a picture decide nothing; ones at the end are no axes. */
    @Test
    void whatDecidesIsFoundByShape() {
        assertTrue(Deciding.of(Map.of("y", Tensor.floats(new float[16], 1, 4, 2, 2)))
                .isEmpty());
        Deciding deciding = Deciding.of(Map.of("y", Tensor.floats(new float[4], 1, 4, 1, 1)))
                .orElseThrow();
        assertEquals(
                4, deciding.classes(Tensor.floats(new float[4], 1, 4, 1, 1)).orElseThrow());
    }

    @Test
    void theProcessorIsNamed() {
        assertTrue(Processor.here().threads() >= 1);
        assertTrue(!Processor.here().toString().isBlank());
    }
}
