package dev.lepton.core.economics.spot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkpoints, the price of spot capacity, and reserves. */
final class SpotEconomicsTest {
    /** Worked in sixty digits by another program. */
    @ParameterizedTest
    @CsvSource({
        "60, 21600, 120, 1609.968943800, 1570.217395797, 1570.219876211, 1.084402016",
        "300, 3600, 600, 1469.693845670, 1276.497983844, 1276.876637055, 1.830680864",
        "30, 86400, 60, 2276.839915321, 2256.883835844, 2256.883990418, 1.027535287"
    })
    void checkpoints(
            double write, double between, double restart, double young, double daly, double exact, double factor) {
        Checkpointing checkpointing = new Checkpointing(write, between, restart);
        assertEquals(young, checkpointing.young(), 1e-6);
        assertEquals(daly, checkpointing.daly(), 1e-6);
        assertEquals(exact, checkpointing.exact(), 1e-6);
        assertEquals(factor, checkpointing.factor(checkpointing.exact()), 1e-8);
    }

    @RepeatedTest(50)
    void noIntervalIsBetter(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Checkpointing c = new Checkpointing(
                Math.exp(random.nextDouble() * 8), Math.exp(3 + random.nextDouble() * 10), random.nextDouble() * 900);
        double best = c.factor(c.exact());
        for (double off : new double[] {0.5, 0.9, 0.99, 1.01, 1.1, 2}) {
            assertTrue(c.factor(c.exact() * off) >= best * (1 - 1e-13), c + " at " + off);
        }
        assertTrue(c.factor(c.daly()) >= best * (1 - 1e-13) && c.exact() < c.meanBetweenFailures());
    }

    @Test
    void dalyWhereACheckpointTakesLong() {
        assertEquals(100, new Checkpointing(250, 100, 0).daly());
        assertThrows(IllegalArgumentException.class, () -> new Checkpointing(0, 1, 0));
    }

    @Test
    void theRateOfSpot() {
        Price serving = SpotRate.serving(
                Price.usd("1.00"),
                Price.usd("3.00"),
                new BigDecimal("0.9"),
                new BigDecimal("0.5"),
                new BigDecimal("0.2"));
        assertEquals(0, serving.perUnit().compareTo(new BigDecimal("1.29")));
        assertTrue(SpotRate.pays(serving, Price.usd("3.00")));
        assertEquals(0, SpotRate.mostOverhead(Price.usd("1.5"), Price.usd("3")).compareTo(BigDecimal.TWO));
        Price batch = SpotRate.batch(Price.usd("1.00"), new Checkpointing(300, 3600, 600));
        assertEquals(1.830680864, batch.perUnit().doubleValue(), 1e-8);
        assertFalse(SpotRate.pays(batch, Price.usd("1.80")));
        Price euro = Price.of(BigDecimal.ONE, Currency.getInstance("EUR"));
        assertThrows(IllegalArgumentException.class, () -> SpotRate.mostOverhead(euro, Price.usd("1")));
        assertEquals(Money.usd("1.29"), serving.times(BigDecimal.ONE));
    }

    private static BitSet bits(String up) {
        BitSet bits = new BitSet();
        for (int i = 0; i < up.length(); i++) {
            bits.set(i, up.charAt(i) == '1');
        }
        return bits;
    }

    /** Two zones that fail together are worth one; a third that does not is worth more than its share says. */
    @Test
    void zonesThatFailTogether() {
        JointAvailability seen = JointAvailability.of(
                List.of("a", "b", "c"), List.of(bits("1111111100"), bits("1111111100"), bits("0000111111")), 10);
        assertEquals(0.8, seen.share(0), 1e-12);
        assertEquals(1, seen.anyShare(), 1e-12);
        assertEquals(1 - 0.2 * 0.2 * 0.4, seen.anyShareIfIndependent(), 1e-12);
        assertEquals(List.of(List.of("a", "b")), seen.alike());
        assertEquals(0.8, seen.readyShare(List.of(1, 1, 0), 1), 1e-12);
        Optional<Hedge> hedge = Hedge.least(seen, new Hedge.Ask(2, 0, 0.99, 8));
        assertEquals(2, hedge.orElseThrow().extra());
        assertEquals(2, hedge.orElseThrow().placed().get(2));
        assertEquals(1, hedge.orElseThrow().readyShare());
        assertEquals(Optional.empty(), Hedge.least(seen, new Hedge.Ask(4, 0, 1, 3)));
    }

    /** No zone holds so many that its failure leaves too few, and fewer extra machines would not do. */
    @RepeatedTest(40)
    void aZoneMayFail(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int zones = 2 + random.nextInt(4);
        List<BitSet> up = new java.util.ArrayList<>();
        List<String> names = new java.util.ArrayList<>();
        for (int z = 0; z < zones; z++) {
            BitSet bits = new BitSet();
            for (int t = 0; t < 200; t++) {
                bits.set(t, random.nextDouble() < 0.85);
            }
            up.add(bits);
            names.add("z" + z);
        }
        JointAvailability seen = JointAvailability.of(names, up, 200);
        int needed = 1 + random.nextInt(4);
        int least = random.nextInt(needed + 1);
        double target = 0.8 + random.nextDouble() * 0.15;
        Optional<Hedge> hedge = Hedge.least(seen, new Hedge.Ask(needed, least, target, 6));
        if (hedge.isPresent()) {
            int machines =
                    hedge.get().placed().stream().mapToInt(Integer::intValue).sum();
            assertEquals(needed + hedge.get().extra(), machines);
            assertTrue(hedge.get().placed().stream().allMatch(n -> machines - n >= least));
            assertEquals(hedge.get().readyShare(), seen.readyShare(hedge.get().placed(), needed));
            assertTrue(hedge.get().readyShare() >= target);
            int fewer = hedge.get().extra() - 1;
            assertTrue(fewer < 0
                    || Hedge.least(seen, new Hedge.Ask(needed, least, target, fewer))
                            .isEmpty());
        }
    }

    @Test
    void manyZonesAreSpreadEvenly() {
        assertTrue(Hedge.looksAtAll(8, 9));
        assertFalse(Hedge.looksAtAll(60, 9));
    }
}
