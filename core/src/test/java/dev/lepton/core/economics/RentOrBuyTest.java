package dev.lepton.core.economics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lepton.core.energy.Electricity;
import dev.lepton.core.energy.PowerDraw;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The worked machine owned and rented; two ways to the same break-even. */
final class RentOrBuyTest {
    private static BigDecimal of(String number) {
        return new BigDecimal(number);
    }

    private static Ownership machine() {
        return new Ownership(
                "8 × H100",
                8,
                new Capital(
                        Money.usd("310000"),
                        Money.usd("37200"),
                        Money.usd("93000"),
                        4,
                        of("0.08"),
                        new Capital.Method.EqualPayments()),
                new EnergyUse(
                        new PowerDraw.Rated(of("10200"), of("0.75")),
                        new Electricity(of("1.3"), Price.usd("0.10")),
                        Money.usd("0")),
                new RunningCost(
                        Price.usd("180"),
                        of("10.2"),
                        of("0.05"),
                        Money.usd("195000"),
                        64,
                        Money.usd("0"),
                        Money.usd("0"),
                        Money.usd("0")));
    }

    private static RentOrBuy against(PowerMode mode, String rent, boolean always, BigDecimal used, String change) {
        return new RentOrBuy(
                machine(),
                mode,
                new RentOrBuy.Rent("rent", Price.usd(rent), always),
                Collections.nCopies(4, used),
                of(change));
    }

    /** Used at the break-even all its life, buying instead of renting is worth nothing: equal payments are the same thing. */
    @RepeatedTest(10)
    void atTheBreakEvenThePresentValueIsNothing(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        String rent = BigDecimal.valueOf(200 + random.nextInt(600), 2).toPlainString();
        for (PowerMode mode : PowerMode.values()) {
            RentOrBuy.Verdict verdict =
                    against(mode, rent, false, BigDecimal.ONE, "0").verdict();
            BigDecimal used =
                    assertInstanceOf(RentOrBuy.Verdict.From.class, verdict).utilisation();
            Money worth = against(mode, rent, false, used, "0").flows().netPresentValue(of("0.08"));
            assertEquals(0, worth.toDouble(), 1e-6, rent + " " + mode);
        }
    }

    @Test
    void rentsThatArePaidAlways() {
        assertInstanceOf(
                RentOrBuy.Verdict.Always.class,
                against(PowerMode.HELD, "2.10", true, BigDecimal.ONE, "0").verdict());
        assertInstanceOf(
                RentOrBuy.Verdict.Never.class,
                against(PowerMode.HELD, "1.90", true, BigDecimal.ONE, "0").verdict());
        RentOrBuy following = against(PowerMode.FOLLOWS_LOAD, "1.85", true, BigDecimal.ONE, "0");
        BigDecimal most = assertInstanceOf(RentOrBuy.Verdict.UpTo.class, following.verdict())
                .utilisation();
        Price owned = machine().perGpuHour(most, PowerMode.FOLLOWS_LOAD);
        Price rented = new RentOrBuy.Rent("r", Price.usd("1.85"), true).perUsedHour(most);
        assertEquals(owned.perUnit().doubleValue(), rented.perUnit().doubleValue(), 1e-12);
        assertInstanceOf(
                RentOrBuy.Verdict.Never.class,
                against(PowerMode.FOLLOWS_LOAD, "1.50", true, BigDecimal.ONE, "0")
                        .verdict());
        assertInstanceOf(
                RentOrBuy.Verdict.Never.class,
                against(PowerMode.HELD, "1.90", false, BigDecimal.ONE, "0").verdict());
    }

    @Test
    void theYears() {
        List<RentOrBuy.Year> years =
                against(PowerMode.HELD, "2.00", false, of("0.5"), "-0.1").years();
        assertEquals(Money.usd("70080"), years.get(0).rented());
        assertEquals(Money.usd("63072"), years.get(1).rented());
        assertEquals(Money.usd("56764.8"), years.get(2).rented());
        assertEquals(49_291, years.get(3).running().toDouble(), 0.5);
        assertThrows(
                IllegalArgumentException.class,
                () -> new RentOrBuy(
                        machine(),
                        PowerMode.HELD,
                        new RentOrBuy.Rent("r", Price.usd("1"), false),
                        List.of(BigDecimal.ONE),
                        BigDecimal.ZERO));
        assertThrows(IllegalArgumentException.class, () -> against(PowerMode.HELD, "1", false, BigDecimal.ONE, "-1"));
    }
}
