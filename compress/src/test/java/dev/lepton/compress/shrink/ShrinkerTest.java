package dev.lepton.compress.shrink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.compress.Nets;
import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.measure.Agreement;
import dev.lepton.compress.measure.Processor;
import dev.lepton.compress.pass.Calibration;
import dev.lepton.compress.run.Outputs;
import dev.lepton.compress.run.Samples;
import dev.lepton.core.evidence.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class ShrinkerTest {
    private static ShrinkRequest request(
            OnnxModel model, ShrinkRequest.Goal goal, Promise promise, List<Integer> labels) {
        Samples samples = Samples.made(model, Map.of(), 24, 8);
        return new ShrinkRequest(samples, labels, goal, promise, Duration.ofMillis(150), 8, "0");
    }

    @Test
    void neverSlowerThanItsInputAndKeepsItsPromise() {
        OnnxModel model = Nets.convolutions(2, 9);
        Shrunk shrunk =
                Shrinker.shrink(model, request(model, ShrinkRequest.Goal.SPEED, new Promise(0.9, 0, 20), List.of()));
        assertTrue(shrunk.unchanged() || shrunk.faster().mid() >= 1 / 1.02, shrunk.verdict());
        assertTrue(shrunk.agreement().share() >= 0.9);
        assertTrue(shrunk.tried().size() >= 5);
        assertTrue(shrunk.notes().stream().anyMatch(n -> n.contains("made up")));
    }

    @Test
    void sizeMayCostTime() {
        OnnxModel model = Nets.mlp(2);
        Shrunk shrunk =
                Shrinker.shrink(model, request(model, ShrinkRequest.Goal.SIZE, new Promise(0.5, 0, 20), List.of()));
        assertTrue(shrunk.after().bytes() < shrunk.before().bytes() / 2, shrunk.verdict());
        assertEquals(model.sha256(), shrunk.model().noted("lepton.input_sha256").orElseThrow());
        assertEquals("8", shrunk.model().noted("lepton.seed").orElseThrow());
        assertEquals(
                String.join("; ", shrunk.passes()),
                shrunk.model().noted("lepton.passes").orElseThrow());
        assertTrue(shrunk.model().noted("lepton.measured.same_decisions").isPresent());
    }

    @Test
    void aPromiseThatNothingKeepsLeavesTheInputByteForByte() {
        OnnxModel model = Nets.mlp(2);
        Promise all = new Promise(1, 0, 20);
        List<Integer> impossible = new ArrayList<>();
        List<Map<String, Tensor>> outputs = Outputs.of(
                model, request(model, ShrinkRequest.Goal.SIZE, all, List.of()).samples(), Shrinker.ONE_THREAD);
        outputs.forEach(o -> impossible.add(Agreement.largest(o.get("y").numbers(), 10)[0]));
        // with right labels and nothing to lose, only a variant without one wrong answer may be taken
        Shrunk shrunk = Shrinker.shrink(model, request(model, ShrinkRequest.Goal.SIZE, all, impossible));
        assertEquals(OptionalDouble.of(1), shrunk.before().accuracy());
        assertEquals(OptionalDouble.of(1), shrunk.after().accuracy());
        Shrunk same = Shrinker.shrink(
                model, request(model, ShrinkRequest.Goal.SPEED, new Promise(1, 0, 20), wrong(impossible)));
        assertEquals(OptionalDouble.of(0), same.before().accuracy());
        if (same.unchanged()) {
            assertArrayEquals(model.bytes(), same.model().bytes());
        }
    }

    /** 19 of 20 the same class: a model that says nothing else would keep 95 % of the decisions. */
    @Test
    void decisionsThatAreNearlyAllOneMustBeNearToo() {
        List<Map<String, Tensor>> before = new ArrayList<>();
        List<Map<String, Tensor>> after = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            before.add(Map.of("y", Tensor.floats(new float[] {i < 1 ? 3 : 1, 2}, 1, 2)));
            after.add(Map.of("y", Tensor.floats(new float[] {0, 9}, 1, 2)));
        }
        Promise promise = new Promise(0.9, 0, 20);
        OptionalDouble none = OptionalDouble.empty();
        assertFalse(promise.kept(Agreement.of(before, after), none, none));
        assertTrue(promise.kept(Agreement.of(before, before), none, none));
    }

    @Test
    void labelsThatAreNoClassesAreRefused() {
        List<Map<String, Tensor>> outputs = List.of(Map.of("y", Tensor.floats(new float[] {1, 2}, 1, 2)));
        Problem none = assertThrows(Problem.class, () -> Promise.accuracy(outputs, List.of(2)));
        assertTrue(none.getMessage().contains("a label is 2"), none.getMessage());
        List<Map<String, Tensor>> planes = List.of(Map.of("y", Tensor.floats(new float[16], 1, 4, 2, 2)));
        Problem plane = assertThrows(Problem.class, () -> Promise.accuracy(planes, List.of(2)));
        assertTrue(plane.getMessage().contains("no output of the model tells classes apart"), plane.getMessage());
        List<Map<String, Tensor>> chosen = List.of(Map.of("y", Tensor.longs(new long[] {7}, 1)));
        assertEquals(OptionalDouble.of(1), Promise.accuracy(chosen, List.of(7)));
    }

    private static List<Integer> wrong(List<Integer> right) {
        return right.stream().map(l -> (l + 1) % 10).toList();
    }

    @Test
    void theMostHarmfulLayerGoesBackFirst() {
        OnnxModel model = Nets.mlp(2);
        Samples samples = Samples.made(model, Map.of(), 24, 8);
        Candidates candidates = new Candidates(Prepared.of(model, samples), samples, Processor.here());
        Fallback fallback = new Fallback(candidates, Calibration.MSE, samples);
        List<Integer> order = fallback.mostHarmfulFirst();
        assertEquals(candidates.indices().size(), order.size());
        List<Map<String, Tensor>> expected = Outputs.of(model, samples.head(8), Shrinker.ONE_THREAD);
        double before = Double.NEGATIVE_INFINITY;
        for (int layer : order) {
            Candidate alone = candidates.staticOf(Calibration.MSE, java.util.Set.of(layer), "");
            double decibels = Agreement.of(expected, Outputs.of(alone.model(), samples.head(8), Shrinker.ONE_THREAD))
                    .signalToNoise();
            assertTrue(decibels >= before);
            before = decibels;
        }
    }
}
