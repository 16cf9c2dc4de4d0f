package dev.lepton.core.placement.share;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.money.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each policy on a case that can be worked out by hand. */
final class SharePoliciesTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    private static GpuPool pool(String name, int count, String price) {
        return new GpuPool(name, count, Price.usd(price), Optional.empty());
    }

    private static final Pools TWO = new Pools(List.of(pool("fast", 1, "3"), pool("slow", 1, "1")));
    private static final Pools ONE = new Pools(List.of(pool("only", 4, "1")));

    private static Contender job(int id, int gpus, double arrival, double left, int type, double... hours) {
        return new Contender(id, gpus, arrival, Lengths.of(hours), left, 0, type, 0, "", INF);
    }

    private static Contender of(int id, String tenant, int priority, double attained, int type) {
        return new Contender(id, 1, id, Lengths.of(10), 1, attained, type, priority, tenant, INF);
    }

    private static Contest contest(Pools pools, double now, Contender... jobs) {
        return new Contest(List.of(jobs), pools, now, 0.1, jobs.length);
    }

    private static List<Integer> ids(List<Contender> order) {
        return order.stream().map(Contender::id).toList();
    }

    private static void shares(double[][] expected, double[][] actual) {
        for (int j = 0; j < expected.length; j++) {
            assertArrayEquals(expected[j], actual[j], 1e-6);
        }
    }

    /** Job 0 is four times faster on fast, job 1 equally fast on both: each gets the type on which it is comparatively better. */
    @Test
    void maxMinGivesEachItsBetterType() {
        Contest c = contest(TWO, 0, job(0, 1, 0, 1, -1, 1, 4), job(1, 1, 0, 1, -1, 2, 2));
        shares(new double[][] {{1, 0}, {0, 1}}, new MaxMinShares().shares(c));
    }

    /** One GPU; 1 h and 3 h left: both end after 4 h with a quarter and three quarters of it. */
    @Test
    void makespanEndsAllTogether() {
        Pools one = new Pools(List.of(pool("only", 1, "1")));
        Contest c = contest(one, 0, job(0, 1, 0, 1, -1, 1), job(1, 1, 0, 1, -1, 3));
        shares(new double[][] {{0.25}, {0.75}}, new MakespanShares().shares(c));
    }

    /** Two equal jobs on one GPU, one of which has waited 2 h: ρ solves 2/(4ρ−2) + 2/(4ρ) = 1, so ρ = (3+√5)/4 and the late one gets (√5−1)/2. */
    @Test
    void finishTimeFairnessFavoursWhoWaited() {
        Pools one = new Pools(List.of(pool("only", 1, "1")));
        Contest c = contest(one, 2, job(0, 1, 0, 1, -1, 2), job(1, 1, 2, 1, -1, 2));
        double[][] shares = new FinishTimeShares().shares(c);
        assertEquals((Math.sqrt(5) - 1) / 2, shares[0][0], 2e-3);
    }

    /** Twice as fast at three times the price: a lone job's speed per dollar is best on slow. */
    @Test
    void costTakesTheSpeedPerDollar() {
        Contest c = contest(TWO, 0, job(0, 1, 0, 1, -1, 1, 2));
        shares(new double[][] {{0, 1}}, new CostShares(false).shares(c));
    }

    /** Due in 1.25 h with 1 h on fast, 2 h on slow: x + (1−x)/2 ≥ 0.8, so 0.6 on fast. */
    @Test
    void costWithDeadlinesBuysJustEnoughSpeed() {
        Contender due = new Contender(0, 1, 0, Lengths.of(1, 2), 1, 0, -1, 0, "", 1.25);
        shares(new double[][] {{0.6, 0.4}}, new CostShares(true).shares(contest(TWO, 0, due)));
        Contender hopeless = new Contender(0, 1, 0, Lengths.of(1, 2), 1, 0, -1, 0, "", 0.5);
        shares(new double[][] {{0, 1}}, new CostShares(true).shares(contest(TWO, 0, hopeless)));
    }

    /** Two jobs of 1 h on fast and 2 h on slow: the shortest is 4/3 h; within 2 h one runs on each, cheapest 2 × 2 h on slow not being possible. */
    @Test
    void theDuePlanIsTheCheapestThatIsDoneInTime() {
        Contest c = contest(TWO, 0, job(0, 1, 0, 1, -1, 1, 2), job(1, 1, 0, 1, -1, 1, 2));
        assertEquals(4.0 / 3, new DuePlan(1, 10).horizonHours(c), 1e-6);
        DuePlan.Plan plan = new DuePlan(1, 10).plan(c, 2);
        assertEquals(2, plan.hours()[0][1] + plan.hours()[1][1], 1e-6);
        assertEquals(1, plan.hours()[0][0] + plan.hours()[1][0], 1e-6);
        DuePlan.Plan late = new DuePlan(1, 10).plan(c, 1);
        assertEquals(4.0 / 3 * 1.001, late.horizonHours(), 1e-4);
        assertArrayEquals(new int[] {0, 1}, DuePlan.round(c, new double[][] {{0.5, 0}, {0.5, 1}}, 5));
    }

    /**
     * A job of 1 h at 300 W or 2 h at 100 W. With 50 W and 20 W idle: fast 300 + 20 = 320 Wh, slow 2 × (100 + 50) = 300 Wh. With
     * 150 W idle: fast 320 Wh, slow 500 Wh. With fast asleep at 0 W: slow 200 Wh.
     */
    @Test
    void fewestWattsCountsThoseThatWait() {
        assertEquals(1, frugal(50, Optional.empty()));
        assertEquals(0, frugal(150, Optional.empty()));
        assertEquals(1, frugal(150, Optional.of(new IdlePower.Sleep(BigDecimal.ZERO, 0, 0))));
    }

    private static int frugal(int idleWatts, Optional<IdlePower.Sleep> sleep) {
        IdlePower idle = new IdlePower(BigDecimal.valueOf(idleWatts), sleep);
        IdlePower other = new IdlePower(BigDecimal.valueOf(20), Optional.empty());
        Pools pools = new Pools(List.of(
                new GpuPool("fast", 1, Price.usd("3"), Optional.of(BigDecimal.valueOf(300)), Optional.of(idle)),
                new GpuPool("slow", 1, Price.usd("1"), Optional.of(BigDecimal.valueOf(100)), Optional.of(other))));
        Contest c = contest(pools, 0, job(0, 1, 0, 1, -1, 1, 2));
        DuePlan frugal = new DuePlan(1, 1, 10, DuePlan.Aim.WATTS);
        double horizon = frugal.horizonHours(c);
        return DuePlan.round(c, frugal.plan(c, horizon).hours(), horizon)[0];
    }

    @Test
    void matchingRunsCheapWhileLaxityLasts() {
        Contender lax = new Contender(0, 1, 0, Lengths.of(1, 2), 1, 0, -1, 0, "", 10);
        Contender urgent = new Contender(0, 1, 0, Lengths.of(1, 2), 1, 0, -1, 0, "", 1.05);
        assertArrayEquals(new int[] {1}, Matching.DEADLINES.types(contest(TWO, 0, lax)));
        assertArrayEquals(new int[] {0}, Matching.DEADLINES.types(contest(TWO, 0, urgent)));
    }

    /** Job 0 gains most from fast, although job 1 is on it and would like to stay. */
    @Test
    void matchingPutsEachWhereItsWorthIsLargest() {
        Contest c = contest(TWO, 0, job(0, 1, 0, 1, -1, 1, 20), job(1, 1, 0, 1, 0, 1, 1.1));
        assertArrayEquals(new int[] {0, 1}, Matching.CONTINUOUS.types(c));
    }

    /** 20 GPU-hours over 4 GPUs: a rest of 4.5 h and more is critical; then whoever has under 3 rounds of slack; then short ones. */
    @Test
    void fairDueOrdersByUrgency() {
        Contest c = contest(
                ONE,
                3,
                job(0, 1, 3, 1, -1, 4),
                job(1, 1, 3, 1, -1, 7),
                job(2, 1, 3, 1, -1, 1),
                job(3, 1, 3, 1, -1, 2),
                job(4, 1, 2, 1, -1, 3),
                job(5, 1, 1.5, 1, -1, 3));
        // contention 1.5: slack is 0.425 × length − time waited, margin 0.3 h + 20 s; job 4 has 0.275, job 5 −0.225
        assertEquals(List.of(1, 4, 2, 3, 0, 5), ids(new FairDue(0.9, 0.95, 1.4, 3, 0.5).order(c)));
    }

    @Test
    void queuesGoByTheirFigure() {
        Contender long0 = job(0, 1, 0, 0.1, -1, 9);
        Contender mid1 = job(1, 1, 1, 1, -1, 5);
        Contender short2 = job(2, 1, 2, 1, 0, 6);
        Contest c = contest(ONE, 3, long0, mid1, short2);
        assertEquals(List.of(2, 0, 1), ids(new FirstInFirstOut().order(c)));
        assertEquals(List.of(2, 1, 0), ids(new ShortestFirst().order(c)));
        assertEquals(List.of(2, 0, 1), ids(new LongestFirst().order(c)));
        assertEquals(List.of(0, 1, 2), ids(new ShortestRemaining().order(c)));
        assertEquals(List.of(2, 1, 0), ids(new LongestRemaining().order(c)));
        // (3 − 0 + 0.9) ÷ 9 = 0.43; (3 − 1 + 5) ÷ 5 = 1.4; (3 − 2 + 6) ÷ 6 = 1.17
        assertEquals(List.of(1, 2, 0), ids(new WorstFinishFirst().order(c)));
    }

    @Test
    void priorityStopsLowerOnes() {
        Contest c = contest(ONE, 9, of(0, "", 0, 0, 0), of(1, "", 2, 0, -1), of(2, "", 0, 0, -1));
        assertEquals(List.of(1, 0, 2), ids(new ByPriority().order(c)));
    }

    @Test
    void tiresiasQueuesByServiceHad() {
        Contest c = contest(ONE, 9, of(0, "", 0, 12, 0), of(1, "", 0, 1, 0), of(2, "", 0, 0.5, 0), of(3, "", 0, 0, -1));
        assertEquals(List.of(2, 3, 1, 0), ids(TwoDimensionalLas.USUAL.order(c)));
        assertEquals(List.of(3, 2, 1, 0), ids(new LeastAttained().order(c)));
        assertThrows(IllegalArgumentException.class, () -> new TwoDimensionalLas(List.of(2.0, 1.0)));
    }

    @Test
    void fairShareTakesTurns() {
        Contest c = contest(
                ONE,
                9,
                of(0, "a", 0, 0, -1),
                of(1, "a", 0, 0, -1),
                of(2, "a", 0, 0, -1),
                of(3, "b", 0, 0, -1),
                of(4, "b", 0, 0, -1));
        assertEquals(List.of(0, 3, 1, 4), ids(new FairShare(QuotaTree.FLAT).order(c)));
    }

    /** Team a owns three of four GPUs; b may borrow what a leaves, up to its ceiling. */
    @Test
    void quotasComeFirstAndTheRestIsBorrowed() {
        QuotaTree tree = QuotaTree.of(List.of(
                new QuotaTree.Node("a", Optional.of("org"), 3, 1, Optional.empty()),
                new QuotaTree.Node("b", Optional.of("org"), 0, 1, Optional.of(2))));
        Contest both = contest(
                ONE,
                9,
                of(0, "b", 0, 0, 0),
                of(1, "b", 0, 0, 0),
                of(2, "a", 0, 0, -1),
                of(3, "a", 0, 0, -1),
                of(4, "a", 0, 0, -1));
        assertEquals(List.of(2, 3, 4, 0), ids(new FairShare(tree).order(both)));
        Contest alone = contest(ONE, 9, of(0, "b", 0, 0, 0), of(1, "b", 0, 0, 0), of(2, "b", 0, 0, -1));
        assertEquals(List.of(0, 1), ids(new FairShare(tree).order(alone)));
    }

    @Test
    void aCycleOfQuotasIsNamed() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> QuotaTree.of(List.of(
                        new QuotaTree.Node("a", Optional.of("b"), 1, 1, Optional.empty()),
                        new QuotaTree.Node("b", Optional.of("c"), 1, 1, Optional.empty()),
                        new QuotaTree.Node("c", Optional.of("b"), 1, 1, Optional.empty()))));
        assertTrue(String.valueOf(e.getMessage()).contains("b → c → b"), e.getMessage());
    }

    @Test
    void aGangThatDoesNotFitIsPassedOver() {
        Contest c = contest(ONE, 0, job(0, 3, 0, 1, -1, 1), job(1, 2, 0, 1, -1, 1), job(2, 1, 0, 1, -1, 1));
        assertArrayEquals(new int[] {0, -1, 0}, Packing.types(c, c.jobs()));
    }

    @Test
    void everyNameIsOne() {
        assertEquals(
                Policies.all().size(),
                Policies.all().stream().map(TimePolicy::name).distinct().count());
        assertTrue(Policies.named("due-plan").isPresent());
        assertTrue(Policies.named("luck").isEmpty());
    }
}
