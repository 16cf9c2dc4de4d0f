package dev.lepton.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import dev.lepton.core.watch.BudgetCheck.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** A budget of 3,100 for January 2026, warned about at 80 %. */
final class BudgetCheckTest {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-02-01T00:00:00Z");
    private static final Budget JANUARY = budget(new Budget.Period.Once(new Window(FIRST, END)));

    @Test
    void beforeItBeginsThereIsNoPace() {
        BudgetCheck check = check(FIRST.minusNanos(1), "0");
        assertEquals(State.NOT_BEGUN, check.state());
        assertEquals(Optional.empty(), check.projection());
    }

    @Test
    void atTheFirstInstantThereIsNoPaceYet() {
        BudgetCheck check = check(FIRST, "0");
        assertEquals(State.WITHIN, check.state());
        assertEquals(Optional.empty(), check.projection());
        assertEquals(State.OVER, check(FIRST, "3100.01").state());
    }

    @Test
    void zeroSpendProjectsToZero() {
        BudgetCheck check = check(FIRST.plusSeconds(1), "0");
        assertEquals(Money.usd("0"), check.projection().orElseThrow().atEnd());
        assertEquals(Confidence.GUESS, check.projection().orElseThrow().confidence());
        assertEquals(State.WITHIN, check.state());
        assertEquals(0, BigDecimal.ZERO.compareTo(check.percentSpent(2)));
    }

    @Test
    void aStraightLineToTheEnd() {
        Instant tenth = Instant.parse("2026-01-11T00:00:00Z");
        BudgetCheck pace = check(tenth, "1100");
        assertEquals(
                new BudgetCheck.Projection(Money.usd("3410"), Confidence.ESTIMATE),
                pace.projection().orElseThrow());
        assertEquals(State.PROJECTED_OVER, pace.state());
        assertEquals(Optional.of(Money.usd("310")), pace.projectedOver());
        assertEquals(Optional.empty(), pace.over());
        assertEquals(State.WITHIN, check(tenth, "1000").state());
        assertTrue(State.PROJECTED_OVER.broken());
    }

    @Test
    void afterTheEndTheSpendIsTheSpend() {
        assertEquals(
                new BudgetCheck.Projection(Money.usd("3000"), Confidence.MEASURED),
                check(END, "3000").projection().orElseThrow());
        assertEquals(State.WARNED, check(END, "2480").state());
        assertEquals(State.WITHIN, check(END, "2479.99").state());
        assertEquals(State.WARNED, check(END, "3100").state());
        BudgetCheck over = check(END, "3100.5");
        assertEquals(State.OVER, over.state());
        assertEquals(Optional.of(Money.usd("0.5")), over.over());
    }

    @Test
    void aMonthIsTheCalendarMonthOfTheZone() {
        Budget monthly = budget(new Budget.Period.Monthly());
        Instant lastHour = Instant.parse("2026-01-31T23:30:00Z");
        assertEquals(new Window(FIRST, END), monthly.window(lastHour, ZoneOffset.UTC));
        assertEquals(
                new Window(Instant.parse("2026-01-31T16:00:00Z"), Instant.parse("2026-02-28T16:00:00Z")),
                monthly.window(lastHour, ZoneOffset.ofHours(8)));
    }

    @Test
    void scopesReadBackAsWritten() {
        for (String text : new String[] {"total", "team=vision", "model=llama=3"}) {
            assertEquals(text, Budget.Scope.parse(text).orElseThrow().words());
        }
        for (String wrong : new String[] {"", "team", "=vision", "team= "}) {
            assertEquals(Optional.empty(), Budget.Scope.parse(wrong), wrong);
        }
    }

    @Test
    void impossibleBudgetsAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Budget(
                        "b", new Budget.Scope.Total(), Money.usd("0"), new Budget.Period.Monthly(), Optional.empty()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BudgetCheck(JANUARY, new Window(FIRST, END), FIRST, Money.usd("1"), new BigDecimal("1.01")));
    }

    @RepeatedTest(100)
    void anEvenPaceIsProjectedToItsWhole(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        long seconds = random.nextLong(1, 31 * 86_400L);
        BigDecimal perSecond = BigDecimal.valueOf(random.nextInt(1, 1000), 4);
        BudgetCheck check = check(
                FIRST.plusSeconds(seconds),
                perSecond.multiply(BigDecimal.valueOf(seconds)).toPlainString());
        assertEquals(
                Money.usd(perSecond.multiply(BigDecimal.valueOf(31 * 86_400L))),
                check.projection().orElseThrow().atEnd());
    }

    private static BudgetCheck check(Instant asOf, String spent) {
        return new BudgetCheck(JANUARY, JANUARY.window(asOf, ZoneOffset.UTC), asOf, Money.usd(spent), BigDecimal.ZERO);
    }

    private static Budget budget(Budget.Period period) {
        return new Budget(
                "vision",
                new Budget.Scope.Labelled("team", "vision"),
                Money.usd("3100"),
                period,
                Optional.of(new BigDecimal("80")));
    }
}
