package dev.lepton.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The most within limits: measured, between measured, never above them. */
final class FrontierTest {
    private static final Latency ITL = Latency.named("itl_p90_ms").orElseThrow();

    /** 40 ms at 64, 60 ms at 96: 50 ms at 80, where the throughput is halfway from 1,000 to 1,400. */
    @Test
    void aLimitBetweenTwoPointsIsReachedBetweenThem() {
        List<OperatingPoint> points = List.of(point(64, 1000, 40), point(96, 1400, 60));
        OperatingPoint best = Frontier.best(points, Map.of(ITL, 50.0)).orElseThrow();
        assertEquals(OptionalInt.of(80), best.concurrency());
        assertEquals(1200, best.throughput().perSecond(), 1e-9);
        assertEquals(50, best.latencyMillis().get(ITL), 1e-9);
        assertEquals(500, best.watts().orElseThrow(), 1e-9);
        assertEquals(Confidence.ESTIMATE, best.provenance().confidence());
        assertEquals("bench, between 64 and 96 at once", best.provenance().source());
        assertEquals(points.get(0), Frontier.measured(points, Map.of(ITL, 50.0)).orElseThrow());
        assertEquals(points.get(1), Frontier.best(points, Map.of(ITL, 60.0)).orElseThrow());
        assertEquals(Optional.empty(), Frontier.best(points, Map.of(ITL, 39.0)));
        assertEquals(
                Optional.empty(),
                Frontier.best(points, Map.of(new Latency(Latency.Phase.TTFT, Latency.Statistic.P99), 1e9)));
    }

    @Test
    void settingsAreNotMixed() {
        OperatingPoint other = new OperatingPoint(
                new Variant("m", Optional.of("fp8")),
                new Hardware("H100", 1, Optional.empty()),
                OptionalInt.of(96),
                OptionalInt.empty(),
                Optional.empty(),
                new Throughput(1400, Throughput.Work.OUTPUT_TOKENS),
                Map.of(ITL, 60.0),
                OptionalDouble.empty(),
                Map.of(),
                new Provenance("bench", Confidence.MEASURED));
        OperatingPoint slow = point(64, 1000, 40);
        assertEquals(
                slow, Frontier.best(List.of(slow, other), Map.of(ITL, 50.0)).orElseThrow());
    }

    @RepeatedTest(50)
    void neverAboveTheMostMeasuredAndAlwaysWithinTheLimit(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        List<OperatingPoint> points = new ArrayList<>();
        double most = 0;
        for (int i = 0; i < 8; i++) {
            OperatingPoint p = point(1 + random.nextInt(100), 1000 * random.nextDouble(), 100 * random.nextDouble());
            points.add(p);
            most = Math.max(most, p.perDevice());
        }
        double limit = 100 * random.nextDouble();
        Optional<OperatingPoint> measured = Frontier.measured(points, Map.of(ITL, limit));
        Optional<OperatingPoint> best = Frontier.best(points, Map.of(ITL, limit));
        assertTrue(best.isPresent() || measured.isEmpty());
        if (best.isPresent()) {
            assertTrue(best.get().meets(Map.of(ITL, limit)));
            assertTrue(best.get().perDevice() <= most);
            assertTrue(best.get().perDevice()
                    >= measured.map(OperatingPoint::perDevice).orElse(0.0));
        }
    }

    private static OperatingPoint point(int concurrency, double perSecond, double itl) {
        return new OperatingPoint(
                new Variant("m", Optional.empty()),
                new Hardware("H100", 1, Optional.empty()),
                OptionalInt.of(concurrency),
                OptionalInt.empty(),
                Optional.empty(),
                new Throughput(perSecond, Throughput.Work.OUTPUT_TOKENS),
                Map.of(ITL, itl),
                OptionalDouble.of(500),
                Map.of(),
                new Provenance("bench", Confidence.MEASURED));
    }
}
