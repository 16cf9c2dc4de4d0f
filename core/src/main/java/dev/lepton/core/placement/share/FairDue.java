package dev.lepton.core.placement.share;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fair due dates. Each job has the due date arrival + ρ × contention × length, contention being jobs seen so far per GPU,
 * at least 1. In order: jobs on the critical path of the makespan, longest first; jobs that would miss their due date (or,
 * that lost, the second one) by waiting, least slack first; the others, shortest rest first, a running one favoured; jobs
 * that have lost their due date while the second is far.
 *
 * @param theta part of the work present per GPU from which a rest is on the critical path
 * @param rho factor of the due date
 * @param secondRho factor of the second due date
 * @param marginRounds rounds of slack below which a job is urgent
 * @param stay what the rest of a running job is counted as
 */
public record FairDue(double theta, double rho, double secondRho, double marginRounds, double stay)
        implements TimePolicy.OrderRule {
    private static final double RESTART_HOURS = 20.0 / 3600;

    /** The setting chosen on Shockwave's 120 jobs, see docs/scoreboards/shockwave.md. */
    public static final FairDue USUAL = new FairDue(0.9, 0.95, 1.4, 3, 0.5);

    private record Rank(int place, double within) {}

    @Override
    public List<Contender> order(Contest contest) {
        double contention =
                Math.max(1, (double) contest.seen() / contest.pools().gpus());
        double work = contest.jobs().stream()
                .mapToDouble(j -> j.gpus() * j.fastestLeft())
                .sum();
        double critical = theta * work / contest.pools().gpus();
        Map<Integer, Rank> ranks = new HashMap<>();
        for (Contender job : contest.jobs()) {
            ranks.put(job.id(), rank(job, contest, contention, critical));
        }
        List<Contender> order = new ArrayList<>(contest.jobs());
        order.sort(Comparator.<Contender>comparingInt(j -> place(ranks, j).place())
                .thenComparingDouble(j -> place(ranks, j).within())
                .thenComparingInt(Contender::id));
        return order;
    }

    private static Rank place(Map<Integer, Rank> ranks, Contender job) {
        return ranks.getOrDefault(job.id(), new Rank(Integer.MAX_VALUE, 0));
    }

    private Rank rank(Contender job, Contest contest, double contention, double critical) {
        double rest = job.fastestLeft();
        double margin = marginRounds * contest.roundHours() + RESTART_HOURS;
        double fair = contention * job.lengths().fastest();
        double ends = contest.nowHours() + rest - job.arrivalHours();
        double slack = rho * fair - ends;
        double second = secondRho * fair - ends;
        double shortest = rest * (job.running() ? stay : 1);
        if (rest >= critical) {
            return new Rank(0, -rest);
        }
        if (slack >= 0) {
            return slack < margin ? new Rank(1, slack) : new Rank(2, shortest);
        }
        return second < margin ? new Rank(1, second) : new Rank(3, shortest);
    }
}
