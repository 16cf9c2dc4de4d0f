package dev.lepton.core.placement.share;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Price-aware matching: who runs where, so that the sum of worths is as large as a local search from the round before can
 * make it (enter with evictions, move, swap). A job on type t is worth
 *
 * <p>(hours left at the fastest)^−α × (1 + age × time in system ÷ fastest length) × speed ÷ fastest speed × (1 − μ × (cost
 * there ÷ cost where cheapest − 1)), times {@code stay} on the type where it is.
 *
 * <p>Without deadlines μ = {@code thrift} × GPUs asked for ÷ GPUs, kept within 0.2 and 0.6: money weighs more when the
 * cluster is crowded, where price acts as the toll of fast GPUs.
 *
 * @param alpha how much short jobs are preferred
 * @param thrift how much money weighs
 * @param stay what staying is worth, at least 1
 * @param age how much waiting weighs
 * @param deadlines whether deadlines rule types out and make jobs urgent, see {@link DeadlineWorth}
 */
public record Matching(double alpha, double thrift, double stay, double age, boolean deadlines)
        implements TimePolicy.MatchRule {
    private static final int MOST_SWEEPS = 20;
    private static final double LEAST_THRIFT = 0.2;
    private static final double MOST_THRIFT = 0.6;

    /** For jobs that keep arriving. */
    public static final Matching CONTINUOUS = new Matching(0.25, 0.5, 1.05, 0.1, false);

    /** For jobs with deadlines. */
    public static final Matching DEADLINES = new Matching(0, 1.2, 1.05, 0, true);

    @Override
    public int[] types(Contest contest) {
        return types(contest, Map.of());
    }

    /** The same, with {@code urgencies} by job for those whose urgency is not the usual. */
    public int[] types(Contest contest, Map<Integer, Urgency> urgencies) {
        int n = contest.jobs().size();
        double demand = contest.jobs().stream().mapToInt(Contender::gpus).sum();
        double crowd = demand / contest.pools().gpus();
        double mu = deadlines ? thrift : Math.min(MOST_THRIFT, Math.max(LEAST_THRIFT, thrift * crowd));
        double[][] worth = new double[n][];
        for (int i = 0; i < n; i++) {
            Contender job = contest.jobs().get(i);
            worth[i] = worth(contest, job, mu, urgencies.getOrDefault(job.id(), Urgency.USUAL));
        }
        LocalSearch search =
                new LocalSearch(worth, contest.gangs(), contest.pools().counts());
        for (int i = 0; i < n; i++) {
            search.keep(i, contest.jobs().get(i).type());
        }
        int[] byDensity = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        i -> -Arrays.stream(worth[i]).max().orElse(0)
                                / contest.jobs().get(i).gpus()))
                .mapToInt(Integer::intValue)
                .toArray();
        boolean better = true;
        for (int sweep = 0; sweep < MOST_SWEEPS && better; sweep++) {
            better = false;
            for (int i : byDensity) {
                better |= search.improve(i);
            }
            better |= search.swap();
        }
        return search.types();
    }

    private double[] worth(Contest contest, Contender job, double mu, Urgency urgency) {
        double[] dearness = contest.pools().dearness();
        double best = job.fastestLeft();
        double cheapest = Double.POSITIVE_INFINITY;
        for (int t = 0; t < dearness.length; t++) {
            if (job.lengths().runsOn(t)) {
                cheapest = Math.min(cheapest, job.hoursLeft(t) * dearness[t]);
            }
        }
        double waited =
                (contest.nowHours() - job.arrivalHours()) / job.lengths().fastest();
        double weight = Math.pow(best, -alpha) * (1 + age * waited);
        double[] worth = new double[dearness.length];
        for (int t = 0; t < worth.length; t++) {
            double hours = job.hoursLeft(t);
            double dearer = cheapest > 0 ? hours * dearness[t] / cheapest - 1 : 0;
            worth[t] = job.lengths().runsOn(t)
                    ? weight * best / hours * (1 - mu * dearer) * (t == job.type() ? stay : 1)
                    : -1;
        }
        if (deadlines) {
            DeadlineWorth.apply(contest, job, urgency, worth);
        }
        return worth;
    }
}
