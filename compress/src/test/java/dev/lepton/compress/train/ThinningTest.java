package dev.lepton.compress.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.compress.graph.OnnxModel;
import dev.lepton.compress.prune.Magnitude;
import dev.lepton.core.evidence.Problem;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ThinningTest {
    private static BitSet places(int... places) {
        BitSet set = new BitSet();
        for (int place : places) {
            set.set(place);
        }
        return set;
    }

    private static Map<String, float[]> weights() {
        Map<String, float[]> weights = new LinkedHashMap<>();
        weights.put("a", new float[] {3, -1, 2});
        weights.put("b", new float[] {10, 5});
        return weights;
    }

    /** Squares over those no smaller: 9/9, 1/14, 4/13 and 100/100, 25/125. Two of five go: 1/14 and 1/5, though 5 is larger than 3. */
    @Test
    void everywhereTheOnesThatMatterLeastToTheirLayerGo() {
        Thinning thinning = new Thinning(Map.of("a", 0.6, "b", 0.6), true, 0.5, 1);
        Map<String, BitSet> gone = thinning.gone(weights(), 0.5);
        assertEquals(places(1), gone.get("a"));
        assertEquals(places(1), gone.get("b"));
    }

    @Test
    void orEachLayerHasItsShare() {
        Thinning thinning = new Thinning(Map.of("a", 1 / 3.0), false, 0.5, 1);
        assertEquals(places(1, 2), thinning.gone(weights(), 1).get("a"));
        assertEquals(places(), thinning.gone(weights(), 1).get("b"), "what is not named stays");
    }

    /** After half of the time 1 - (1 - 1/2)^3 = 7/8 of those to go are gone. */
    @Test
    void mostGoEarly() {
        float[] many = new float[100];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < many.length; i++) {
            many[i] = (float) random.nextDouble();
        }
        Thinning thinning = new Thinning(Map.of("w", 0.2), false, 0.6, 1);
        assertEquals(
                70,
                thinning.gone(Map.of("w", many), 0.3)
                        .getOrDefault("w", places())
                        .cardinality());
        Thinning together = new Thinning(Map.of("w", 0.2), true, 0.6, 1);
        assertEquals(
                70,
                together.gone(Map.of("w", many), 0.3)
                        .getOrDefault("w", places())
                        .cardinality());
        assertEquals(
                80,
                together.gone(Map.of("w", many), 0.9)
                        .getOrDefault("w", places())
                        .cardinality());
    }

    @Test
    void aNetworkIsThinnedWhileItLearns() {
        TrainingSet data = TrainerTest.task(1, 400);
        OnnxModel start = TrainerTest.network(1);
        TrainSettings settings = TrainSettings.usual(8, 1).batch(16).rate(0.005);
        OnnxModel base = Trainer.train(start, data, Optional.empty(), settings, Masks.none(), e -> {})
                .model();
        List<Epoch> seen = new ArrayList<>();
        OnnxModel thin = Magnitude.thinned(base, 4, data, settings, seen::add);
        assertTrue(thin.nonzero() <= thin.parameters() / 4, thin.nonzero() + " of " + thin.parameters());
        assertTrue(thin.nonzero() >= thin.parameters() / 4 - 2, thin.nonzero() + " of " + thin.parameters());
        assertTrue(
                Answers.error(thin, TrainerTest.task(2, 400)) < 0.25,
                "error " + Answers.error(thin, TrainerTest.task(2, 400)));
        assertArrayEquals(
                thin.bytes(),
                Magnitude.thinned(base, 4, data, settings, e -> {}).bytes());
    }

    @Test
    void anEpochBeforeAllAreGoneIsNeverTheBest() {
        TrainingSet data = TrainerTest.task(1, 200);
        List<Epoch> seen = new ArrayList<>();
        TrainSettings settings =
                TrainSettings.usual(10, 1).batch(16).rate(0.005).held(0.2);
        OnnxModel thin = Magnitude.thinned(TrainerTest.network(1), 10, data, settings, seen::add);
        assertTrue(seen.size() > 6, "it does not end before all are gone: " + seen.size());
        assertTrue(thin.nonzero() <= thin.parameters() / 10);
    }

    /** A hundred steps in all: after half of the time for it about 7/8 of those to go are gone, not none. */
    @Test
    void aShortTrainingThinsLittleByLittle() {
        TrainingSet data = TrainerTest.task(1, 160);
        OnnxModel start = TrainerTest.network(1);
        List<Long> left = new ArrayList<>();
        TrainSettings settings =
                TrainSettings.usual(10, 1).batch(16).rate(0.005).held(0);
        Magnitude.thinned(
                start, 4, data, settings, e -> left.add(e.checkpoint().get().nonzero()));
        double go = start.parameters() * 0.75;
        assertEquals(7 / 8.0, (start.parameters() - left.get(2)) / go, 0.08);
        assertEquals(1, (start.parameters() - left.get(6)) / go, 0.02);
    }

    @Test
    void tooFewAreRefused() {
        TrainingSet data = TrainerTest.task(1, 20);
        Problem problem = assertThrows(
                Problem.class,
                () -> Magnitude.thinned(TrainerTest.network(1), 1000, data, TrainSettings.usual(1, 1), e -> {}));
        assertTrue(problem.getMessage().contains("are of layers"), problem.getMessage());
    }

    @Test
    void blankedInputsAreDrawnAndKeepTheirMean() {
        float[] ones = new float[10_000];
        java.util.Arrays.fill(ones, 1);
        TrainingSet data = TrainingSet.of("input", ones, new int[100], 100);
        float[] blanked = data.blanked(0.2, new SplittableRandom(1))
                .feed()
                .values()
                .iterator()
                .next()
                .values();
        double sum = 0;
        int zeros = 0;
        for (float value : blanked) {
            assertTrue(value == 0 || value == 1.25f, "a number became " + value);
            sum += value;
            zeros += value == 0 ? 1 : 0;
        }
        assertEquals(2_000, zeros, 200);
        assertEquals(10_000, sum, 250);
        assertEquals(1, ones[0], "the data stay");
    }

    /** A row 1 2 over a row 3 4 in channels that lie first or last: all move alike, and edges repeat. */
    @Test
    void picturesAreMovedAsAWhole() {
        float[] first = {1, 2, 3, 4, 10, 20, 30, 40};
        float[] last = {1, 10, 100, 2, 20, 200, 3, 30, 300, 4, 40, 400};
        Map<List<Float>, List<Float>> seen = new LinkedHashMap<>();
        for (long seed = 0; seed < 200; seed++) {
            List<Float> planes = moved(first, seed, 2, 2, 2);
            assertEquals(planes.subList(0, 4).stream().map(v -> v * 10).toList(), planes.subList(4, 8));
            List<Float> inner = moved(last, seed, 2, 2, 3);
            for (int i = 0; i < 4; i++) {
                assertEquals(planes.get(i), inner.get(3 * i), "the same move whichever way channels lie");
                assertEquals(100 * planes.get(i), inner.get(3 * i + 2));
            }
            seen.put(planes.subList(0, 4), planes);
        }
        assertEquals(9, seen.size(), "one place each way");
        assertTrue(seen.containsKey(List.of(1f, 1f, 1f, 1f)), "down and right: " + seen.keySet());
        assertTrue(seen.containsKey(List.of(1f, 2f, 3f, 4f)), "not at all");
    }

    private static List<Float> moved(float[] picture, long seed, int... shape) {
        TrainingSet data = TrainingSet.of("input", picture, new int[1], shape);
        float[] values = data.shifted(1, new SplittableRandom(seed))
                .feed()
                .values()
                .iterator()
                .next()
                .values();
        List<Float> list = new ArrayList<>();
        for (float value : values) {
            list.add(value);
        }
        return list;
    }
}
