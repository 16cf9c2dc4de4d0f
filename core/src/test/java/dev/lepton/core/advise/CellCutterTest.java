package dev.lepton.core.advise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lepton.core.advise.Holding.End;
import dev.lepton.core.advise.Holding.Kind;
import dev.lepton.core.advise.Holding.Use;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What workloads held, cut up; hours begin on Monday 1 June 2026 at midnight, UTC, and a month is ten times the window. */
final class CellCutterTest {
    private static final Instant MONDAY = Instant.parse("2026-06-01T00:00:00Z");

    private static Use hour(int hour, String used) {
        return new Use(
                Optional.of(MONDAY.plusSeconds(hour * 3_600L)),
                Money.usd("1"),
                used.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(used)),
                used.isEmpty() ? BigDecimal.ZERO : BigDecimal.ONE);
    }

    private static Use whole(String cost, String used, String measured) {
        return new Use(Optional.empty(), Money.usd(cost), Optional.of(new BigDecimal(used)), new BigDecimal(measured));
    }

    private static Holding holding(Kind kind, End end, Optional<Integer> devices, List<Use> use) {
        return new Holding("p", "w", Optional.of("a"), Optional.empty(), kind, end, false, devices, use);
    }

    private static String cost(Holding holding, Trait... traits) {
        CellCutter cutter = new CellCutter(Assumptions.usual(ZoneOffset.UTC), BigDecimal.TEN);
        cutter.cut(holding);
        return cutter.cells().stream()
                .filter(c -> c.traits().equals(Set.of(traits)))
                .map(c -> c.cost().amount().toPlainString())
                .findFirst()
                .orElse("none");
    }

    @Test
    void aJobKeepsWholeDevices() {
        // 8 devices at 30 %: 0.3 × 8 ÷ 0.8 = 3 are enough, 5 of 8 are too many.
        Holding job = holding(Kind.RUN, End.NOT_FAILED, Optional.of(8), List.of(whole("80", "0.3", "1")));
        assertEquals("500", cost(job, Trait.BATCH, Trait.SURPLUS));
        assertEquals("300", cost(job, Trait.BATCH));
        // One device is never too many, however little it does above sleep.
        Holding one = holding(Kind.RUN, End.NOT_FAILED, Optional.of(1), List.of(whole("10", "0.06", "1")));
        assertEquals("100", cost(one, Trait.BATCH));
        assertEquals("none", cost(one, Trait.BATCH, Trait.SURPLUS));
    }

    @Test
    void aJobThatHardlyRanSleptForWhatWasMeasured() {
        Holding job = holding(Kind.RUN, End.FAILED, Optional.of(8), List.of(whole("80", "0.01", "0.75")));
        assertEquals("600", cost(job, Trait.BATCH, Trait.FAILED, Trait.ASLEEP));
        assertEquals("200", cost(job, Trait.BATCH, Trait.FAILED));
    }

    @Test
    void threeQuietHoursAreSleepAndTwoAreNot() {
        List<Use> use = new ArrayList<>();
        String[] day = {"0.5", "0.5", "0.5", "0", "0", "0.5", "0", "0", "0", "0.5"};
        for (int h = 0; h < day.length; h++) {
            use.add(hour(h, day[h]));
        }
        Holding service = holding(Kind.SERVICE, End.NOT_FAILED, Optional.empty(), use);
        assertEquals("30", cost(service, Trait.ASLEEP));
        // Of the seven others the busiest is 0.5: 0.5 ÷ 0.8 = 0.625 is needed, 0.375 of 7 × 10 is not.
        assertEquals("26.25", cost(service, Trait.SURPLUS));
        assertEquals("43.75", cost(service));
    }

    @Test
    void aGapInTheSamplesEndsASleep() {
        List<Use> use = List.of(hour(0, "0"), hour(1, "0"), hour(5, "0"), hour(6, "0"));
        assertEquals("none", cost(holding(Kind.SERVICE, End.NOT_FAILED, Optional.empty(), use), Trait.ASLEEP));
    }

    @Test
    void nightsOfNotebooksAreOffHours() {
        // Monday 18 h to 23 h: two working hours and four others; measured quiet from 19 h on, and from 22 h on not
        // measured.
        List<Use> use =
                List.of(hour(18, "0.6"), hour(19, "0"), hour(20, "0"), hour(21, "0.01"), hour(22, ""), hour(23, ""));
        Holding notebook = holding(Kind.INTERACTIVE, End.NOT_FAILED, Optional.empty(), use);
        assertEquals("20", cost(notebook, Trait.ASLEEP, Trait.OFF_HOURS));
        assertEquals("10", cost(notebook, Trait.ASLEEP));
        assertEquals("20", cost(notebook, Trait.OFF_HOURS));
        assertEquals("10", cost(notebook), "one busy hour says too little to take anything away");
    }

    @RepeatedTest(60)
    void cellsAreAllOfWhatWasHeld(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        CellCutter cutter = new CellCutter(Assumptions.usual(ZoneOffset.UTC), new BigDecimal("3.7"));
        Money all = Money.usd("0");
        for (int w = 0; w < 5; w++) {
            List<Use> use = new ArrayList<>();
            boolean hourly = random.nextBoolean();
            for (int h = 0; h < (hourly ? 40 : 1); h++) {
                Optional<BigDecimal> used = random.nextInt(4) == 0
                        ? Optional.empty()
                        : Optional.of(BigDecimal.valueOf(random.nextInt(101), 2));
                Use one = new Use(
                        hourly ? Optional.of(MONDAY.plusSeconds(h * 3_600L)) : Optional.empty(),
                        Money.usd(BigDecimal.valueOf(random.nextInt(10_000), 3)),
                        used,
                        used.isPresent() ? BigDecimal.valueOf(1 + random.nextInt(100), 2) : BigDecimal.ZERO);
                use.add(one);
                all = all.plus(one.cost().times(new BigDecimal("3.7")));
            }
            cutter.cut(holding(
                    List.of(Kind.RUN, Kind.INTERACTIVE, Kind.SERVICE).get(random.nextInt(3)),
                    List.of(End.NOT_FAILED, End.FAILED, End.FAILED_AGAIN).get(random.nextInt(3)),
                    random.nextBoolean() ? Optional.of(1 + random.nextInt(8)) : Optional.empty(),
                    use));
        }
        Money cells = cutter.cells().stream().map(CostCell::cost).reduce(Money.usd("0"), Money::plus);
        assertEquals(all.toDouble(), cells.toDouble(), 1e-9);
    }
}
