package dev.lepton.core.economics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lepton.core.evidence.Explanation;
import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What a token, a run, a job and a request cost, and what they earn. */
final class UnitCostTest {
    private static final Optional<TokenCost.Times> EVEN =
            Optional.of(new TokenCost.Times(BigDecimal.ONE, BigDecimal.ONE));

    @Test
    void theExampleOfOpenCost() {
        TokenCost tokens = tokens(EVEN, BigDecimal.ZERO);
        assertEquals("0.213", shown(Optional.of(tokens.blendedPerMillion())));
        assertEquals("0.143", shown(tokens.inputPerMillion()));
        assertEquals("0.533", shown(tokens.outputPerMillion()));
        assertEquals("0.000", shown(tokens.cachedPerMillion()));
        assertEquals(Money.usd("1.6"), tokens.parts().parts().get(2).amount());
    }

    @Test
    void withoutTimesOutputIsTakenAsTwoAndAHalfInputs() {
        TokenCost tokens = tokens(Optional.empty(), BigDecimal.ZERO);
        assertFalse(tokens.measured());
        BigDecimal input = tokens.inputPerMillion().orElseThrow().perUnit();
        BigDecimal output = tokens.outputPerMillion().orElseThrow().perUnit();
        assertEquals(
                "2.500000000000",
                output.divide(input, 12, RoundingMode.HALF_EVEN).toPlainString());
        // 3.20 / (11.2 M + 2.5 × 3 M)
        assertEquals("0.171123", input.setScale(6, RoundingMode.HALF_EVEN).toPlainString());
    }

    @RepeatedTest(100)
    void thePartsAddUp(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        BigDecimal prompt = BigDecimal.valueOf(random.nextInt(1, 1_000_000));
        TokenCost tokens = new TokenCost(
                Money.usd(BigDecimal.valueOf(random.nextInt(1_000_000), 3)),
                prompt,
                BigDecimal.valueOf(random.nextInt(prompt.intValue())),
                BigDecimal.valueOf(random.nextInt(1, 1_000_000)),
                random.nextBoolean() ? EVEN : Optional.empty(),
                BigDecimal.valueOf(random.nextInt(101), 2));
        Explanation parts = tokens.parts();
        assertEquals(tokens.cost(), parts.amount());
        parts.parts().forEach(p -> assertFalse(p.amount().isNegative()));
    }

    @Test
    void allPromptTokensFromTheCache() {
        TokenCost tokens = new TokenCost(
                Money.usd("3"),
                BigDecimal.TEN,
                BigDecimal.TEN,
                BigDecimal.ONE,
                Optional.of(new TokenCost.Times(BigDecimal.ZERO, BigDecimal.ONE)),
                BigDecimal.ZERO);
        assertEquals(Optional.empty(), tokens.inputPerMillion());
        assertEquals(Money.usd("3"), tokens.parts().parts().get(2).amount());
    }

    @Test
    void costWithoutTokensIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new TokenCost(
                        Money.usd("1"), BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ONE, EVEN, BigDecimal.ZERO));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TokenCost(
                        Money.usd("1"), BigDecimal.ONE, BigDecimal.TEN, BigDecimal.ONE, EVEN, BigDecimal.ZERO));
    }

    @Test
    void aRunJobsAndRequests() {
        TrainingCost run = new TrainingCost(
                "tune", 8, new BigDecimal("50"), new BigDecimal("5"), Price.usd("2.50"), Money.usd("40"));
        assertEquals(Money.usd("1040"), run.total().amount());
        assertEquals(Money.usd("100"), run.total().parts().get(1).amount());
        PieceCost jobs = new PieceCost(Money.usd("1000"), new BigDecimal("250"), new BigDecimal("50"));
        assertEquals(0, new BigDecimal("4").compareTo(jobs.perMade().perUnit()));
        assertEquals(
                0,
                new BigDecimal("5").compareTo(jobs.perFinished().orElseThrow().perUnit()));
        assertEquals(Optional.empty(), new PieceCost(Money.usd("1"), BigDecimal.ONE, BigDecimal.ONE).perFinished());
    }

    @Test
    void profitAndItsRatiosAreDifferentThings() {
        Profit good = new Profit(Money.usd("200"), Money.usd("160"));
        assertEquals(Money.usd("40"), good.profit());
        assertEquals(0, new BigDecimal("4").compareTo(good.costOverProfit().orElseThrow()));
        assertEquals(0, new BigDecimal("0.8").compareTo(good.costOverRevenue().orElseThrow()));
        assertEquals(0, new BigDecimal("0.2").compareTo(good.margin().orElseThrow()));
        Profit even = new Profit(Money.usd("160"), Money.usd("160"));
        assertEquals(Optional.empty(), even.costOverProfit());
        assertEquals(0, BigDecimal.ONE.compareTo(even.costOverRevenue().orElseThrow()));
        assertEquals(Optional.empty(), new Profit(Money.usd("0"), Money.usd("1")).margin());
        assertEquals(Optional.empty(), new Profit(Money.usd("1"), Money.usd("3")).costOverProfit());
    }

    @Test
    void selfHostingAgainstAnApi() {
        ApiComparison both = new ApiComparison(
                Money.usd("300"),
                new BigDecimal("80000000"),
                new BigDecimal("20000000"),
                Price.usd("0.50", "1000000"),
                Price.usd("2.00", "1000000"));
        assertEquals(Money.usd("80"), both.bought());
        assertEquals(Money.usd("-220"), both.saving());
        assertEquals(
                0, new BigDecimal("375000000").compareTo(both.breakEvenTokens().orElseThrow()));
    }

    private static TokenCost tokens(Optional<TokenCost.Times> times, BigDecimal cachedWeight) {
        return new TokenCost(
                Money.usd("3.20"),
                new BigDecimal("12000000"),
                BigDecimal.valueOf(50_000L * 16),
                new BigDecimal("3000000"),
                times,
                cachedWeight);
    }

    private static String shown(Optional<Price> price) {
        return price.orElseThrow().perUnit().setScale(3, RoundingMode.HALF_EVEN).toPlainString();
    }
}
