package dev.lepton.core.queueing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Erlang's formulas against values worked in sixty digits by another program, and against their sums. */
final class ErlangTest {
    private static final double EXACT = 1e-9;

    @ParameterizedTest
    @CsvSource({
        "1, 0.5, 0.333333333, 0.500000000, 1.000000000, 0.303265330",
        "2, 1.5, 0.310344828, 0.642857143, 1.285714286, 0.389912567",
        "5, 4, 0.199066874, 0.554112554, 0.554112554, 0.203846617",
        "10, 8, 0.121661064, 0.409180151, 0.204590075, 0.055376512",
        "10, 9, 0.167963226, 0.668731524, 0.668731524, 0.246012579",
        "50, 45, 0.054104472, 0.363864467, 0.072772893, 0.002451699",
        "100, 95, 0.048804206, 0.506456854, 0.101291371, 0.003412479"
    })
    void goldens(int servers, double offered, double blocked, double waiting, double wait, double beyond) {
        Erlang queue = new Erlang(servers, offered);
        assertEquals(blocked, queue.blocked(), EXACT);
        assertEquals(waiting, queue.waiting(), EXACT);
        assertEquals(wait, queue.meanWait(), EXACT);
        assertEquals(beyond, queue.waitBeyond(1), EXACT);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 3, 3, 3", "2, 6, 5, 6", "8, 14, 12, 14", "32, 43, 36, 40", "128, 149, 133, 139"})
    void fewestServers(double offered, int nobodyWaits, int oneService, int oneServiceInBursts) {
        WaitLimit few = new WaitLimit(0, 0.05);
        WaitLimit late = new WaitLimit(1, 0.01);
        assertEquals(nobodyWaits, Staffing.fewest(offered, Variability.CHANCE, few));
        assertEquals(oneService, Staffing.fewest(offered, Variability.CHANCE, late));
        assertEquals(oneServiceInBursts, Staffing.fewest(offered, new Variability(4, 2), late));
    }

    @RepeatedTest(50)
    void fewestMeansFewest(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        double offered = random.nextDouble() * 200;
        Variability variability = new Variability(random.nextDouble() * 6, random.nextDouble() * 3);
        WaitLimit limit = new WaitLimit(random.nextInt(3), 0.001 + random.nextDouble() * 0.3);
        int servers = Staffing.fewest(offered, variability, limit);
        assertTrue(WaitingLine.of(servers, offered, variability).meets(limit));
        assertTrue(servers == 1
                || !WaitingLine.of(servers - 1, offered, variability).meets(limit));
    }

    /** Erlang B as the sum it stands for, a^c/c! over the sum of a^k/k!. */
    @RepeatedTest(20)
    void theRecursionIsTheSum(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int servers = 1 + random.nextInt(60);
        double offered = random.nextDouble() * 80;
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int k = 1; k <= servers; k++) {
            term = term.multiply(BigDecimal.valueOf(offered)).divide(BigDecimal.valueOf(k), MathContext.DECIMAL128);
            sum = sum.add(term);
        }
        assertEquals(
                term.divide(sum, MathContext.DECIMAL128).doubleValue(), new Erlang(servers, offered).blocked(), 1e-12);
    }

    @Test
    void squareRootStaffingIsCloseToExact() {
        for (double offered : new double[] {32, 128, 1000}) {
            int exact = Staffing.fewest(offered, Variability.CHANCE, new WaitLimit(0, 0.05));
            assertEquals(exact, Staffing.squareRoot(offered, 0.05), 1, "for " + offered);
        }
        assertEquals(0.5, Staffing.waitingShare(Staffing.beta(0.5)), 1e-9);
        assertEquals(0.5, Staffing.waitingShare(0.506054), 1e-5);
    }

    @Test
    void oneServerIsPollaczekAndKhinchines() {
        // M/D/1 at 0.8: ρ(1 + Cs²) ÷ 2(1 − ρ) = 2.
        assertEquals(2, WaitingLine.of(1, 0.8, new Variability(1, 0)).meanWait(), 1e-12);
        assertEquals(0, WaitingLine.of(1, 0.8, new Variability(0, 0)).waitBeyond(0));
    }

    @Test
    void aLineThatGrowsForEverSaysSo() {
        Erlang full = new Erlang(3, 3);
        assertEquals(1, full.waiting());
        assertEquals(Double.POSITIVE_INFINITY, full.meanWait());
        assertEquals(1, WaitingLine.of(3, 4, new Variability(2, 1)).waitBeyond(100));
        assertThrows(IllegalArgumentException.class, () -> new Erlang(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Erlang(1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new WaitLimit(1, 0));
        assertThrows(
                IllegalArgumentException.class, () -> Staffing.fewest(1e9, Variability.CHANCE, new WaitLimit(0, 1)));
    }
}
