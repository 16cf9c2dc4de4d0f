package dev.lepton.core.predict.demand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.catalog.Device;
import dev.lepton.core.catalog.DeviceKind;
import dev.lepton.core.catalog.Precision;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.forecast.Automatic;
import dev.lepton.core.forecast.Forecast;
import dev.lepton.core.forecast.Series;
import dev.lepton.core.forecast.method.Cadence;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Needs worked out by hand, and stock held against a demand ahead. */
final class DemandTest {
    private static final Device GPU = new Device(
            "T",
            "T",
            DeviceKind.GPU,
            "V",
            Optional.of(BigDecimal.valueOf(80)),
            Optional.empty(),
            1,
            Optional.of(BigDecimal.valueOf(2000)),
            Map.of(Precision.BF16, BigDecimal.valueOf(1000)),
            new Provenance("test", Confidence.MEASURED));

    @Test
    void trainingByHand() {
        // 6 × 7e9 × 1e12 = 4.2e22 operations, at 1e15 × 0.5 a second: 8.4e7 s = 23,333.33 h; 10 % more.
        TrainingNeed need = training("7e9", "1e12", 240);
        assertEquals(25_666.67, need.gpuHours(GPU).doubleValue(), 0.01);
        assertEquals(107, need.gpus(GPU));
        // 16 bytes × 1.25 × 70e9 = 1,303.9 GiB in GPUs of 72 GiB usable: 19, more than time asks for.
        assertEquals(19, training("70e9", "1e9", 10_000).gpus(GPU));
        List<Need> needs = need.needs(GPU, 112, 8);
        assertTrue(needs.stream().anyMatch(n -> n.what().equals("network between machines")));
        // A step of 4e6 tokens: 1.68e17 operations on 112 GPUs at 5e14 take 3 s; 28e9 bytes × 8 in half of it.
        Need network = needs.get(needs.size() - 1);
        assertEquals(7e9 * 4 * 8 / 1.5e9, network.amount().doubleValue(), 0.1);
        assertThrows(IllegalArgumentException.class, () -> training("0", "1", 1));
    }

    @Test
    void servingByHand() {
        // 10 × 2 × 300 = 6,000 tokens a second; 1,000 × 0.5 a GPU: 12.
        assertEquals(12, serving(Optional.of(BigDecimal.valueOf(1000))).gpus(GPU));
        // Guessed: 2e12 × 0.5 × 16 / (8e9 × 2) = 1,000 tokens a second.
        assertEquals(12, serving(Optional.empty()).gpus(GPU));
        assertEquals(
                Confidence.GUESS,
                serving(Optional.empty()).needs(GPU, 12).get(2).confidence());
    }

    @Test
    void stockThatRunsOut() {
        TreeMap<Instant, Double> seen = new TreeMap<>();
        LocalDate start = LocalDate.of(2026, 1, 1);
        for (int d = 0; d < 240; d++) {
            seen.put(start.plusDays(d).atStartOfDay().toInstant(ZoneOffset.UTC), 1000.0);
        }
        Series series = Series.of("demand", seen);
        Forecast forecast = Automatic.of(List.of(series.values()), Cadence.DAILY, 60, i -> {})
                .get(0);
        Ahead.Stock stock = new Ahead.Stock("GPUs", 0.02, 12, 8, Optional.of(LocalDate.of(2026, 9, 15)), 30);
        Ahead ahead = Ahead.of(series, forecast, 0.95, stock);
        assertEquals(Optional.of(LocalDate.of(2026, 9, 16)), ahead.firstShort());
        assertEquals(Optional.of(LocalDate.of(2026, 8, 17)), ahead.orderBy());
        assertTrue(ahead.late());
        assertEquals(20, ahead.months().get(1).needed());
        assertEquals(8, ahead.months().get(1).lacking());
        Ahead enough = Ahead.of(series, forecast, 0.5, new Ahead.Stock("GPUs", 0.02, 20, 0, Optional.empty(), 30));
        assertTrue(enough.firstShort().isEmpty() && !enough.late());
    }

    @Test
    void aHigherServiceLevelNeedsMore() {
        TreeMap<Instant, Double> seen = new TreeMap<>();
        java.util.Random random = new java.util.Random(1);
        for (int d = 0; d < 240; d++) {
            seen.put(
                    Instant.parse("2026-01-01T00:00:00Z").plusSeconds(86_400L * d), 1000 + 100 * random.nextGaussian());
        }
        Series series = Series.of("demand", seen);
        Forecast forecast = Automatic.of(List.of(series.values()), Cadence.DAILY, 30, i -> {})
                .get(0);
        Ahead.Stock stock = new Ahead.Stock("GPUs", 1, 0, 0, Optional.empty(), 0);
        double half = Ahead.of(series, forecast, 0.5, stock).months().get(0).demand();
        double most = Ahead.of(series, forecast, 0.99, stock).months().get(0).demand();
        assertTrue(most > half + 150 && most < half + 500, half + " and " + most);
    }

    private static TrainingNeed training(String parameters, String tokens, int hours) {
        return new TrainingNeed(
                new BigDecimal(parameters),
                new BigDecimal(tokens),
                BigDecimal.ONE,
                new BigDecimal("0.5"),
                true,
                new BigDecimal("0.1"),
                BigDecimal.valueOf(hours),
                BigDecimal.valueOf(4_000_000),
                3);
    }

    private static ServingNeed serving(Optional<BigDecimal> measured) {
        return new ServingNeed(
                new BigDecimal("8e9"),
                BigDecimal.TWO,
                BigDecimal.TEN,
                BigDecimal.TWO,
                BigDecimal.valueOf(300),
                BigDecimal.valueOf(1000),
                BigDecimal.valueOf(131_072),
                true,
                measured,
                new BigDecimal("0.5"));
    }
}
