package dev.lepton.core.queueing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What a pool carries within a target. */
final class EffectiveCapacityTest {
    @Test
    void theSimpleModesAreWholeMachines() {
        assertEquals(List.of(0.0, 1.0, 2.0, 3.0), EffectiveCapacity.full().table(3));
        assertEquals(0.7, EffectiveCapacity.share(0.7).usableShare(9), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> EffectiveCapacity.share(0));
        assertThrows(
                IllegalArgumentException.class, () -> EffectiveCapacity.full().of(-1));
    }

    /** The table turns {@link Staffing#fewest} round: 8 erlangs need 14, so 13 carry less than 8 and 14 do not. */
    @Test
    void itIsStaffingTurnedRound() {
        EffectiveCapacity pool = EffectiveCapacity.waiting(new WaitLimit(0, 0.05), Variability.CHANCE);
        assertTrue(pool.of(13) < 8 && pool.of(14) >= 8, "at 13 " + pool.of(13) + ", at 14 " + pool.of(14));
        assertEquals(0.05, WaitingLine.of(14, pool.of(14), Variability.CHANCE).waitBeyond(0), 1e-8);
    }

    @RepeatedTest(20)
    void largerPoolsCarryMoreEach(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        WaitLimit limit = new WaitLimit(random.nextInt(3), 0.002 + random.nextDouble() * 0.2);
        Variability variability = new Variability(random.nextDouble() * 10, random.nextDouble() * 4);
        List<Double> table = EffectiveCapacity.waiting(limit, variability).table(40);
        for (int n = 1; n <= 40; n++) {
            assertTrue(table.get(n) <= n && table.get(n) >= table.get(n - 1), "at " + n);
            for (int m = 1; m + n <= 40; m++) {
                assertTrue(
                        table.get(n + m) >= table.get(n) + table.get(m) - 1e-6,
                        "repeat with " + limit + ", " + variability + ": " + n + " + " + m);
            }
        }
    }

    @Test
    void burstsTakeRoom() {
        WaitLimit limit = new WaitLimit(1, 0.01);
        double calm = EffectiveCapacity.waiting(limit, Variability.CHANCE).of(10);
        double bursts = EffectiveCapacity.waiting(limit, new Variability(13.15 * 13.15, 1))
                .of(10);
        assertTrue(bursts < 0.6 * calm, bursts + " against " + calm);
    }

    @Test
    void batchingReplicasShareTheirReserve() {
        Replica.Law law = new Replica.Law(6.973, 0.027, 5.2, 0.01, 128, 128, 16);
        ServiceTarget target =
                new ServiceTarget(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.of(50), 0.01);
        EffectiveCapacity pool = EffectiveCapacity.batching(law, target);
        assertTrue(pool.of(1) < 1 && pool.of(2) > 2 * pool.of(1) && pool.of(4) > 2 * pool.of(2));
        assertTrue(pool.usableShare(1) > 0.5 && pool.usableShare(4) <= 0.999);
        ServiceTarget tooFast = ServiceTarget.means(OptionalDouble.empty(), OptionalDouble.of(1));
        assertEquals(0, EffectiveCapacity.batching(law, tooFast).of(3));
    }
}
