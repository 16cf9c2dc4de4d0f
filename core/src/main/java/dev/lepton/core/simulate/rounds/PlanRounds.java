package dev.lepton.core.simulate.rounds;

import dev.lepton.core.placement.share.Contender;
import dev.lepton.core.placement.share.Contest;
import dev.lepton.core.placement.share.DuePlan;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rounds of a {@link DuePlan}: planned at first, when a job comes, as often as the plan says, and every hour in the last
 * twelve. The due date is set when jobs come and moves only if it cannot be met.
 */
final class PlanRounds implements Driver {
    private static final double LAST_HOURS = 12;
    private static final double TINY = 1e-9;
    private static final double SOME = 1e-6;

    private final DuePlan plan;
    private final Map<Integer, double[]> planned = new HashMap<>();
    private final Map<Integer, double[]> ranBefore = new HashMap<>();
    private double dueHours = Double.NEGATIVE_INFINITY;
    private double nextHours = Double.NEGATIVE_INFINITY;

    PlanRounds(DuePlan plan) {
        this.plan = plan;
    }

    @Override
    public int[] types(Contest contest, List<LiveJob> live, boolean changed) {
        boolean came = live.stream().anyMatch(l -> !planned.containsKey(l.job.id()));
        if (came) {
            dueHours = Math.max(dueHours, contest.nowHours() + plan.horizonHours(contest));
        }
        if (came || contest.nowHours() >= nextHours - TINY) {
            replan(contest, live);
        }
        double[][] rest = new double[live.size()][];
        for (int j = 0; j < rest.length; j++) {
            rest[j] = rest(contest, j, live.get(j));
        }
        return DuePlan.round(contest, rest, dueHours - contest.nowHours());
    }

    private void replan(Contest contest, List<LiveJob> live) {
        double now = contest.nowHours();
        DuePlan.Plan answer = plan.plan(contest, Math.max(dueHours - now, contest.roundHours()));
        dueHours = Math.max(dueHours, now + answer.horizonHours());
        planned.clear();
        ranBefore.clear();
        for (int j = 0; j < live.size(); j++) {
            planned.put(live.get(j).job.id(), answer.hours()[j]);
            ranBefore.put(live.get(j).job.id(), live.get(j).ran.clone());
        }
        nextHours = now + (dueHours - now < LAST_HOURS ? Math.min(plan.everyHours(), 1) : plan.everyHours());
    }

    /** Hours still planned; a job whose plan is used up ends where it last was planned. */
    private double[] rest(Contest contest, int j, LiveJob job) {
        double[] plans =
                planned.getOrDefault(job.job.id(), new double[contest.pools().types()]);
        double[] before = ranBefore.getOrDefault(job.job.id(), new double[plans.length]);
        double[] rest = new double[plans.length];
        int last = Contender.WAITING;
        for (int t = 0; t < rest.length; t++) {
            double ran = job.ran[t] - before[t];
            rest[t] = Math.max(0, plans[t] - ran);
            last = ran > 0 && (last < 0 || t == job.type) ? t : last;
        }
        if (Arrays.stream(rest).sum() < SOME) {
            int type = last >= 0 ? last : job.lengths.fastestType();
            rest[type] = contest.jobs().get(j).hoursLeft(type);
        }
        return rest;
    }
}
