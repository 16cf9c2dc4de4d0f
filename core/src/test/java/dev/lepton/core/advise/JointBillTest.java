package dev.lepton.core.advise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.advise.source.AdviceSources;
import dev.lepton.core.finance.commitment.UnitRates;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What changes save together, on pools drawn by seed. */
final class JointBillTest {
    private static final BigDecimal DUST = new BigDecimal("0.00001");
    private static final List<Trait> HELD = List.of(
            Trait.ASLEEP,
            Trait.SURPLUS,
            Trait.OFF_HOURS,
            Trait.FAILED,
            Trait.FAILED_AGAIN,
            Trait.BATCH,
            Trait.CHECKPOINTED);

    /** Books with one to three pools whose hours and cells agree. */
    private static Books drawn(Random random) {
        TestBooks books = new TestBooks().outside("123.45", "20");
        int pools = 1 + random.nextInt(3);
        for (int p = 0; p < pools; p++) {
            books.pool(pool(random, "p" + p));
        }
        return books.books();
    }

    private static CostPool pool(Random random, String id) {
        List<Machines.HourLoad> load = new ArrayList<>();
        BigDecimal[] sums = {BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO};
        for (int h = 0; h < 73; h++) {
            BigDecimal[] parts = new BigDecimal[4];
            for (int k = 0; k < 4; k++) {
                parts[k] = BigDecimal.valueOf(random.nextInt(k == 3 ? 900 : 300), 2);
                sums[k] = sums[k].add(parts[k]);
            }
            load.add(new Machines.HourLoad(parts[0], parts[1], parts[2], parts[3], h % 24 > 7 && h % 24 < 20));
        }
        List<CostCell> cells = new ArrayList<>();
        Trait[] idle = {Trait.EMPTY, Trait.PACKABLE, Trait.SPARE};
        for (int k = 0; k < 3; k++) {
            cells.add(new CostCell(
                    id, Set.of(idle[k]), Optional.empty(), Optional.empty(), Money.usd(sums[k].movePointRight(1)), 1));
        }
        int held = 3 + random.nextInt(4);
        List<Money> parts = Money.usd(sums[3].movePointRight(1)).split(Collections.nCopies(held, BigDecimal.ONE));
        for (int c = 0; c < held; c++) {
            EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);
            HELD.stream().filter(t -> random.nextInt(3) == 0).forEach(traits::add);
            if (c > 0) {
                traits.remove(
                        Trait.OFF_HOURS); // all nights together cost about half: no more than one of three is theirs
            }
            cells.add(new CostCell(id, traits, Optional.of("t" + c), Optional.empty(), parts.get(c), 1));
        }
        List<Alternative> others = new ArrayList<>();
        for (Strategy s : List.of(Strategy.SPOT, Strategy.REGION, Strategy.MACHINE)) {
            if (random.nextBoolean()) {
                others.add(TestBooks.other(s, 0, "" + BigDecimal.valueOf(30 + random.nextInt(80), 2)));
            }
        }
        for (int years : List.of(1, 3)) {
            if (random.nextBoolean()) {
                others.add(TestBooks.other(
                        Strategy.COMMITMENT, years, "" + BigDecimal.valueOf(35 + random.nextInt(60), 2)));
            }
        }
        return new CostPool(
                id,
                "pool " + id,
                cells,
                Optional.of(TestBooks.machines("1", false, load, others.toArray(Alternative[]::new))));
    }

    @RepeatedTest(120)
    void togetherIsNeverMoreThanTheSumNorTheSpend(RepetitionInfo info) {
        Books books = drawn(new Random(info.getCurrentRepetition()));
        Advice advice = TestBooks.advise(books);
        assertTrue(advice.overlap().amount().compareTo(DUST.negate()) >= 0, "overlap " + advice.overlap());
        assertTrue(advice.together().compareTo(advice.today()) <= 0);
        assertTrue(!advice.together().isNegative());
        assertTrue(
                advice.atBest().amount().add(DUST).compareTo(advice.together().amount()) >= 0);
        assertTrue(advice.atBest().compareTo(advice.today()) <= 0);
        Money beside = books.zero();
        for (Finding finding : advice.findings()) {
            beside = beside.plus(finding.inPlan());
            assertTrue(
                    finding.inPlan()
                                    .amount()
                                    .compareTo(
                                            finding.alone().counted().amount().add(DUST))
                            <= 0,
                    finding.id() + " saves more beside the others: " + finding.inPlan());
            assertTrue(finding.inPlan().amount().compareTo(DUST.negate()) >= 0, finding.id());
        }
        assertEquals(advice.together(), beside, "what each saves beside the others adds up exactly");
        Money falls = advice.waterfall().stream().map(Advice.Fall::saved).reduce(books.zero(), Money::plus);
        assertEquals(advice.together(), falls, "the waterfall adds up exactly");
    }

    @RepeatedTest(40)
    void theOrderOfTheInputChangesNothing(RepetitionInfo info) {
        Random random = new Random(1_000 + info.getCurrentRepetition());
        Books books = drawn(random);
        List<CostPool> pools = new ArrayList<>();
        for (CostPool pool : books.pools()) {
            List<CostCell> cells = new ArrayList<>(pool.cells());
            Collections.shuffle(cells, random);
            pools.add(new CostPool(pool.id(), pool.words(), cells, pool.machines()));
        }
        Collections.shuffle(pools, random);
        Books shuffled = new Books(
                books.window(),
                pools,
                books.outside(),
                books.billWithoutTeam(),
                books.knows(),
                books.wasters(),
                books.power(),
                books.assumed());
        List<AdviceSource> sources = new ArrayList<>(AdviceSources.all());
        Collections.shuffle(sources, random);
        assertEquals(TestBooks.advise(books), new Advisor(shuffled, TestBooks.effort()).advise(sources));
    }

    /** Every subset of the changes, tried one by one: none is cheaper than all of them. */
    @RepeatedTest(15)
    void allTogetherIsTheCheapestChoice(RepetitionInfo info) {
        Books books = drawn(new Random(5_000 + info.getCurrentRepetition()));
        List<Proposal> proposals = new ArrayList<>();
        for (AdviceSource source : AdviceSources.all()) {
            source.look(books).proposals().stream()
                    .filter(p -> !p.sure().isEmpty())
                    .forEach(proposals::add);
        }
        List<Proposal> few = proposals.subList(0, Math.min(8, proposals.size()));
        JointBill bill = new JointBill(books);
        Money all = bill.after(few.stream().flatMap(p -> p.sure().stream()).toList());
        for (int subset = 0; subset < 1 << few.size(); subset++) {
            List<Action> actions = new ArrayList<>();
            for (int i = 0; i < few.size(); i++) {
                if ((subset >> i & 1) == 1) {
                    actions.addAll(few.get(i).sure());
                }
            }
            assertTrue(
                    bill.after(actions).amount().add(DUST).compareTo(all.amount()) >= 0,
                    "the subset " + subset + " is cheaper");
        }
    }

    /** Levels decided one by one by hand agree with the mixture of curves. */
    @RepeatedTest(30)
    void commitmentsOnMixedLoadsAreExact(RepetitionInfo info) {
        Random random = new Random(9_000 + info.getCurrentRepetition());
        CostPool pool = pool(random, "p");
        BigDecimal ratio = BigDecimal.valueOf(30 + random.nextInt(60), 2);
        double committed = (35 + random.nextInt(60)) / 100.0;
        Books books = new TestBooks().pool(pool).books();
        List<CostCell> held = pool.cells().stream()
                .filter(c -> c.hasCost()
                        && !c.is(Trait.EMPTY)
                        && !c.is(Trait.PACKABLE)
                        && !c.is(Trait.SPARE)
                        && !c.is(Trait.OFF_HOURS))
                .toList();
        Set<String> cheap = held.isEmpty() ? Set.of() : Set.of(held.get(0).id());
        UnitRates rates = new UnitRates(
                Price.usd("1"),
                Optional.empty(),
                List.of(new UnitRates.Commitment(
                        1, Price.usd(BigDecimal.valueOf(committed).toPlainString()))));
        List<Action> actions = List.of(new Action.Reprice("p", cheap, ratio), new Action.Commit("p", rates));
        double saved = new JointBill(books).saved(actions).toDouble();
        assertEquals(byHand(pool, cheap, ratio.doubleValue(), committed), saved, 0.01);
    }

    /** The month by hand: each level of machines takes the dearest that runs, and commits where that is cheaper. */
    private static double byHand(CostPool pool, Set<String> cheap, double ratio, double committed) {
        Machines machines = pool.machines().orElseThrow();
        double nights = machines.load().stream()
                .filter(h -> !h.atWork())
                .mapToDouble(h -> h.held().doubleValue())
                .sum();
        double allHeld = machines.load().stream()
                .mapToDouble(h -> h.held().doubleValue())
                .sum();
        double off = 0;
        double steady = 0;
        double cheapSteady = 0;
        for (CostCell c : pool.cells()) {
            if (c.is(Trait.EMPTY) || c.is(Trait.PACKABLE) || c.is(Trait.SPARE)) {
                continue;
            }
            if (c.is(Trait.OFF_HOURS)) {
                off += c.cost().toDouble() / 10;
            } else {
                steady += c.cost().toDouble() / 10;
                cheapSteady += cheap.contains(c.id()) ? c.cost().toDouble() / 10 : 0;
            }
        }
        double nightly = nights == 0 ? 0 : Math.min(1, off * allHeld / ((off + steady) * nights));
        double[] dear = new double[machines.load().size()];
        double[] all = new double[dear.length];
        double before = 0;
        for (int h = 0; h < dear.length; h++) {
            Machines.HourLoad hour = machines.load().get(h);
            double night = hour.atWork() ? 0 : nightly;
            double held = hour.held().doubleValue();
            double low = steady == 0 ? 0 : held * (1 - night) * cheapSteady / steady;
            double kept = held * (night * (off == 0 ? 0 : 1) + (1 - night) * (steady == 0 ? 0 : 1));
            all[h] = hour.empty().add(hour.packable()).add(hour.spare()).doubleValue() + kept;
            dear[h] = all[h] - low;
            before += low * (1 - ratio);
        }
        double saved = before * 10;
        for (int level = 0; level < 20; level++) {
            double paid = 0;
            for (int h = 0; h < dear.length; h++) {
                double ofAll = Math.clamp(all[h] - level, 0, 1);
                double ofDear = Math.clamp(dear[h] - level, 0, 1);
                paid += ofDear + ratio * (ofAll - ofDear);
            }
            saved += Math.max(0, paid / dear.length - committed) * 730;
        }
        return saved;
    }

    @Test
    void cutsOfTheSameMoneyCountOnce() {
        Books books = new TestBooks()
                .pool(
                        "p",
                        Optional.of(TestBooks.machines(
                                "1", false, TestBooks.always(TestBooks.hour("0", "0", "0", "1", true)))),
                        TestBooks.cell("p", "a", "730"))
                .books();
        String id = books.pools().get(0).cells().get(0).id();
        JointBill bill = new JointBill(books);
        Action half = new Action.Cut("p", Set.of(id), new BigDecimal("0.5"));
        Action third = new Action.Cut("p", Set.of(id), new BigDecimal("0.3"));
        Action cheaper = new Action.Reprice("p", Set.of(id), new BigDecimal("0.8"));
        assertEquals(Money.usd("365"), bill.saved(List.of(half, third)));
        assertEquals(Money.usd("438"), bill.saved(List.of(third, cheaper, half)), "730 × (1 − 0.5 × 0.8)");
        assertEquals(
                0,
                BigDecimal.ZERO
                        .setScale(2)
                        .compareTo(bill.saved(List.of()).amount().setScale(2, RoundingMode.HALF_EVEN)));
    }
}
