package dev.lepton.core.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.evidence.Provenance;
import dev.lepton.core.time.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Power between measurements, PUE with what it is of, carbon counted twice, limits chosen from tables. */
final class CarbonTest {
    private static final GridFactor GRID =
            new GridFactor("gcp", "us-central1", new BigDecimal("0.479"), new Provenance("CCF", Confidence.ESTIMATE));

    private static BigDecimal of(String number) {
        return new BigDecimal(number);
    }

    @Test
    void powerBetweenMeasurements() {
        PowerCurve curve = new PowerCurve(
                Map.of(of("0"), of("100"), of("0.5"), of("500"), of("1"), of("687")), Confidence.MEASURED);
        assertEquals(0, curve.at(of("0.25")).orElseThrow().watts().compareTo(of("300")));
        assertEquals(Confidence.ESTIMATE, curve.at(of("0.25")).orElseThrow().confidence());
        assertEquals(Confidence.MEASURED, curve.at(of("0.50")).orElseThrow().confidence());
        assertEquals(Optional.empty(), curve.at(of("1.01")));
        assertFalse(curve.falls());
        assertTrue(new PowerCurve(Map.of(of("1"), of("9"), of("2"), of("8")), Confidence.MEASURED).falls());
        // Sapphire Rapids of Cloud Carbon Footprint at half load.
        assertEquals(
                0,
                PowerCurve.between(of("1.04"), of("4.16"))
                        .at(of("0.5"))
                        .orElseThrow()
                        .watts()
                        .compareTo(of("2.6")));
    }

    @Test
    void aPueSaysWhatItIsOf() {
        Window year = new Window(Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2026-01-01T00:00:00Z"));
        Window summer = new Window(Instant.parse("2025-06-01T00:00:00Z"), Instant.parse("2025-09-01T00:00:00Z"));
        Pue annual = new Pue(of("1.3"), Pue.Category.INTERMEDIATE, Pue.Kind.ANNUAL, Optional.of(year));
        Pue interim = new Pue(of("1.4"), Pue.Category.INTERMEDIATE, Pue.Kind.INTERIM, Optional.of(summer));
        assertTrue(annual.comparesWith(annual));
        assertFalse(annual.comparesWith(interim));
        assertFalse(Pue.of(of("1.2")).comparesWith(Pue.of(of("1.2"))));
        assertTrue(annual.words().startsWith("1.3 (annual, metered at the PDU, 2025-01-01"), annual.words());
        assertThrows(
                IllegalArgumentException.class,
                () -> new Pue(of("1.4"), Pue.Category.BASIC, Pue.Kind.ANNUAL, Optional.of(summer)));
        assertThrows(IllegalArgumentException.class, () -> Pue.of(of("0.99")));
    }

    /** 10 kWh in us-central1: 4,790 g; with 60 % from wind and the rest at 0.55: 2,200 g. A fifth of a p4d for a year of four. */
    @Test
    void carbonIsCountedTwice() {
        Carbon.Embodied p4d = new Carbon.Embodied(of("4676790"), of("35040"));
        BigDecimal embodied = p4d.grams(of("8760"), of("0.2"));
        assertEquals(0, embodied.compareTo(of("233839.5")));
        Carbon carbon =
                Carbon.of(of("10"), GRID, new Carbon.Contract(of("0.6"), BigDecimal.ZERO), of("0.55"), embodied);
        assertEquals(0, carbon.locationGrams().compareTo(of("4790")));
        assertEquals(0, carbon.marketGrams().orElseThrow().compareTo(of("2200")));
        assertEquals(0, carbon.perUnit(of("1000")).compareTo(of("238.6295")));
        Carbon unknown = Carbon.of(of("1"), GRID, BigDecimal.ZERO);
        assertEquals(Optional.empty(), carbon.plus(unknown).marketGrams());
        assertEquals(0, carbon.plus(unknown).locationGrams().compareTo(of("5269")));
        assertThrows(IllegalArgumentException.class, () -> carbon.perUnit(BigDecimal.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new GridFactor("azure", "x", of("402"), GRID.provenance()));
    }

    /** A40, ResNet-50 at 256, as Zeus measured it: 200 W saves 19 % in 7 % more time, 100 W needs 41 % more. */
    @Test
    void aLowLimitCanNeedMore() {
        PowerCaps caps = new PowerCaps(List.of(
                new PowerCaps.Point(100, 10606, 0.3557 * 3.6e6 / 10606),
                new PowerCaps.Point(200, 4124, 0.2034 * 3.6e6 / 4124),
                new PowerCaps.Point(300, 3847, 0.2514 * 3.6e6 / 3847)));
        assertEquals(300, caps.within(0.05).limitWatts());
        assertEquals(200, caps.within(0.10).limitWatts());
        assertEquals(200, caps.leastEnergy().limitWatts());
        assertEquals(0.1909, caps.saved(caps.within(0.10)), 1e-4);
        assertEquals(-0.4149, caps.saved(caps.points().get(0)), 1e-4);
        assertEquals(0.0720, caps.slower(caps.within(0.10)), 1e-4);
        assertEquals(300, caps.leastWeighted(0).limitWatts());
        assertEquals(200, caps.leastWeighted(1).limitWatts());
        assertThrows(
                IllegalArgumentException.class,
                () -> new PowerCaps(List.of(new PowerCaps.Point(100, 1, 1), new PowerCaps.Point(100, 1, 1))));
    }
}
