package dev.lepton.core.queueing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The batching queue against llm-d's model worked in sixty digits, against a simulation, and against itself. */
final class BatchingQueueTest {
    private static final Replica.Law LLAMA = new Replica.Law(6.973, 0.027, 5.2, 0.01, 128, 128, 64);

    @ParameterizedTest
    @CsvSource({
        "5, 0, 12.3492638166, 7.1238047836, 0",
        "20, 0, 31.7877741715, 7.5338358614, 0",
        "40, 0.5552118757, 63.5120374511, 8.1913080395, 0",
        "50, 113.8751050455, 194.6127000245, 8.5663711441, 0",
        "55, 11161.2151350784, 11248.3351347610, 8.7009999933, 0.0239153732"
    })
    void goldens(double rate, double wait, double firstToken, double decode, double lost) {
        BatchingLoad load = BatchingQueue.of(LLAMA).at(rate);
        assertEquals(wait, load.waitMillis(), 1e-6);
        assertEquals(firstToken, load.firstTokenMillis(), 1e-6);
        assertEquals(decode, load.decodeMillis(), 1e-6);
        assertEquals(lost, load.lostShare(), 1e-9);
        assertEquals(rate * (1 - lost), load.servedPerSecond(), 1e-6);
    }

    @Test
    void theFullRateAndTheFit() {
        assertEquals(53.6846546609, BatchingQueue.of(LLAMA).fullPerSecond(), 1e-9);
        assertEquals(0.027, Replica.Law.betaMillis(7.0, 8.7, 64), 1e-4);
    }

    @Test
    void theLargestRateTurnsTheFiguresRound() {
        BatchingQueue queue = BatchingQueue.of(LLAMA);
        OptionalDouble none = OptionalDouble.empty();
        double byDecode = queue.mostPerSecond(ServiceTarget.means(none, OptionalDouble.of(8.1913080395)))
                .orElseThrow();
        assertEquals(40, byDecode, 1e-5);
        double byFirst = queue.mostPerSecond(ServiceTarget.means(OptionalDouble.of(194.6127000245), none))
                .orElseThrow();
        assertEquals(50, byFirst, 1e-5);
        assertEquals(none, queue.mostPerSecond(ServiceTarget.means(none, OptionalDouble.of(6.9))));
        double byTail = queue.mostPerSecond(new ServiceTarget(none, none, OptionalDouble.of(100), 0.01))
                .orElseThrow();
        assertEquals(0.01, queue.at(byTail).tail().beyond(100), 1e-6);
        double unbound = queue.mostPerSecond(ServiceTarget.means(none, none)).orElseThrow();
        assertEquals(0.999 * queue.fullPerSecond(), unbound, 1e-9);
    }

    /** A replica of one slot is M/M/1 with few places; its tail is known. */
    @Test
    void oneSlotIsErlangs() {
        Replica.Law one = new Replica.Law(1, 0, 9, 0, 0, 2, 1);
        BatchingLoad load = new BatchingQueue(one, 1, 4000).at(80);
        assertEquals(10 * new Erlang(1, 0.8).meanWait(), load.waitMillis(), 1e-9);
        assertEquals(new Erlang(1, 0.8).waitBeyond(5), load.tail().beyond(50), 1e-12);
    }

    /** Several slots that do not slow each other are M/M/c. */
    @Test
    void slotsThatDoNotMeetAreErlangs() {
        Replica.Law ten = new Replica.Law(1, 0, 9, 0, 0, 2, 5);
        BatchingLoad load = new BatchingQueue(ten, 2, 4000).at(900);
        assertEquals(10 * new Erlang(10, 9).meanWait(), load.waitMillis(), 1e-8);
        assertEquals(new Erlang(10, 9).waitBeyond(1), load.tail().beyond(10), 1e-11);
    }

    @Test
    void aSimulationAgrees() {
        Replica.Law law = new Replica.Law(20, 2, 5, 0.05, 100, 20, 8);
        BatchingQueue queue = new BatchingQueue(law, 1, 40);
        double rate = 0.92 * queue.fullPerSecond();
        BatchingLoad load = queue.at(rate);
        SplittableRandom random = new SplittableRandom(7);
        double time = 0;
        double waiting = 0;
        int inSystem = 0;
        long taken = 0;
        long lost = 0;
        for (int event = 0; event < 4_000_000; event++) {
            double leaving = inSystem == 0 ? 0 : law.perMilli(Math.min(inSystem, 8));
            double all = rate / 1000 + leaving;
            double step = -Math.log(1 - random.nextDouble()) / all;
            time += step;
            waiting += step * Math.max(0, inSystem - 8);
            if (random.nextDouble() * all >= leaving) {
                taken += inSystem < 40 ? 1 : 0;
                lost += inSystem < 40 ? 0 : 1;
                inSystem = Math.min(40, inSystem + 1);
            } else {
                inSystem--;
            }
        }
        assertTrue(time > 0);
        assertEquals(load.waitMillis(), waiting / taken, 0.03 * load.waitMillis());
        assertEquals(load.lostShare(), (double) lost / (lost + taken), 0.1 * load.lostShare());
    }

    /** Points of a law at every load make the same queue as the law. */
    @Test
    void measuredPointsOfALawAreTheLaw() {
        List<Replica.Measured.Point> points = java.util.stream.IntStream.rangeClosed(1, 64)
                .mapToObj(n -> new Replica.Measured.Point(
                        n, 1000 * LLAMA.perMilli(n), LLAMA.prefillMillis(n), LLAMA.decodeMillis(n)))
                .toList();
        BatchingLoad measured = BatchingQueue.of(new Replica.Measured(points)).at(50);
        assertEquals(113.8751050455, measured.waitMillis(), 1e-6);
        assertEquals(194.6127000245, measured.firstTokenMillis(), 1e-6);
    }

    @Test
    void betweenAndBesideThePoints() {
        Replica.Measured two = new Replica.Measured(
                List.of(new Replica.Measured.Point(8, 4, 100, 10), new Replica.Measured.Point(16, 6, 200, 14)));
        assertEquals(16, two.slots());
        assertEquals(0.005, two.perMilli(12), 1e-12);
        assertEquals(0.002, two.perMilli(4), 1e-12);
        assertEquals(12, two.decodeMillis(12), 1e-12);
        assertEquals(100, two.prefillMillis(1));
        assertEquals(0.006, two.perMilli(99), 1e-12);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Replica.Measured(
                        List.of(new Replica.Measured.Point(8, 4, 0, 10), new Replica.Measured.Point(8, 6, 0, 14))));
        assertThrows(IllegalArgumentException.class, () -> new Replica.Law(0, 0, 0, 0, 1, 1, 1));
    }
}
