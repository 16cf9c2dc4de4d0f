package dev.lepton.compress.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.compress.Nets;
import dev.lepton.compress.graph.Tensor;
import dev.lepton.compress.run.Samples;
import java.lang.ref.WeakReference;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SeenTest {
    /** Samples that are made when they are asked for, and how many of them are still held by anyone. */
    private static final class Passing extends AbstractList<Map<String, Tensor>> {
        private final List<WeakReference<Tensor>> given = new ArrayList<>();
        private int most;

        @Override
        public Map<String, Tensor> get(int index) {
            if (index % 50 == 49) {
                System.gc();
                most = (int) Math.max(
                        most, given.stream().filter(g -> g.get() != null).count());
            }
            Tensor tensor =
                    Tensor.floats(new float[] {index, -index, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14}, 16);
            Tensor whole = Tensor.floats(twice(tensor.floats()), 1, 32);
            given.add(new WeakReference<>(whole));
            return Map.of("x", whole);
        }

        private static float[] twice(float[] values) {
            float[] both = new float[2 * values.length];
            System.arraycopy(values, 0, both, 0, values.length);
            return both;
        }

        @Override
        public int size() {
            return 400;
        }
    }

    @Test
    void noSampleIsHeldAfterItWasCounted() {
        Passing passing = new Passing();
        Samples samples = Samples.given(passing);
        Seen seen = Seen.on(Nets.mlp(1), samples.half(true), List.of("x", "ra"));
        assertEquals(200, passing.given.size());
        assertTrue(passing.most <= 3, passing.most + " of " + passing.given.size() + " samples were held");
        assertEquals(398, seen.range("x", Calibration.MINMAX).high());
    }
}
