package dev.lepton.core.economics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Keeping warm and letting go; replacing a machine. */
final class KeepAliveTest {
    private static final KeepAlive MODEL = new KeepAlive(Price.usd("6"), Money.usd("0.5"));

    @Test
    void theBreakEven() {
        assertEquals(Duration.ofMinutes(5), MODEL.timeout());
        assertTrue(MODEL.worthKeeping(new BigDecimal("12.1")));
        assertFalse(MODEL.worthKeeping(new BigDecimal("12")));
        List<Duration> gaps = List.of(Duration.ofMinutes(4), Duration.ofMinutes(60));
        assertEquals(Money.usd("1.4"), MODEL.over(gaps, MODEL.timeout()));
        assertEquals(Money.usd("0.9"), MODEL.over(gaps, Duration.ofMinutes(4)).minus(Money.usd("0.4")));
        assertThrows(IllegalArgumentException.class, () -> new KeepAlive(Price.usd("0"), Money.usd("1")));
    }

    @RepeatedTest(100)
    void atMostTwiceHindsight(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Duration> gaps = new ArrayList<>();
        Money hindsight = Money.usd("0");
        for (int i = 0; i < 30; i++) {
            Duration gap = Duration.ofSeconds((long) Math.exp(random.nextDouble() * 10));
            gaps.add(gap);
            Money kept = MODEL.over(List.of(gap), gap);
            hindsight = hindsight.plus(kept.compareTo(MODEL.coldStart()) < 0 ? kept : MODEL.coldStart());
        }
        Money rule = MODEL.over(gaps, MODEL.timeout());
        assertTrue(rule.compareTo(hindsight.times(BigDecimal.TWO)) <= 0, rule + " against " + hindsight);
        Money best = MODEL.over(gaps, MODEL.bestOver(gaps));
        assertTrue(best.compareTo(rule) <= 0 && best.compareTo(hindsight) >= 0);
        for (int seconds = 0; seconds < 4000; seconds += 97) {
            assertTrue(MODEL.over(gaps, Duration.ofSeconds(seconds)).compareTo(best) >= 0);
        }
    }

    /** Without interest: 1,000 that sells for 500, 400, 100 and runs for 50, 150, 400. */
    @Test
    void theEconomicLife() {
        Replacement machine = new Replacement(
                Money.usd("1000"),
                List.of(Money.usd("500"), Money.usd("400"), Money.usd("100")),
                List.of(Money.usd("50"), Money.usd("150"), Money.usd("400")),
                BigDecimal.ZERO);
        assertEquals(List.of(Money.usd("550"), Money.usd("400"), Money.usd("500")), machine.byLife());
        assertEquals(2, machine.economicLife());
        assertEquals(Money.usd("250"), machine.keeping(1));
        assertEquals(Money.usd("700"), machine.keeping(2));
        assertFalse(machine.replaceAt(2, Money.usd("800"), BigDecimal.ONE));
        assertFalse(machine.replaceAt(1, Money.usd("800"), BigDecimal.TWO));
        assertTrue(machine.replaceAt(2, Money.usd("800"), BigDecimal.TWO));
        assertTrue(machine.replaceAt(1, Money.usd("400"), BigDecimal.TWO));
    }

    /** With interest a life of n years costs the annuity of what it costs today. */
    @Test
    void interestIsCounted() {
        Replacement machine = new Replacement(
                Money.usd("347200"),
                List.of(Money.usd("0"), Money.usd("0"), Money.usd("0"), Money.usd("93000")),
                List.of(Money.usd("0"), Money.usd("0"), Money.usd("0"), Money.usd("0")),
                new BigDecimal("0.08"));
        assertEquals(84_188, machine.yearly(4).toDouble(), 0.5);
    }
}
