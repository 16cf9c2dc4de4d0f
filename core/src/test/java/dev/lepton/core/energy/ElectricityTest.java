package dev.lepton.core.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ElectricityTest {
    private static final Electricity SITE = new Electricity(new BigDecimal("1.3"), Price.usd("0.10"));

    @Test
    void aYearOfAnEightGpuNode() {
        PowerDraw node = new PowerDraw.Rated(new BigDecimal("10200"), new BigDecimal("0.75"));
        assertEquals(0, new BigDecimal("87118.2").compareTo(SITE.siteKwh(node, BigDecimal.valueOf(8760))));
        assertEquals(Money.usd("8711.82"), SITE.cost(node, BigDecimal.valueOf(8760)));
        assertEquals(Confidence.ESTIMATE, node.confidence());
    }

    @Test
    void measuredWattsCountAsTheyAre() {
        PowerDraw meter = new PowerDraw.Measured(new BigDecimal("400"));
        assertEquals(Money.usd("1.248"), SITE.cost(meter, BigDecimal.valueOf(24)));
        assertEquals(Confidence.MEASURED, meter.confidence());
        assertEquals(Optional.of(new BigDecimal("2.5")), meter.performancePerWatt(BigDecimal.valueOf(1000)));
        assertEquals(Optional.empty(), new PowerDraw.Measured(BigDecimal.ZERO).performancePerWatt(BigDecimal.ONE));
    }

    @Test
    void impossibleSitesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Electricity(new BigDecimal("0.99"), Price.usd("0.10")));
        assertThrows(IllegalArgumentException.class, () -> new PowerDraw.Measured(new BigDecimal("-1")));
        assertThrows(IllegalArgumentException.class, () -> new PowerDraw.Rated(BigDecimal.TEN, new BigDecimal("1.01")));
    }
}
