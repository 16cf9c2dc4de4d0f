package dev.lepton.core.finance.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.finance.CashFlow;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** Draws against what can be worked out by hand, and that the same seed gives the same draws. */
final class MonteCarloTest {
    private static final BigDecimal RATE = new BigDecimal("0.1");

    @Test
    void theSumOfTwoCorrelatedNormalsHasTheDeviationWorkedByHand() {
        Risk risk = MonteCarlo.run(two(0.5), BigDecimal.ZERO, 400_000, 1);
        // 10 + 20 − 25 = 5; variance 9 + 16 + 2·0.5·3·4 = 37.
        assertEquals(5, risk.mean().toDouble(), 0.05);
        assertEquals(Math.sqrt(37), risk.deviation().toDouble(), 0.05);
        assertEquals(5 - 1.6449 * Math.sqrt(37), risk.p5().toDouble(), 0.1);
        assertEquals(5, risk.p50().toDouble(), 0.1);
        assertEquals(0.2056, risk.probabilityOfLoss(), 0.003); // Φ(−5/√37)
        assertEquals(400_000, risk.bars().stream().mapToInt(Integer::intValue).sum());
        assertEquals("b", risk.tornado().get(0).input());
    }

    @Test
    void perfectCorrelationIsAllowedAndContradictionIsNot() {
        Risk risk = MonteCarlo.run(two(-1), BigDecimal.ZERO, 200_000, 1);
        assertEquals(1, risk.deviation().toDouble(), 0.02);
        List<UncertainFlows.Input> three =
                List.of(input("a", normal(0, 1)), input("b", normal(0, 1)), input("c", normal(0, 1)));
        List<UncertainFlows.Correlation> impossible = List.of(
                new UncertainFlows.Correlation("a", "b", 0.9),
                new UncertainFlows.Correlation("b", "c", 0.9),
                new UncertainFlows.Correlation("a", "c", -0.9));
        assertThrows(
                IllegalArgumentException.class, () -> new UncertainFlows(three, impossible, List.of(sure(0, "1"))));
        assertThrows(
                IllegalArgumentException.class,
                () -> new UncertainFlows(three, List.of(), List.of(flow(1, "1", "nobody"))));
    }

    @Test
    void everySpreadHasItsMeanAndQuantiles() {
        check(new Spread.Triangular(0, 2, 10), 4);
        check(new Spread.Uniform(-2, 4), 1);
        check(new Spread.LogNormal(2.5, 4), 2.5 * Math.exp(Math.pow(Math.log(1.6) / 1.6448536, 2) / 2));
        assertEquals(4, new Spread.LogNormal(2.5, 4).at(1.6448536269514722), 1e-9);
        assertEquals(2, new Spread.Triangular(0, 2, 10).at(-0.8416212335729143), 1e-9); // Φ = 0.2 = 2/10
        assertThrows(IllegalArgumentException.class, () -> new Spread.Triangular(3, 2, 10));
    }

    private static void check(Spread spread, double mean) {
        assertEquals(mean, spread.mean(), 1e-6);
        UncertainFlows flows = new UncertainFlows(List.of(input("x", spread)), List.of(), List.of(flow(0, "1", "x")));
        assertEquals(mean, MonteCarlo.run(flows, RATE, 400_000, 3).mean().toDouble(), 0.02);
    }

    @Test
    void theSameSeedGivesTheSameDrawsOnAnyNumberOfThreads() throws Exception {
        Risk here = MonteCarlo.run(two(0.2), RATE, 50_000, 9);
        ForkJoinPool one = new ForkJoinPool(1);
        try {
            assertEquals(
                    here,
                    one.submit(() -> MonteCarlo.run(two(0.2), RATE, 50_000, 9)).get());
        } finally {
            one.shutdown();
        }
        assertTrue(!here.equals(MonteCarlo.run(two(0.2), RATE, 50_000, 10)));
    }

    @Test
    void sureFlowsHaveNoSpread() {
        UncertainFlows flows = new UncertainFlows(List.of(), List.of(), List.of(sure(0, "-100"), sure(1, "110")));
        Risk risk = MonteCarlo.run(flows, RATE, 1000, 1);
        assertEquals(Money.usd("0"), risk.p95());
        assertEquals(0, risk.probabilityOfLoss());
        assertEquals(List.of(1000), risk.bars());
    }

    private static UncertainFlows two(double correlation) {
        return new UncertainFlows(
                List.of(input("a", normal(10, 3)), input("b", normal(20, 4))),
                List.of(new UncertainFlows.Correlation("a", "b", correlation)),
                List.of(flow(0, "1", "a"), flow(0, "1", "b"), sure(0, "-25")));
    }

    private static Spread normal(double mean, double deviation) {
        return new Spread.Normal(mean, deviation);
    }

    private static UncertainFlows.Input input(String name, Spread spread) {
        return new UncertainFlows.Input(name, spread);
    }

    private static UncertainFlows.Flow sure(int years, String usd) {
        return new UncertainFlows.Flow("sure", CashFlow.after(years, Money.usd(usd)), List.of());
    }

    private static UncertainFlows.Flow flow(int years, String usd, String times) {
        return new UncertainFlows.Flow(times, CashFlow.after(years, Money.usd(usd)), List.of(times));
    }
}
