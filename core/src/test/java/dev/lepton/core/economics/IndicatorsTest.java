package dev.lepton.core.economics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.economics.SpendingPlan.Cut;
import dev.lepton.core.economics.SpendingPlan.Verdict;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Worked examples 1 and 3: utilisation, response time, C = U × P, ranking, the budget and its cuts. */
final class IndicatorsTest {
    @Test
    void utilisationAndResponseTime() {
        assertEquals(0, new BigDecimal("0.6").compareTo(new Utilisation(n("600"), n("1000")).share()));
        ResponseTime slow = new ResponseTime(n("10"), n("5"));
        assertEquals(0, n("2").compareTo(slow.ratio()));
        assertFalse(slow.met());
        assertTrue(new ResponseTime(n("5.0"), n("5")).met());
        assertThrows(IllegalArgumentException.class, () -> new Utilisation(n("1"), n("0")));
    }

    @Test
    void theBillIsTheSameUsedOrIdle() {
        TimeUse cpu = new TimeUse(Money.usd("10"), n("0.8"));
        assertEquals(Money.usd("8"), cpu.useful());
        assertEquals(Money.usd("2"), cpu.idle());
        assertEquals(Money.usd("10"), cpu.explained("CPU").amount());
    }

    @Test
    void fourTasksRankedWithATie() {
        List<PerformancePerCost.Ranked> ranked = PerformancePerCost.rank(List.of(
                entry("1", "80", "0.5"), entry("2", "150", "0.8"), entry("3", "50", "0.3"), entry("4", "100", "0.6")));
        assertEquals(
                List.of("2", "3", "4", "1"),
                ranked.stream().map(r -> r.entry().name()).toList());
        assertEquals(
                List.of(1, 2, 2, 4),
                ranked.stream().map(PerformancePerCost.Ranked::place).toList());
        assertEquals(
                List.of(false, true, true, false),
                ranked.stream().map(PerformancePerCost.Ranked::tied).toList());
        assertEquals(0, n("5").compareTo(entry("r", "100", "20").ratio()));
    }

    @Test
    void aPlanOverItsBudgetSaysWhatToCut() {
        List<Cut> cuts = List.of(cut("a", "30", "3"), cut("b", "100", "12"), cut("c", "80", "9"));
        Verdict.Cuts closed = assertInstanceOf(
                Verdict.Cuts.class, new SpendingPlan(Money.usd("1000"), Money.usd("900"), cuts).verdict());
        assertEquals(Money.usd("100"), closed.over());
        // a and c lose 12 for 110 saved; b loses 12 for 100: equal loss, the first found stays.
        assertEquals(n("12"), closed.loss());
        assertTrue(closed.certain());
        Verdict.Fits fits = assertInstanceOf(
                Verdict.Fits.class, new SpendingPlan(Money.usd("900"), Money.usd("900"), cuts).verdict());
        assertTrue(fits.spare().isZero());
        Verdict.Unreachable not = assertInstanceOf(
                Verdict.Unreachable.class, new SpendingPlan(Money.usd("1000"), Money.usd("700"), cuts).verdict());
        assertEquals(Money.usd("90"), not.missing());
        assertEquals(Money.usd("210"), not.saved());
    }

    @RepeatedTest(100)
    void noOtherCutsLoseLess(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        List<Cut> cuts = new ArrayList<>();
        for (int i = 0; i < random.nextInt(1, 11); i++) {
            cuts.add(cut("c" + i, "" + random.nextInt(1, 100), "" + random.nextInt(50)));
        }
        Money over = Money.usd("" + random.nextInt(1, 300));
        BigDecimal least = null;
        for (int mask = 0; mask < 1 << cuts.size(); mask++) {
            BigDecimal saved = BigDecimal.ZERO;
            BigDecimal loss = BigDecimal.ZERO;
            for (int i = 0; i < cuts.size(); i++) {
                if ((mask >> i & 1) == 1) {
                    saved = saved.add(cuts.get(i).saves().amount());
                    loss = loss.add(cuts.get(i).loss());
                }
            }
            if (saved.compareTo(over.amount()) >= 0 && (least == null || loss.compareTo(least) < 0)) {
                least = loss;
            }
        }
        switch (new SpendingPlan(over, Money.usd("0"), cuts).verdict()) {
            case Verdict.Cuts found -> {
                assertEquals(least, found.loss());
                assertTrue(found.saved().compareTo(over) >= 0);
            }
            case Verdict.Unreachable none -> assertEquals(null, least);
            case Verdict.Fits fits -> throw new AssertionError(fits);
        }
    }

    @Test
    void manyCutsAreChosenGreedilyAndSaidSo() {
        List<Cut> cuts = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            cuts.add(cut("c" + i, "" + i, "" + (i * i)));
        }
        Verdict.Cuts found = assertInstanceOf(
                Verdict.Cuts.class, new SpendingPlan(Money.usd("100"), Money.usd("0"), cuts).verdict());
        assertFalse(found.certain());
        assertTrue(found.saved().compareTo(Money.usd("100")) >= 0);
    }

    private static BigDecimal n(String value) {
        return new BigDecimal(value);
    }

    private static Cut cut(String name, String saves, String loss) {
        return new Cut(name, Money.usd(saves), n(loss));
    }

    private static PerformancePerCost entry(String name, String performance, String cost) {
        return new PerformancePerCost(name, n(performance), Money.usd(cost));
    }
}
