package dev.lepton.core.queueing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class PoolTableTest {
    private static final Pool LINE = new Pool.Line(1, 100, Variability.CHANCE, 50, 0.05);

    @RepeatedTest(12)
    void aTableIsNeverAboveTheQueueAndHardlyBelow(RepetitionInfo info) {
        SplittableRandom random = new SplittableRandom(info.getCurrentRepetition());
        Pool pool = new Pool.Line(
                1 + random.nextInt(4),
                1 + random.nextInt(500),
                new Variability(0.2 + 3 * random.nextDouble(), 2 * random.nextDouble()),
                random.nextInt(300),
                0.001 + 0.2 * random.nextDouble());
        check(pool, 1, 90);
    }

    @Test
    void ofBatchingReplicasToo() {
        List<Replica.Measured.Point> points = IntStream.of(1, 4, 8, 16)
                .mapToObj(n -> new Replica.Measured.Point(n, 10.0 * n / (n + 6), 20 + n, 10 + n))
                .toList();
        check(
                new Pool.Batching(
                        new Replica.Measured(points),
                        new ServiceTarget(OptionalDouble.of(60), OptionalDouble.of(30), OptionalDouble.of(100), 0.02)),
                0.95,
                40);
    }

    private static void check(Pool pool, double utilisation, int most) {
        PoolTable table = PoolTable.of(pool, utilisation, most);
        EffectiveCapacity capacity = pool.capacity();
        double before = 0;
        for (int n = 1; n <= most; n++) {
            double exact = Math.min(utilisation * n, capacity.of(n));
            assertTrue(exact / n >= before - 1e-8, "A larger pool shares more: " + n + " of " + pool);
            before = exact / n;
            double carried = table.carried(n);
            assertTrue(carried <= exact * (1 + 1e-9), n + ": " + carried + " above " + exact);
            double lost = n <= PoolTable.EXACT ? 1e-9 : PoolTable.LOSS;
            assertTrue(carried >= exact * (1 - lost), n + ": " + carried + " far below " + exact);
            if (carried > 0) {
                assertEquals(n, table.fewest(carried), "fewest for " + carried);
                assertTrue(pool.at(n, carried).meets(), n + " at " + carried + " of " + pool);
            }
        }
    }

    @Test
    void aTargetThatOneReplicaMissesLeavesFewerOut() {
        PoolTable table = new PoolTable(LINE, List.of(new PoolTable.Step(3, 0.5), new PoolTable.Step(5, 0.8)));
        assertEquals(0, table.carried(2));
        assertEquals(3, table.fewest(0.1));
        assertEquals(4, table.fewest(2));
        assertEquals(5, table.fewest(2.1));
        assertEquals(10, table.fewest(8));
    }

    @Test
    void whatNoLoadMeetsHasNoSteps() {
        Pool never = new Pool.Batching(
                new Replica.Law(5, 0.1, 50, 0.01, 100, 100, 16),
                ServiceTarget.means(OptionalDouble.of(1), OptionalDouble.empty()));
        assertTrue(PoolTable.of(never, 1, 5).steps().isEmpty());
    }

    @Test
    void tablesAreCompared() {
        PoolTable calm = PoolTable.of(LINE, 1, 20);
        PoolTable bursts = PoolTable.of(new Pool.Line(1, 100, new Variability(4, 1), 50, 0.05), 1, 20);
        assertTrue(calm.carriesAsMuchAs(bursts));
        assertFalse(bursts.carriesAsMuchAs(calm));
    }

    /** 60 a second at 100 ms each, 5 % may wait longer than 50 ms: nine servers by Erlang C, not the six that the load alone needs. */
    @Test
    void erlangSaysNineServersForSixErlangs() {
        PoolTable table = PoolTable.of(LINE, 1, 6);
        assertEquals(9, table.fewest(6));
        assertEquals(Staffing.fewest(6, Variability.CHANCE, new WaitLimit(0.5, 0.05)), table.fewest(6));
    }

    /** Nine servers, 60 arrivals a second, 100 ms of service each: the plan's figure is what a simulated line shows. */
    @Test
    void aSimulatedLineWaitsAsTheFormulaSays() {
        double says = LINE.at(9, 6).beyond().orElseThrow();
        assertEquals(says, simulated(true), 0.004);
        Pool even = new Pool.Line(1, 100, new Variability(1, 0), 50, 0.05);
        double evenly = even.at(9, 6).beyond().orElseThrow();
        assertEquals(evenly, simulated(false), 0.006);
        assertTrue(evenly < says);
    }

    /** The share of arrivals that wait longer than 50 ms, first come first served. */
    private static double simulated(boolean chance) {
        SplittableRandom random = new SplittableRandom(7);
        PriorityQueue<Double> free = new PriorityQueue<>();
        IntStream.range(0, 9).forEach(i -> free.add(0.0));
        double now = 0;
        int late = 0;
        int arrivals = 400_000;
        for (int i = 0; i < arrivals; i++) {
            now += -Math.log(1 - random.nextDouble()) / 60;
            double start = Math.max(now, free.remove());
            late += start - now > 0.05 ? 1 : 0;
            free.add(start + 0.1 * (chance ? -Math.log(1 - random.nextDouble()) : 1));
        }
        return late / (double) arrivals;
    }
}
