package dev.lepton.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.catalog.Device;
import dev.lepton.core.catalog.DeviceKind;
import dev.lepton.core.catalog.Precision;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Provenance;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Figures between measurements, and guesses where there are none. */
final class CurveTest {
    @Test
    void straightBetweenPointsAndUnknownBeyond() {
        Curve curve = new Curve(Map.of(8.0, 100.0, 16.0, 180.0), Confidence.MEASURED);
        assertEquals(new Figure.Known(100, Confidence.MEASURED, "measured at 8.0"), curve.at(8));
        assertEquals(
                new Figure.Known(140, Confidence.ESTIMATE, "between the measurements at 8.0 and 16.0"), curve.at(12));
        assertInstanceOf(Figure.Unknown.class, curve.at(4));
        assertInstanceOf(Figure.Unknown.class, curve.at(17));
        assertInstanceOf(Figure.Unknown.class, new Curve(Map.of(), Confidence.MEASURED).at(1));
    }

    @RepeatedTest(20)
    void neverAboveWhatWasMeasured(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        Map<Double, Double> points = new TreeMap<>();
        for (int i = 0; i < 6; i++) {
            points.put((double) random.nextInt(1000), 100 * random.nextDouble());
        }
        double most = points.values().stream().mapToDouble(v -> v).max().orElseThrow();
        Curve curve = new Curve(points, Confidence.MEASURED);
        for (int i = 0; i < 200; i++) {
            if (curve.at(1000 * random.nextDouble()) instanceof Figure.Known known) {
                assertTrue(known.value() <= most, known + " is above " + most);
            }
        }
    }

    /** 8e9 parameters of two bytes at 3,350 GB/s: 16 GB a step are 209 steps a second, one token each. */
    @Test
    void rooflineIsAGuessAndKnowsWhatFits() {
        Roofline model = new Roofline(8e9, 8e9, 2, 0);
        Figure.Known one = assertInstanceOf(Figure.Known.class, model.tokensPerSecond(h100(), 1, Precision.BF16, 1));
        assertEquals(209.375, one.value(), 1e-9);
        assertEquals(Confidence.GUESS, one.confidence());
        Figure.Known many =
                assertInstanceOf(Figure.Known.class, model.tokensPerSecond(h100(), 1, Precision.BF16, 10_000));
        assertEquals(989.4e12 / 16e9, many.value(), 1e-6);
        assertTrue(many.how().contains("arithmetic"));
        Roofline big = new Roofline(70e9, 70e9, 2, 0);
        Figure.Unknown unknown =
                assertInstanceOf(Figure.Unknown.class, big.tokensPerSecond(h100(), 1, Precision.BF16, 1));
        assertTrue(unknown.why().contains("needs 140.0 GB"), unknown.why());
        assertInstanceOf(Figure.Known.class, big.tokensPerSecond(h100(), 2, Precision.BF16, 1));
        assertInstanceOf(Figure.Unknown.class, model.tokensPerSecond(h100(), 1, Precision.FP4, 1));
    }

    /**
     * One at once: 16.5 GB at 0.6 × 3,350 GB/s are 8.209 ms, two operations a parameter at 0.3 × 989.4 TFLOP/s 0.054 ms. The limit of 10 ms is
     * kept with 8 at once, not with 16.
     */
    @Test
    void aGuessAddsReadingAndComputingAndKeepsTheLimit() {
        Roofline model = new Roofline(8e9, 8e9, 2, 0.5e9);
        assertEquals(
                16.5 / (0.6 * 3350) + 16e9 / (0.3 * 989.4e12), model.stepSeconds(h100(), 1, Precision.BF16, 1), 1e-12);
        RequestSize size = new RequestSize(1000, 100);
        Figure.Known limited =
                assertInstanceOf(Figure.Known.class, model.requestsPerSecond(h100(), 1, Precision.BF16, size, 10.5));
        double step = (16 + 8 * 0.5) / (0.6 * 3350) + 8 * 16e9 / (0.3 * 989.4e12);
        double reading = 1000 * 16e9 / (0.3 * 989.4e12);
        assertEquals(1 / (reading + 100 * step / 8), limited.value(), 1e-9);
        assertEquals(Confidence.GUESS, limited.confidence());
        Figure.Known free = assertInstanceOf(
                Figure.Known.class, model.requestsPerSecond(h100(), 1, Precision.BF16, size, Double.POSITIVE_INFINITY));
        assertTrue(free.value() > limited.value());
        assertTrue(free.how().contains("with 64 at once"), free.how());
        Figure.Unknown never =
                assertInstanceOf(Figure.Unknown.class, model.requestsPerSecond(h100(), 1, Precision.BF16, size, 5));
        assertTrue(never.why().contains("longer than the limit"), never.why());
    }

    private static Device h100() {
        return new Device(
                "H100-80GB",
                "H100",
                DeviceKind.GPU,
                "NVIDIA",
                Optional.of(BigDecimal.valueOf(80)),
                Optional.of(700),
                7,
                Optional.of(BigDecimal.valueOf(3350)),
                Map.of(Precision.BF16, new BigDecimal("989.4")),
                new Provenance("data sheet", Confidence.ESTIMATE));
    }
}
