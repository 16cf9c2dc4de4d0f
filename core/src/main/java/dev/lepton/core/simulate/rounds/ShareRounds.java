package dev.lepton.core.simulate.rounds;

import dev.lepton.core.placement.share.Contender;
import dev.lepton.core.placement.share.Contest;
import dev.lepton.core.placement.share.CostShares;
import dev.lepton.core.placement.share.TimePolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gavel's rounds (OSDI'20): shares are worked out anew when jobs came or ended, at most every 1,000 s; in each round those
 * go first who lie furthest behind, by share ÷ share received. What is then idle goes to whoever waits, where it is
 * fastest, except that policies that minimise cost lend it only to jobs that have just come.
 */
final class ShareRounds implements Driver {
    private static final double KEPT_HOURS = 1000.0 / 3600;
    private static final double NEW_HOURS = 0.3;
    private static final double SOME = 1e-6;
    private static final double NOTHING_YET = 1e9;

    private final TimePolicy.ShareRule rule;
    private final boolean frugal;
    private final Map<Integer, double[]> shares = new HashMap<>();
    private final Map<Integer, double[]> ranBefore = new HashMap<>();
    private double solvedHours = Double.NEGATIVE_INFINITY;
    private boolean stale = true;

    ShareRounds(TimePolicy.ShareRule rule) {
        this.rule = rule;
        this.frugal = rule instanceof CostShares;
    }

    private record Claim(double behind, double share, int job, int type) {}

    @Override
    public int[] types(Contest contest, List<LiveJob> live, boolean changed) {
        stale |= changed;
        if (stale && contest.nowHours() - solvedHours >= KEPT_HOURS) {
            solve(contest, live);
        }
        int[] free = contest.pools().counts();
        int[] types = new int[live.size()];
        Arrays.fill(types, Contender.WAITING);
        for (Claim claim : claims(contest, live)) {
            int gpus = contest.jobs().get(claim.job()).gpus();
            if (types[claim.job()] < 0 && free[claim.type()] >= gpus) {
                types[claim.job()] = claim.type();
                free[claim.type()] -= gpus;
            }
        }
        lendIdle(contest, types, free);
        return types;
    }

    private void solve(Contest contest, List<LiveJob> live) {
        double[][] answer = rule.shares(contest);
        shares.clear();
        ranBefore.clear();
        for (int j = 0; j < answer.length; j++) {
            shares.put(live.get(j).job.id(), answer[j]);
            ranBefore.put(live.get(j).job.id(), live.get(j).ran.clone());
        }
        solvedHours = contest.nowHours();
        stale = false;
    }

    private List<Claim> claims(Contest contest, List<LiveJob> live) {
        double span = Math.max(1e-9, contest.nowHours() - solvedHours);
        int kinds = contest.pools().types();
        List<Claim> claims = new ArrayList<>();
        for (int j = 0; j < live.size(); j++) {
            double[] share = shares.getOrDefault(live.get(j).job.id(), new double[kinds]);
            double[] before = ranBefore.getOrDefault(live.get(j).job.id(), new double[kinds]);
            for (int t = 0; t < kinds; t++) {
                if (share[t] > SOME) {
                    double had = (live.get(j).ran[t] - before[t]) / span;
                    claims.add(new Claim(had <= 0 ? share[t] * NOTHING_YET : share[t] / had, share[t], j, t));
                }
            }
        }
        claims.sort(Comparator.comparingDouble(Claim::behind)
                .thenComparingDouble(Claim::share)
                .reversed()
                .thenComparingInt(Claim::job));
        return claims;
    }

    private void lendIdle(Contest contest, int[] types, int[] free) {
        for (int j = 0; j < types.length; j++) {
            Contender job = contest.jobs().get(j);
            boolean fresh = contest.nowHours() <= job.arrivalHours() + NEW_HOURS;
            if (types[j] >= 0 || (frugal && !fresh)) {
                continue;
            }
            int best = Contender.WAITING;
            for (int t = 0; t < free.length; t++) {
                boolean fits = free[t] >= job.gpus() && job.lengths().runsOn(t);
                if (fits && (best < 0 || job.lengths().hours(t) < job.lengths().hours(best))) {
                    best = t;
                }
            }
            if (best >= 0) {
                types[j] = best;
                free[best] -= job.gpus();
            }
        }
    }
}
