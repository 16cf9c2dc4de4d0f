package dev.lepton.core.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Laws of exact money, on seeded random values; the repetition number is the seed that repeats a failure. */
final class MoneyTest {
    private static final Currency CNY = Currency.getInstance("CNY");

    @RepeatedTest(200)
    void splitPartsAddUpAndEachIsWithinOneUnit(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        Money whole = Money.usd(new BigDecimal(random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L))
                .movePointLeft(random.nextInt(15)));
        List<BigDecimal> weights = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(20); i++) {
            weights.add(BigDecimal.valueOf(random.nextLong(0, 1_000_000), random.nextInt(6)));
        }
        weights.add(BigDecimal.ONE);
        List<Money> parts = whole.split(weights);
        BigDecimal total = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(whole, Money.sum(parts, Money.USD));
        for (int i = 0; i < parts.size(); i++) {
            BigDecimal share = whole.amount().multiply(weights.get(i)).divide(total, 30, RoundingMode.HALF_EVEN);
            assertTrue(parts.get(i).amount().subtract(share).abs().compareTo(new BigDecimal("1.000001e-18")) <= 0);
        }
    }

    @RepeatedTest(200)
    void plusIsAssociativeAndCommutativeAndUndone(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        Money a = random(random);
        Money b = random(random);
        Money c = random(random);
        assertEquals(a.plus(b).plus(c), a.plus(b.plus(c)));
        assertEquals(a.plus(b), b.plus(a));
        assertEquals(a, a.plus(b).minus(b));
        assertEquals(a.compareTo(b), -b.compareTo(a));
    }

    @RepeatedTest(100)
    void aPriceMultipliesFirstAndRoundsOnce(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        Price price = Price.usd("" + random.nextInt(1, 100_000) / 100.0, "1000000");
        BigDecimal quantity = BigDecimal.valueOf(random.nextInt(1_000_000));
        BigDecimal exact = price.amount().multiply(quantity).divide(price.per());
        assertEquals(new Money(exact, Money.USD), price.times(quantity));
        assertEquals(price.times(quantity), price.spreadOver(BigDecimal.TEN).times(quantity.multiply(BigDecimal.TEN)));
    }

    @Test
    void fifteenCentsAMillionTokensTimesTenMillionLines() {
        Money line = Price.usd("0.15", "1000000").times(BigDecimal.valueOf(873));
        assertEquals(Money.usd("0.00013095"), line);
        assertEquals(Money.usd("1309.5"), line.times(BigDecimal.valueOf(10_000_000)));
    }

    @Test
    void currenciesNeverMeet() {
        assertThrows(IllegalArgumentException.class, () -> Money.usd("1").plus(Money.zero(CNY)));
        assertThrows(IllegalArgumentException.class, () -> Money.usd("1").compareTo(Money.zero(CNY)));
        FxRates rates = new FxRates(
                List.of(new FxRates.Rate(CNY, Money.USD, LocalDate.parse("2024-11-06"), new BigDecimal("0.14"))));
        Money yuan = new Money(BigDecimal.TEN, CNY);
        assertEquals(
                Money.usd("1.4"),
                rates.convert(yuan, Money.USD, LocalDate.parse("2025-01-01")).orElseThrow());
        assertTrue(
                rates.convert(yuan, Money.USD, LocalDate.parse("2024-11-05")).isEmpty(),
                "a rate does not apply before its day");
        assertTrue(FxRates.none()
                .convert(yuan, Money.USD, LocalDate.parse("2025-01-01"))
                .isEmpty());
    }

    @Test
    void equalAmountsAreEqualHoweverTheyAreWritten() {
        assertEquals(Money.usd("1.50"), Money.usd("1.5"));
        assertEquals("100 USD", Money.usd("1e2").toString());
    }

    @RepeatedTest(200)
    void shownPartsAddUpToTheShownTotal(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        List<BigDecimal> parts = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(30); i++) {
            parts.add(BigDecimal.valueOf(random.nextLong(-10_000_000, 100_000_000), 5));
        }
        BigDecimal total =
                parts.stream().reduce(BigDecimal.ZERO, BigDecimal::add).setScale(2, RoundingMode.HALF_EVEN);
        List<BigDecimal> shown = Footing.foot(parts, 2);
        assertEquals(total, shown.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
        for (int i = 0; i < parts.size(); i++) {
            assertTrue(shown.get(i).subtract(parts.get(i)).abs().compareTo(new BigDecimal("0.01")) < 0);
        }
    }

    @Test
    void costStructureOfTheWorkedExample() {
        List<BigDecimal> costs = List.of(5000, 3000, 2000, 1000).stream()
                .map(BigDecimal::valueOf)
                .toList();
        assertEquals(
                "[45.46, 27.27, 18.18, 9.09]", Footing.percentages(costs, 2).toString());
    }

    private static Money random(Random random) {
        return Money.usd(BigDecimal.valueOf(random.nextLong(), random.nextInt(25)));
    }
}
