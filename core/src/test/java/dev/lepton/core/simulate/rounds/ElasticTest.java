package dev.lepton.core.simulate.rounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.placement.share.AskedSize;
import dev.lepton.core.placement.share.EvenSizes;
import dev.lepton.core.placement.share.FairShare;
import dev.lepton.core.placement.share.GpuPool;
import dev.lepton.core.placement.share.LeastSize;
import dev.lepton.core.placement.share.Lengths;
import dev.lepton.core.placement.share.MarginalGain;
import dev.lepton.core.placement.share.Policies;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.QuotaTree;
import dev.lepton.core.placement.share.SizeRule;
import dev.lepton.core.placement.share.Sizes;
import dev.lepton.core.placement.share.TimePolicy;
import dev.lepton.core.simulate.bound.TimeBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Jobs that are given more GPUs, or fewer, by hand; and what holds of every rule under every policy. */
final class ElasticTest {
    private static final Pools EIGHT = fleet(8);

    private static Pools fleet(int gpus) {
        return new Pools(List.of(new GpuPool("g", gpus, Price.usd("2"), Optional.empty())));
    }

    private static Sizes.Size size(int gpus, double... hours) {
        return new Sizes.Size(gpus, Lengths.of(hours));
    }

    private static TraceJob job(int id, double arrival, double restart, Sizes.Size asked, Sizes.Size... others) {
        List<Sizes.Size> all = new ArrayList<>(List.of(others));
        all.add(asked);
        TraceJob.Terms terms = new TraceJob.Terms(
                0,
                "t",
                Double.POSITIVE_INFINITY,
                Optional.empty(),
                Optional.empty(),
                new TraceJob.Stopping(0, OptionalDouble.of(restart)));
        return TraceJob.of(id, "j" + id, new Sizes(asked, all), arrival, terms);
    }

    private static Outcome run(SizeRule rule, Pools pools, TraceJob... jobs) {
        return run(rule, pools, Policies.named("fifo").orElseThrow(), jobs);
    }

    private static Outcome run(SizeRule rule, Pools pools, TimePolicy policy, TraceJob... jobs) {
        return Rounds.run(
                List.of(jobs), pools, policy, RoundSettings.seconds(1800).sizing(rule));
    }

    /** On 8 of 8 GPUs for 1 h, half is done; a gang of 4 comes, so the rest takes 2 h on 4: 8 + 8 GPU-hours at 2 USD. */
    @Test
    void aJobIsMadeSmallerWhenAnotherComes() {
        TraceJob elastic = job(0, 0, 0, size(4, 4), size(2, 8), size(8, 2));
        Outcome o = run(MarginalGain.USUAL, EIGHT, elastic, job(1, 1, 0, size(4, 3)));
        JobOutcome first = o.jobs().get(0);
        assertEquals(3, first.endHours(), 1e-9);
        assertEquals(1, first.resizes());
        assertEquals(1, first.restarts());
        assertEquals(0, first.preemptions());
        assertEquals(0, first.migrations());
        assertEquals(Money.usd("32"), first.paid());
        assertEquals(1, first.workDone(), 1e-9);
        assertEquals(1, o.jobs().get(1).startHours(), 1e-9);
    }

    /** The same with half an hour lost at the change: 4 GPUs × 0.5 h × 2 USD in vain. */
    @Test
    void aChangeOfSizeCostsItsRestart() {
        TraceJob elastic = job(0, 0, 0.5, size(4, 4), size(8, 2));
        Outcome o = run(MarginalGain.USUAL, EIGHT, elastic, job(1, 1, 0, size(4, 3)));
        assertEquals(3.5, o.jobs().get(0).endHours(), 1e-9);
        assertEquals(Money.usd("4"), o.jobs().get(0).lost());
    }

    /** 4 GPUs are free once the first ends at 1 h. Growing saves 1 of 3 h, so it pays at a loss of 0.5 h and not at 1.5 h. */
    @Test
    void aJobGrowsOnlyIfThatSavesMoreThanItLoses() {
        Sizes.Size four = size(4, 4);
        TraceJob other = job(0, 0, 0, size(4, 1));
        assertEquals(
                3.0,
                run(MarginalGain.USUAL, EIGHT, other, job(1, 0, 0.5, four, size(8, 2)))
                        .makespanHours(),
                1e-9);
        assertEquals(
                4.0,
                run(MarginalGain.USUAL, EIGHT, other, job(1, 0, 1.5, four, size(8, 2)))
                        .makespanHours(),
                1e-9);
    }

    /** Twice the GPUs for 1.6 times the speed: 0.8 of the work per GPU-hour is less than 0.9. */
    @Test
    void aLargerGangMustBeEfficient() {
        TraceJob poor = job(0, 0, 0, size(4, 4), size(8, 2.5));
        assertEquals(4, run(MarginalGain.USUAL, EIGHT, poor).makespanHours(), 1e-9);
        assertEquals(2.5, run(MarginalGain.OPTIMUS, EIGHT, poor).makespanHours(), 1e-9);
    }

    /** Hours saved go to the long job, 100 h to 50 h; pace to the short one, 1 h to 0.5 h. */
    @Test
    void theRulesDifferInWhoGrows() {
        TraceJob longer = job(0, 0, 0, size(2, 100), size(4, 50));
        TraceJob shorter = job(1, 0, 0, size(2, 1), size(4, 0.5));
        assertEquals(
                0.5,
                run(MarginalGain.USUAL, fleet(6), longer, shorter).jobs().get(1).endHours(),
                1e-9);
        assertEquals(
                1.0,
                run(MarginalGain.OPTIMUS, fleet(6), longer, shorter)
                        .jobs()
                        .get(1)
                        .endHours(),
                1e-9);
    }

    /** The long job had grown to 6; the short one that comes takes 2 of them, as that gains it more. */
    @Test
    void gpusGoFromOneJobToAnother() {
        TraceJob longer = job(0, 0, 0, size(4, 100), size(6, 100.0 * 4 / 6));
        TraceJob shorter = job(1, 1, 0, size(2, 1), size(4, 0.5));
        Outcome o = run(MarginalGain.USUAL, EIGHT, longer, shorter);
        assertEquals(1.5, o.jobs().get(1).endHours(), 1e-9);
        assertEquals(2, o.jobs().get(0).resizes());
    }

    /** 4 of 8 GPUs are free for a gang of 8: it starts on 4, and half of it is done when the others end at 2 h. */
    @Test
    void aJobWithoutRoomForItsGangStartsSmaller() {
        TraceJob other = job(0, 0, 0, size(4, 2));
        TraceJob large = job(1, 0, 0, size(8, 2), size(4, 4));
        assertEquals(3, run(MarginalGain.USUAL, EIGHT, other, large).makespanHours(), 1e-9);
        assertEquals(4, run(new AskedSize(), EIGHT, other, large).makespanHours(), 1e-9);
    }

    /** The elastic job is seen in all 8; half of them let in an hour of 4, which gains pace 1 for 1/8 less. */
    @Test
    void aRunningJobIsMadeSmallerThanAskedForAWaitingOne() {
        TraceJob large = job(0, 0, 0, size(8, 4), size(4, 8));
        Outcome o = run(MarginalGain.USUAL, EIGHT, large, job(1, 1, 0, size(4, 1)));
        assertEquals(1, o.jobs().get(1).startHours(), 1e-9);
        // 1 h on 8, 1 h on 4, then 5/8 of 4 h on 8
        assertEquals(4.5, o.jobs().get(0).endHours(), 1e-9);
        assertEquals(2, o.jobs().get(0).resizes());
    }

    /** The waiting one would take 40 h and gain 1/40, less than the 1/4 - 1/8 that it costs the other. */
    @Test
    void aLongJobIsNotLetInAtTheCostOfAShortOne() {
        TraceJob large = job(0, 0, 0, size(8, 4), size(4, 8));
        Outcome o = run(MarginalGain.USUAL, EIGHT, large, job(1, 1, 0, size(4, 40)));
        assertEquals(4, o.jobs().get(0).endHours(), 1e-9);
        assertEquals(4, o.jobs().get(1).startHours(), 1e-9);
    }

    @Test
    void theOtherRulesDoWhatTheySay() {
        TraceJob one = job(0, 0, 0, size(4, 4), size(2, 8), size(8, 2));
        TraceJob two = job(1, 0, 0, size(4, 4), size(2, 8), size(8, 2));
        assertEquals(8, run(new LeastSize(), EIGHT, one, two).makespanHours(), 1e-9);
        assertEquals(4, run(new AskedSize(), EIGHT, one, two).makespanHours(), 1e-9);
        // in steps: 2 and 2, 4 and 2, 4 and 4
        Outcome even = run(new EvenSizes(), EIGHT, one, two);
        assertEquals(4, even.jobs().get(0).endHours(), 1e-9);
        assertEquals(4, even.jobs().get(1).endHours(), 1e-9);
        // alone: 8
        assertEquals(2, run(new EvenSizes(), EIGHT, one).makespanHours(), 1e-9);
    }

    @Test
    void aTenantsCeilingHoldsForLargerGangs() {
        QuotaTree quotas = QuotaTree.of(List.of(new QuotaTree.Node("t", Optional.empty(), 4, 1, Optional.of(4))));
        TimePolicy fair = new TimePolicy.Ordered("fair-share", "", new FairShare(quotas));
        TraceJob elastic = job(0, 0, 0, size(4, 4), size(8, 2));
        assertEquals(4, run(MarginalGain.USUAL, EIGHT, fair, elastic).makespanHours(), 1e-9);
    }

    @Test
    void aGangTooLargeForTheFleetRunsInOneThatFits() {
        TraceJob large = job(0, 0, 0, size(16, 1), size(8, 2));
        for (SizeRule rule : SizeRule.all()) {
            assertEquals(2, run(rule, EIGHT, large).makespanHours(), 1e-9, rule.name());
        }
    }

    @Test
    void sizesMustHoldTheOneAskedForAndEachOnce() {
        Sizes.Size four = size(4, 4);
        assertThrows(IllegalArgumentException.class, () -> new Sizes(four, List.of(size(2, 8))));
        assertThrows(IllegalArgumentException.class, () -> new Sizes(four, List.of(four, size(4, 3))));
    }

    /** All work is done, nothing beats the bounds, and the same again gives the same. */
    @RepeatedTest(4)
    void everyRuleUnderEveryPolicyDoesTheWorkWithinTheBounds(RepetitionInfo repetition) {
        SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
        Pools pools = new Pools(List.of(
                new GpuPool("a", 8, Price.usd("2"), Optional.of(java.math.BigDecimal.valueOf(300))),
                new GpuPool("b", 4, Price.usd("1"), Optional.of(java.math.BigDecimal.valueOf(200)))));
        List<TraceJob> jobs = new ArrayList<>();
        double now = 0;
        for (int i = 0; i < 12; i++) {
            int asked = 1 << random.nextInt(3);
            double hours = 0.2 + 4 * random.nextDouble();
            double kept = 0.6 + 0.4 * random.nextDouble();
            List<Sizes.Size> others = new ArrayList<>();
            for (int n = 1; n <= 8 && random.nextInt(4) > 0; n *= 2) {
                double factor = Math.pow(2 * kept, Math.log((double) asked / n) / Math.log(2));
                if (n != asked) {
                    others.add(size(n, hours * factor, 2 * hours * factor));
                }
            }
            jobs.add(job(i, now, 0.05, size(asked, hours, 2 * hours), others.toArray(Sizes.Size[]::new)));
            now += random.nextDouble();
        }
        TimeBounds bounds = new TimeBounds(jobs, pools);
        for (TimePolicy policy : Policies.all()) {
            for (SizeRule rule : SizeRule.all()) {
                RoundSettings settings = RoundSettings.seconds(600).sizing(rule);
                Outcome o = Rounds.run(jobs, pools, policy, settings);
                String what = policy.name() + ", " + rule.name();
                o.jobs()
                        .forEach(j -> assertEquals(
                                1, j.workDone(), 1e-6, what + " " + j.job().name()));
                assertTrue(o.makespanHours() >= bounds.makespanHours() - 1e-6, what);
                assertTrue(o.paid().compareTo(bounds.leastPaid()) >= 0, what);
                assertEquals(o, Rounds.run(jobs, pools, policy, settings), what);
            }
        }
    }
}
