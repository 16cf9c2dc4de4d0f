package dev.lepton.core.advise;

import static dev.lepton.core.advise.TestBooks.always;
import static dev.lepton.core.advise.TestBooks.cell;
import static dev.lepton.core.advise.TestBooks.hour;
import static dev.lepton.core.advise.TestBooks.machines;
import static dev.lepton.core.advise.TestBooks.only;
import static dev.lepton.core.advise.TestBooks.other;
import static dev.lepton.core.advise.TestBooks.usd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.energy.PowerCaps;
import dev.lepton.core.evidence.Confidence;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each source on a case worked by hand. */
final class AdviceSourcesTest {
    private static List<Lack> lacks(Books books, Strategy strategy) {
        return TestBooks.advise(books).silences().stream()
                .filter(s -> s.of() == strategy)
                .map(Silence::lack)
                .toList();
    }

    private static void assertMoney(String expected, Money actual) {
        assertEquals(usd(expected).amount().setScale(2), actual.amount().setScale(2, java.math.RoundingMode.HALF_EVEN));
    }

    /** Ten dollars an hour held, of which parts are told apart; a machine costs 1 $/h. */
    private static TestBooks held(CostCell... cells) {
        return new TestBooks()
                .pool("p", Optional.of(machines("1", false, always(hour("0", "0", "0", "10", true)))), cells);
    }

    @Test
    void emptyMachinesAreGivenBack() {
        // 2 of 5 machines empty at 1 $/h: 2 × 730.
        Books books = new TestBooks()
                .pool(
                        "p",
                        Optional.of(machines("1", false, always(hour("2", "0", "0", "3", true)))),
                        cell("p", "", "1460", Trait.EMPTY),
                        cell("p", "a", "2190"))
                .books();
        Finding idle = only(books, Strategy.IDLE);
        assertEquals(new Saving.Exact(usd("1460")), idle.alone());
        assertEquals("idle:p", idle.id());
        assertEquals(Confidence.MEASURED, idle.proposal().confidence());
        // 16 h at 100: 1,600 once; 1,460 a month pays it back in 1.0959 months.
        assertEquals(
                0,
                new BigDecimal("1600")
                        .divide(new BigDecimal("1460"), java.math.MathContext.DECIMAL64)
                        .setScale(6, java.math.RoundingMode.HALF_EVEN)
                        .compareTo(idle.worth()
                                .orElseThrow()
                                .paybackMonths()
                                .orElseThrow()
                                .setScale(6, java.math.RoundingMode.HALF_EVEN)));
    }

    @Test
    void whatIsPaidAnywayIsNotSaved() {
        Books books = new TestBooks()
                .pool(
                        "p",
                        Optional.of(machines("1", true, always(hour("2", "0", "0", "3", true)))),
                        cell("p", "", "1460", Trait.EMPTY),
                        cell("p", "a", "1000", Trait.SURPLUS),
                        cell("p", "a", "1190"))
                .books();
        Saving.Unknown unknown = assertInstanceOf(
                Saving.Unknown.class, only(books, Strategy.IDLE).alone());
        assertEquals(Lack.PAID_ANYWAY, unknown.lack());
        assertEquals(usd("1460"), unknown.at());
        assertEquals(usd("0"), TestBooks.advise(books).together());
        assertTrue(TestBooks.advise(books).findings().stream()
                .noneMatch(f -> f.proposal().strategy() == Strategy.RIGHTSIZING));
    }

    @Test
    void packingIsCountedAtBestOnly() {
        Books books = new TestBooks()
                .pool(
                        "p",
                        Optional.of(machines("1", false, always(hour("0", "1", "0.5", "3", true)))),
                        cell("p", "", "730", Trait.PACKABLE),
                        cell("p", "", "365", Trait.SPARE),
                        cell("p", "a", "2190"))
                .books();
        assertEquals(
                new Saving.Between(usd("0"), usd("730")),
                only(books, Strategy.FRAGMENTATION).alone());
        assertEquals(usd("0"), TestBooks.advise(books).together());
        assertEquals(usd("730"), TestBooks.advise(books).atBest());
    }

    @Test
    void whatSleepsIsStoppedInWholeMachines() {
        // 2,190 of 7,300 a month is 3 machines in every hour: all of it frees machines.
        Books books = held(cell("p", "a", "2190", Trait.ASLEEP), cell("p", "a", "5110"))
                .books();
        Saving.Between three = (Saving.Between) only(books, Strategy.ASLEEP).alone();
        assertMoney("2190", three.least());
        // 292 is 0.4 of a machine: nothing is counted.
        Books part = held(cell("p", "a", "292", Trait.ASLEEP), cell("p", "a", "7008"))
                .books();
        assertEquals(
                new Saving.Between(usd("0"), usd("292")),
                only(part, Strategy.ASLEEP).alone());
        // 1,022 is 1.4 machines, of which one: 730.
        Books more = held(cell("p", "a", "1022", Trait.ASLEEP), cell("p", "a", "6278"))
                .books();
        assertMoney("730", ((Saving.Between) only(more, Strategy.ASLEEP).alone()).least());
    }

    @Test
    void aDrawnUseIsAGuess() {
        Books books = held(cell("p", "a", "2190", Trait.SURPLUS), cell("p", "a", "5110"))
                .knows(new Books.Knows(true, true, true, true, Optional.of(Confidence.GUESS), true))
                .books();
        Finding finding = only(books, Strategy.RIGHTSIZING);
        assertEquals(Confidence.GUESS, finding.proposal().confidence());
        assertEquals("rightsizing:p:a", finding.id());
        assertMoney("2190", finding.alone().counted());
    }

    @Test
    void failuresCountWhenTheyRepeat() {
        Books books = held(
                        cell("p", "a", "730", Trait.BATCH, Trait.FAILED),
                        cell("p", "a", "1460", Trait.BATCH, Trait.FAILED, Trait.FAILED_AGAIN),
                        cell("p", "a", "5110", Trait.BATCH))
                .books();
        Saving.Between failed = (Saving.Between) only(books, Strategy.FAILED).alone();
        assertMoney("1460", failed.least());
        assertMoney("2190", failed.most());
        Books without = held(cell("p", "a", "7300", Trait.BATCH))
                .knows(new Books.Knows(true, false, true, true, Optional.empty(), true))
                .books();
        assertEquals(List.of(Lack.NO_STATES), lacks(without, Strategy.FAILED));
        assertEquals(List.of(Lack.NO_UTILISATION), lacks(without, Strategy.ASLEEP));
    }

    @Test
    void nightsOfNotebooks() {
        // 36 working hours and 37 others, 1 $ an hour held by one notebook machine; the nights cost 370 a month.
        List<Machines.HourLoad> load = new java.util.ArrayList<>();
        for (int i = 0; i < 73; i++) {
            load.add(hour("0", "0", "0", "1", i < 36));
        }
        Books books = new TestBooks()
                .pool(
                        "p",
                        Optional.of(machines("1", false, load)),
                        cell("p", "a", "370", Trait.OFF_HOURS, Trait.ASLEEP),
                        cell("p", "a", "360"))
                .books();
        assertMoney("370", only(books, Strategy.OFF_HOURS).alone().counted());
        assertEquals(
                Confidence.MEASURED, only(books, Strategy.OFF_HOURS).proposal().confidence());
        // Idle shutdown acts on the same nights: together no more than once.
        Advice advice = TestBooks.advise(books);
        assertMoney("370", advice.together());
        Finding.Overlap overlap = only(books, Strategy.OFF_HOURS).overlaps().get(0);
        assertEquals("asleep:p:a", overlap.finding());
    }

    @Test
    void spotForRunsThatSaveCheckpoints() {
        Books books = new TestBooks()
                .pool(
                        "p",
                        Optional.of(machines(
                                "1", false, always(hour("0", "0", "0", "10", true)), other(Strategy.SPOT, 0, "0.5"))),
                        cell("p", "a", "1000", Trait.BATCH, Trait.CHECKPOINTED),
                        cell("p", "a", "2000", Trait.BATCH),
                        cell("p", "a", "4300"))
                .books();
        // Daly's time at δ = 1/30 h, M = 8 h, R = 1/6 h: the factor that Checkpointing has, on 0.5.
        double factor = books.assumed().spot().factor(books.assumed().spot().exact());
        assertTrue(factor > 1.1 && factor < 1.13, "factor " + factor);
        Saving.Between spot = (Saving.Between) only(books, Strategy.SPOT).alone();
        assertEquals(1000 * (1 - 0.5 * factor), spot.least().toDouble(), 1e-9);
        assertEquals(3000 * (1 - 0.5 * factor), spot.most().toDouble(), 1e-9);
    }

    @Test
    void commitmentsByTheLoadOfEachHour() {
        // Three machines in 50 hours, one in 23: levels run 100 %, 68.5 %, 68.5 %. At 0.7 only the first pays: 730 ×
        // 0.3.
        List<Machines.HourLoad> load = new java.util.ArrayList<>();
        for (int i = 0; i < 73; i++) {
            load.add(hour("0", "0", "0", i < 50 ? "3" : "1", true));
        }
        Books books = new TestBooks()
                .pool(
                        "p",
                        Optional.of(machines("1", false, load, other(Strategy.COMMITMENT, 1, "0.7"))),
                        cell("p", "a", "1730"))
                .books();
        Finding commit = only(books, Strategy.COMMITMENT);
        assertMoney("219", commit.alone().counted());
        assertEquals("Commit to pool p: 1 for 1 years", commit.proposal().title());
        assertEquals(Risk.HIGH, commit.proposal().risk());
        assertEquals(Confidence.GUESS, commit.proposal().confidence(), "73 hours say little");
    }

    @Test
    void aCommitmentIsSizedOnWhatIsLeft() {
        // Two machines always, one of them empty: alone a commitment saves 2 × 730 × 0.4 = 584 and giving back 730, but
        // together one machine is given back and the other committed to: 730 + 292.
        Books books = new TestBooks()
                .pool(
                        "p",
                        Optional.of(machines(
                                "1",
                                false,
                                always(hour("1", "0", "0", "1", true)),
                                other(Strategy.COMMITMENT, 1, "0.6"))),
                        cell("p", "", "730", Trait.EMPTY),
                        cell("p", "a", "730"))
                .books();
        Advice advice = TestBooks.advise(books);
        assertMoney("584", only(books, Strategy.COMMITMENT).alone().counted());
        List<String> working = only(books, Strategy.COMMITMENT).proposal().working();
        assertEquals("beside all the other findings: 1 for 1 years", working.get(working.size() - 1));
        assertMoney("1314", advice.sum());
        assertMoney("1022", advice.together());
        assertMoney("292", advice.overlap());
        assertMoney("438", advice.after());
        assertEquals(
                List.of(Strategy.IDLE, Strategy.COMMITMENT),
                advice.waterfall().stream().map(Advice.Fall::strategy).toList());
    }

    @Test
    void theDearestRunsAreCommittedTo() {
        // Two machines always; the half that saves checkpoints can go to spot for about 0.56: a commitment at 0.6 pays
        // for
        // the other half only. Saved: 730 × (1 − 0.5·factor) on spot and 730 × 0.4 committed.
        Books books = new TestBooks()
                .pool(
                        "p",
                        Optional.of(machines(
                                "1",
                                false,
                                always(hour("0", "0", "0", "2", true)),
                                other(Strategy.SPOT, 0, "0.5"),
                                other(Strategy.COMMITMENT, 3, "0.6"))),
                        cell("p", "a", "730", Trait.BATCH, Trait.CHECKPOINTED),
                        cell("p", "a", "730"))
                .books();
        double factor = books.assumed().spot().factor(books.assumed().spot().exact());
        assertEquals(
                730 * (1 - 0.5 * factor) + 730 * 0.4,
                TestBooks.advise(books).together().toDouble(),
                1e-6);
    }

    @Test
    void regionsAreCountedAndOtherProvidersAtBest() {
        Books books = new TestBooks()
                .pool(
                        "p",
                        Optional.of(machines(
                                "1",
                                false,
                                always(hour("0", "0", "0", "1", true)),
                                other(Strategy.REGION, 0, "0.9"),
                                other(Strategy.MACHINE, 0, "0.5"))),
                        cell("p", "a", "730"))
                .books();
        assertEquals(new Saving.Exact(usd("73")), only(books, Strategy.REGION).alone());
        assertEquals(
                new Saving.Between(usd("0"), usd("365")),
                only(books, Strategy.MACHINE).alone());
        assertEquals(usd("73"), TestBooks.advise(books).together());
        assertEquals(usd("365"), TestBooks.advise(books).atBest(), "one way of buying, the cheapest");
    }

    @Test
    void powerLimitsOfOwnedMachines() {
        // 1,000 W at 0.2 $/kWh is 0.2 of a machine of 1 $/h; the limit saves 10 % of the energy: 2 % of 730.
        PowerCaps caps = new PowerCaps(
                List.of(new PowerCaps.Point(300, 100, 300), new PowerCaps.Point(250, 102, 264.7058823529412)));
        Books books = new TestBooks()
                .pool(
                        "p",
                        Optional.of(machines("1", true, always(hour("0", "0", "0", "1", true)))),
                        cell("p", "a", "730"))
                .power(new Books.Power(
                        Optional.of(Price.usd("0.2")),
                        Map.of("p", new BigDecimal("1000")),
                        Map.of("H100", Map.of("train", caps))))
                .books();
        Saving.Between saved = (Saving.Between) only(books, Strategy.POWER_CAP).alone();
        assertEquals(14.6, saved.most().toDouble(), 1e-6);
        assertEquals(usd("0"), saved.least());
    }

    @Test
    void storageAndSpendWithoutAnOwner() {
        Books books = new TestBooks()
                .pool(
                        "volumes",
                        Optional.empty(),
                        cell("volumes", "", "40", Trait.STORED),
                        cell("volumes", "", "60", Trait.STORED, Trait.SURPLUS))
                .pool("bill-storage", Optional.empty(), cell("bill-storage", "", "25", Trait.STORED))
                .outside("100", "70")
                .books();
        Advice advice = TestBooks.advise(books);
        assertEquals(
                new Saving.Exact(usd("60")),
                advice.finding("storage:volumes").orElseThrow().alone());
        assertEquals(
                new Saving.Unknown(Lack.NO_ACCESS_TIMES, usd("25")),
                advice.finding("storage:bill-storage").orElseThrow().alone());
        assertEquals(
                new Saving.Unknown(Lack.NO_OWNER, usd("70")),
                advice.finding("ownerless:all").orElseThrow().alone());
        assertEquals(usd("225"), advice.today());
        assertEquals(usd("60"), advice.together());
    }

    @Test
    void nothingKnownIsToldSourceBySource() {
        Books books = new TestBooks()
                .outside("10", "0")
                .knows(new Books.Knows(false, false, false, false, Optional.empty(), true))
                .books();
        Advice advice = TestBooks.advise(books);
        assertTrue(advice.findings().isEmpty());
        assertEquals(
                Strategy.values().length,
                advice.silences().stream().map(Silence::of).distinct().count());
        assertEquals(List.of(Lack.NO_MACHINES), lacks(books, Strategy.IDLE));
        assertEquals(List.of(Lack.NO_WORK), lacks(books, Strategy.RIGHTSIZING));
    }
}
