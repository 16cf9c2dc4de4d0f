package dev.lepton.core.economics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.economics.Capital.Method;
import dev.lepton.core.energy.Electricity;
import dev.lepton.core.energy.PowerDraw;
import dev.lepton.core.evidence.Explanation;
import dev.lepton.core.finance.Depreciation;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The 8-GPU node of the worked golden: 133,479 a year, 1.90 a GPU-hour. */
final class OwnershipTest {
    private static final BigDecimal SEVENTY = new BigDecimal("0.7");
    private static final Ownership NODE = node("180", new Method.EqualPayments());

    @Test
    void aYearByCategory() {
        Explanation year = NODE.perYear(BigDecimal.ONE, PowerMode.HELD);
        assertEquals("133479", shown(year.amount().amount(), 0));
        List<Explanation> hardware = year.parts().get(0).parts();
        assertEquals("84188", shown(hardware.get(0).amount().amount(), 0));
        assertEquals(Money.usd("15500"), hardware.get(1).amount());
        assertEquals(Money.usd("22032"), hardware.get(2).amount());
        assertEquals(Money.usd("3046.875"), year.parts().get(2).amount());
        assertEquals(Money.usd("8711.82"), year.parts().get(5).amount());
        assertEquals(
                new BigDecimal("100.00"),
                NODE.structure(BigDecimal.ONE, PowerMode.HELD).percentages(2).stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    @Test
    void aGpuHour() {
        assertEquals("1.90", perGpuHour(NODE, BigDecimal.ONE, PowerMode.HELD));
        assertEquals("2.72", perGpuHour(NODE, SEVENTY, PowerMode.HELD));
        assertEquals("2.67", perGpuHour(NODE, SEVENTY, PowerMode.FOLLOWS_LOAD));
        assertEquals("1.59", perGpuHour(node("0", new Method.EqualPayments()), BigDecimal.ONE, PowerMode.HELD));
    }

    @Test
    void breakEvenAgainstRent() {
        assertEquals(List.of("71", "48", "28"), breakEvens(NODE));
        assertEquals(List.of("59", "40", "23"), breakEvens(node("0", new Method.EqualPayments())));
        assertInstanceOf(Ownership.BreakEven.Never.class, NODE.breakEven(Price.usd("1.90"), PowerMode.HELD));
    }

    @Test
    void writtenDownCapitalLeavesInterestOut() {
        Ownership straight = node("180", new Method.WrittenDown(new Depreciation.StraightLine(), 1));
        assertEquals(Money.usd("63550"), straight.capital().perYear().amount());
        assertTrue(straight.capital().interestIsUnused());
        Ownership declining =
                node("180", new Method.WrittenDown(new Depreciation.DecliningBalance(new BigDecimal("0.5")), 2));
        assertEquals(Money.usd("80600"), declining.capital().perYear().amount());
    }

    @RepeatedTest(60)
    void atBreakEvenOwningCostsTheRent(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        Price rent = Price.usd(BigDecimal.valueOf(random.nextInt(150, 1500), 2).toPlainString());
        for (PowerMode mode : PowerMode.values()) {
            switch (NODE.breakEven(rent, mode)) {
                case Ownership.BreakEven.At at -> {
                    BigDecimal difference = NODE.perGpuHour(at.utilisation(), mode)
                            .perUnit()
                            .subtract(rent.perUnit(), MathContext.DECIMAL128);
                    assertTrue(difference.abs().compareTo(new BigDecimal("1e-15")) < 0, rent + " " + difference);
                }
                case Ownership.BreakEven.Never never -> assertTrue(never.owned().compareRate(rent) > 0);
            }
        }
    }

    @Test
    void impossibleMachinesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> NODE.perYear(BigDecimal.ZERO, PowerMode.HELD));
        assertThrows(IllegalArgumentException.class, () -> NODE.perYear(new BigDecimal("1.1"), PowerMode.HELD));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Capital(
                        Money.usd("1"),
                        Money.usd("1"),
                        Money.usd("3"),
                        4,
                        BigDecimal.ZERO,
                        new Method.EqualPayments()));
    }

    private static List<String> breakEvens(Ownership node) {
        return List.of("2.69", "3.99", "6.88").stream()
                .map(rent -> node.breakEven(Price.usd(rent), PowerMode.HELD))
                .map(b -> shown(((Ownership.BreakEven.At) b).utilisation().movePointRight(2), 0))
                .toList();
    }

    private static String perGpuHour(Ownership node, BigDecimal utilisation, PowerMode mode) {
        return shown(node.perGpuHour(utilisation, mode).perUnit(), 2);
    }

    private static String shown(BigDecimal value, int decimals) {
        return value.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static Ownership node(String spacePerKwMonth, Method method) {
        Capital capital = new Capital(
                Money.usd("310000"), Money.usd("37200"), Money.usd("93000"), 4, new BigDecimal("0.08"), method);
        EnergyUse energy = new EnergyUse(
                new PowerDraw.Rated(new BigDecimal("10200"), new BigDecimal("0.75")),
                new Electricity(new BigDecimal("1.3"), Price.usd("0.10")),
                Money.zero(Money.USD));
        RunningCost running = new RunningCost(
                Price.usd(spacePerKwMonth),
                new BigDecimal("10.2"),
                new BigDecimal("0.05"),
                Money.usd("195000"),
                64,
                Money.zero(Money.USD),
                Money.zero(Money.USD),
                Money.zero(Money.USD));
        return new Ownership("8 × H100", 8, capital, energy, running);
    }
}
