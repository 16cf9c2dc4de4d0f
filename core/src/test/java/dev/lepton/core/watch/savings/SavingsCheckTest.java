package dev.lepton.core.watch.savings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.advise.Strategy;
import dev.lepton.core.money.Money;
import dev.lepton.core.time.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Promises against what came, worked by hand. */
final class SavingsCheckTest {
    private static final Instant MADE = Instant.parse("2026-07-01T00:00:00Z");
    private static final Window WINDOW = new Window(Instant.parse("2026-06-01T00:00:00Z"), MADE);

    private static WorkCost month(String cost, String there, String held, String used) {
        return new WorkCost(
                Money.usd(cost),
                Optional.of(new WorkCost.Work(
                        new BigDecimal(there),
                        new BigDecimal(held),
                        used.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(used)))));
    }

    private static Promises.Promise promise(String id, Strategy strategy, String monthly) {
        return new Promises.Promise(id, "do " + id, strategy, "H100", Money.usd(monthly));
    }

    private static SavingsCheck check(WorkCost before, WorkCost after, int days, Promises.Promise... promises) {
        return SavingsCheck.of(
                new Promises(MADE, WINDOW, "", "effective", Map.of("H100", before), List.of(promises)),
                Map.of("H100", after),
                Duration.ofDays(days),
                Duration.ofDays(7));
    }

    @Test
    void fourEffectsAddUp() {
        // 1,000 hours at 2 $, 800 held, 400 used. Then 900 hours at 1.5 $, 810 held, 540 used: 1.35 times the work.
        CostChange change = CostChange.of(month("2000", "1000", "800", "400"), month("1350", "900", "810", "540"));
        assertEquals(Money.usd("-700"), change.volume(), "the same for 1.35 times the work would be 2,700");
        assertEquals(Money.usd("675"), change.trimmed().orElseThrow(), "1.5 held for each used, not 2: 2,025");
        assertEquals(Money.usd("225"), change.idle(), "900 ÷ 810 there for each held, not 1.25: 1,800");
        assertEquals(Money.usd("450"), change.rate(), "1.5 $ and not 2: 1,350");
        assertEquals(Money.usd("1350"), change.realised());
        assertEquals(Money.usd("650"), change.billFell());
        assertEquals(Money.usd("700"), change.avoided(), "the bill shows 650 of the 1,350");
    }

    @Test
    void withoutMeasuredUseWorkIsWhatIsHeld() {
        CostChange change = CostChange.of(month("2000", "1000", "800", ""), month("1000", "500", "400", "100"));
        assertTrue(change.trimmed().isEmpty());
        assertEquals(Money.usd("1000"), change.volume());
        assertEquals(Money.usd("0"), change.realised(), "half the work at half the cost saves nothing");
        assertEquals(Money.usd("0"), change.avoided());
    }

    @Test
    void promisesOfOneEffectShareWhatCame() {
        SavingsCheck check = check(
                month("2000", "1000", "800", "400"),
                month("1350", "900", "810", "540"),
                30,
                promise("idle", Strategy.IDLE, "240"),
                promise("spot", Strategy.SPOT, "300"),
                promise("commit", Strategy.COMMITMENT, "600"),
                promise("nights", Strategy.OFF_HOURS, "7000"),
                promise("model", Strategy.MODEL, "10"));
        List<Kept> kept = check.kept();
        assertEquals(Kept.State.VERIFIED, kept.get(0).state());
        assertEquals(Money.usd("225"), kept.get(0).realised().orElseThrow());
        assertEquals(
                "hours paid for each hour held: 1.2500 before, 1.1111 since",
                kept.get(0).reason());
        assertEquals(Money.usd("150"), kept.get(1).realised().orElseThrow(), "a third of 450");
        assertEquals(Money.usd("300"), kept.get(2).realised().orElseThrow());
        assertEquals(Kept.State.PARTLY, kept.get(1).state(), "450 of 900");
        assertEquals(Kept.State.MISSED, kept.get(3).state(), "675 of 7,000");
        assertEquals(Kept.State.NOT_KNOWN, kept.get(4).state());
        assertEquals(Money.usd("1350"), check.realised(Money.usd("0")));
        assertEquals(Money.usd("8150"), check.promised(Money.usd("0")));
    }

    @Test
    void tooEarlyNothingIsSaid() {
        SavingsCheck check = check(
                month("2000", "1000", "800", "400"),
                month("1350", "900", "810", "540"),
                6,
                promise("idle", Strategy.IDLE, "240"));
        assertEquals(Kept.State.NOT_YET, check.kept().get(0).state());
        assertEquals("6 of 7 days have passed since", check.kept().get(0).reason());
        assertTrue(check.changes().isEmpty());
        assertTrue(check.kept().get(0).realised().isEmpty());
    }

    @Test
    void whatIsNotCountedIsNotJudged() {
        WorkCost before = month("2000", "1000", "800", "");
        SavingsCheck check =
                check(before, month("1000", "500", "400", "100"), 30, promise("nights", Strategy.OFF_HOURS, "70"));
        assertEquals(Kept.State.NOT_KNOWN, check.kept().get(0).state());
        assertEquals(
                "use was not measured both before and since",
                check.kept().get(0).reason());
        SavingsCheck gone = SavingsCheck.of(
                new Promises(
                        MADE,
                        WINDOW,
                        "",
                        "effective",
                        Map.of("H100", before),
                        List.of(promise("idle", Strategy.IDLE, "70"))),
                Map.of(),
                Duration.ofDays(30),
                Duration.ofDays(7));
        assertEquals(Kept.State.NOT_KNOWN, gone.kept().get(0).state());
        SavingsCheck storage = SavingsCheck.of(
                new Promises(
                        MADE,
                        WINDOW,
                        "",
                        "effective",
                        Map.of("volumes", new WorkCost(Money.usd("100"), Optional.empty())),
                        List.of(new Promises.Promise("s", "s", Strategy.STORAGE, "volumes", Money.usd("40")))),
                Map.of("volumes", new WorkCost(Money.usd("62"), Optional.empty())),
                Duration.ofDays(30),
                Duration.ofDays(7));
        assertEquals(Money.usd("38"), storage.kept().get(0).realised().orElseThrow());
        assertEquals(Kept.State.VERIFIED, storage.kept().get(0).state(), "38 of 40 is more than nine tenths");
    }

    @RepeatedTest(80)
    void effectsAlwaysAddUp(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        WorkCost before = drawn(random);
        WorkCost after = drawn(random);
        CostChange change = CostChange.of(before, after); // checks itself at birth
        assertEquals(
                change.billFell(),
                change.volume()
                        .plus(change.trimmed().orElse(Money.usd("0")))
                        .plus(change.idle())
                        .plus(change.rate()));
        assertTrue(!change.avoided().isNegative());
        SavingsCheck check = SavingsCheck.of(
                new Promises(
                        MADE,
                        WINDOW,
                        "",
                        "effective",
                        Map.of("H100", before),
                        List.of(
                                promise("a", Strategy.SPOT, "" + random.nextInt(100)),
                                promise("b", Strategy.REGION, "" + random.nextInt(100)))),
                Map.of("H100", after),
                Duration.ofDays(30),
                Duration.ofDays(7));
        assertEquals(change.rate(), check.realised(Money.usd("0")), "the parts of an effect add up to it");
    }

    private static WorkCost drawn(Random random) {
        int used = 1 + random.nextInt(500);
        int held = used + random.nextInt(500);
        return month(
                "" + (1 + random.nextInt(10_000)),
                "" + (held + random.nextInt(500)),
                "" + held,
                random.nextInt(4) == 0 ? "" : "" + used);
    }
}
