package dev.lepton.core.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The vectors of koku's docs, recomputed exactly, and the law that nothing is left over. */
final class MigCostTest {
    private static final BigDecimal DAY = BigDecimal.valueOf(24);
    private static final List<MigCost.Use> KOKU =
            List.of(use("ml-train", 2, 4), use("inference", 6, 1), use("serving", 2, 2));

    @Test
    void aDayOfOneA100AsKokuPrintsIt() {
        MigCost cost =
                MigCost.of(Money.usd("2016"), 28, 1, MigSlices.of("NVIDIA A100").orElseThrow(), DAY, KOKU);
        assertEquals(Money.usd("72"), cost.total());
        // 3 $/h × hours × slices ÷ 7, to the last decimal: 24/7, 18/7, 12/7; unallocated 450/7.
        assertEquals(sevenths(24), cost.shares().get(0).cost());
        assertEquals(sevenths(18), cost.shares().get(1).cost());
        assertEquals(sevenths(12), cost.shares().get(2).cost());
        assertEquals(sevenths(450), cost.unallocated().cost());
        assertEquals(new BigDecimal("150"), cost.unallocated().sliceHours());
        assertEquals(
                List.of("3.4286", "2.5714", "1.7143"),
                cost.shares().stream().map(s -> shown(s.cost(), 4)).toList());
        assertEquals("64.2857", shown(cost.unallocated().cost(), 4));
    }

    @Test
    void aThousandDollarsBySliceTime() {
        DistributedCost moved = DistributedCost.of(
                "unallocated",
                Money.usd("1000"),
                KOKU.stream()
                        .map(u -> new DistributedCost.Weight(u.name(), u.sliceHours()))
                        .toList());
        assertEquals(
                List.of("444.44", "333.33", "222.22", "-1000.00"),
                moved.rows().stream().map(r -> shown(r.cost(), 2)).toList());
        assertEquals(
                Money.zero(Money.USD),
                Money.sum(moved.rows().stream().map(DistributedCost.Row::cost).toList(), Money.USD));
    }

    @Test
    void unallocatedGoesByUsageAndTheSourceIsRelieved() {
        DistributedCost moved = DistributedCost.of(
                "Worker unallocated", Money.usd("100"), List.of(weight("a", "25"), weight("b", "75")));
        assertEquals(
                List.of(
                        new DistributedCost.Row("a", Money.usd("25")),
                        new DistributedCost.Row("b", Money.usd("75")),
                        new DistributedCost.Row("Worker unallocated", Money.usd("-100"))),
                moved.rows());
        assertThrows(
                IllegalArgumentException.class,
                () -> DistributedCost.of("x", Money.usd("1"), List.of(weight("a", "0"))));
    }

    @Test
    void moreSliceTimeThanThereIsIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> MigCost.of(Money.usd("2016"), 28, 1, 7, BigDecimal.ONE, List.of(use("a", 2, 4))));
    }

    @RepeatedTest(100)
    void partsAddUpAndNoneIsNegative(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        int gpus = random.nextInt(1, 9);
        int slices = random.nextInt(1, 8);
        List<MigCost.Use> uses = new ArrayList<>();
        for (int i = 0; i < gpus; i++) {
            uses.add(new MigCost.Use(
                    "u" + i, BigDecimal.valueOf(random.nextInt(2400), 2), random.nextInt(1, slices + 1)));
        }
        MigCost cost = MigCost.of(
                Money.usd(BigDecimal.valueOf(random.nextInt(1, 1_000_000), 2)),
                random.nextInt(28, 32),
                gpus,
                slices,
                DAY,
                uses);
        Money sum = cost.unallocated().cost();
        for (MigCost.Share share : cost.shares()) {
            assertTrue(!share.cost().isNegative());
            sum = sum.plus(share.cost());
        }
        assertTrue(!cost.unallocated().cost().isNegative());
        assertEquals(cost.total(), sum);
    }

    private static Money sevenths(int n) {
        return Fraction.of(n, 7).of(Money.usd("1"));
    }

    private static String shown(Money money, int decimals) {
        return money.amount().setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static MigCost.Use use(String name, int hours, int slices) {
        return new MigCost.Use(name, BigDecimal.valueOf(hours), slices);
    }

    private static DistributedCost.Weight weight(String name, String value) {
        return new DistributedCost.Weight(name, new BigDecimal(value));
    }
}
