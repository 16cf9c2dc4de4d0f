package dev.lepton.compress.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.compress.Nets;
import dev.lepton.compress.graph.Named;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.run.Samples;
import java.time.Duration;
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

    @Test
    void theProcessorIsNamed() {
        assertTrue(Processor.here().threads() >= 1);
        assertTrue(!Processor.here().toString().isBlank());
    }
}
