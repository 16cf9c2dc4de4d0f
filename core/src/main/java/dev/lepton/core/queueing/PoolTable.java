package dev.lepton.core.queueing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What share of its full rate each of n pooled replicas may be used for: a step function of n that never falls, since a larger pool shares
 * its reserve. It is the pool's own up to {@link #EXACT} replicas; beyond, the share of the step below counts, which is at most
 * {@link #LOSS} less, and never more, as long as shares rise with n.
 *
 * @param steps fewest replicas first; fewer than the first carry nothing; the last holds for any number
 */
public record PoolTable(Pool pool, List<Step> steps) {
    /** So many replicas are looked up one by one. */
    public static final int EXACT = 8;

    /** By what share a step may be below the pool's own figure. */
    public static final double LOSS = 0.005;

    /** Places beyond which a pool is taken to share no more reserve than one of so many. */
    private static final int MOST_PLACES = 40_000;

    /** From {@code replicas} on each carries {@code share} of its full rate, above 0 and at most 1. */
    public record Step(int replicas, double share) {}

    public PoolTable {
        steps = List.copyOf(steps);
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).replicas() <= steps.get(i - 1).replicas()
                    || steps.get(i).share() < steps.get(i - 1).share()) {
                throw new IllegalArgumentException("Steps rise: " + steps.get(i - 1) + ", " + steps.get(i) + ".");
            }
        }
    }

    /**
     * The table up to the replicas that {@code load} needs.
     *
     * @param utilisation the largest share of any replica that is used, above 0 and at most 1
     * @param load in full replicas
     */
    public static PoolTable of(Pool pool, double utilisation, double load) {
        EffectiveCapacity capacity = pool.capacity();
        TreeMap<Integer, Double> shares = new TreeMap<>();
        int most = Math.max(1, MOST_PLACES / pool.slots());
        for (int n = 1; ; n = Math.min(2 * n, most)) {
            shares.put(n, Math.min(utilisation, capacity.usableShare(n)));
            if (n == most || (n >= EXACT && shares.getOrDefault(n, 0.0) * n >= load)) {
                break;
            }
        }
        List<Integer> doubled = List.copyOf(shares.keySet());
        for (int i = 1; i < doubled.size(); i++) {
            between(capacity, utilisation, doubled.get(i - 1), doubled.get(i), shares);
        }
        return new PoolTable(pool, steps(shares));
    }

    /** Looks up numbers between two until neighbours are alike or next to each other. */
    private static void between(
            EffectiveCapacity capacity, double utilisation, int from, int to, Map<Integer, Double> shares) {
        double low = shares.getOrDefault(from, 0.0);
        double high = shares.getOrDefault(to, 0.0);
        boolean alike = from >= EXACT ? high <= low * (1 + LOSS * 3 / 4) : high == low && low == utilisation;
        if (to - from > 1 && !alike) {
            int middle = (from + to) / 2;
            shares.put(middle, Math.min(utilisation, capacity.usableShare(middle)));
            between(capacity, utilisation, from, middle, shares);
            between(capacity, utilisation, middle, to, shares);
        }
    }

    /** Without steps that are hardly above the one before; where a share falls as n rises, which no queue here does, the lower one counts for fewer too. */
    private static List<Step> steps(TreeMap<Integer, Double> shares) {
        List<Integer> counts = new ArrayList<>(shares.keySet());
        double least = Double.POSITIVE_INFINITY;
        for (int n : counts.reversed()) {
            least = Math.min(least, shares.getOrDefault(n, 0.0));
            shares.put(n, least);
        }
        List<Step> steps = new ArrayList<>();
        for (Map.Entry<Integer, Double> e : shares.entrySet()) {
            double last = steps.isEmpty() ? 0 : steps.get(steps.size() - 1).share();
            boolean more = e.getKey() <= EXACT ? e.getValue() > last : e.getValue() > last * (1 + LOSS / 4);
            if (more) {
                steps.add(new Step(e.getKey(), e.getValue()));
            }
        }
        return steps;
    }

    /** The load in full replicas that {@code replicas} carry. */
    public double carried(int replicas) {
        double share = 0;
        for (Step s : steps) {
            share = s.replicas() <= replicas ? s.share() : share;
        }
        return share * replicas;
    }

    /** The fewest replicas that carry {@code load}, which is above 0. */
    public int fewest(double load) {
        for (int i = 0; i < steps.size(); i++) {
            int needed = Math.max(
                    steps.get(i).replicas(), (int) Math.ceil(load / steps.get(i).share() - 1e-9));
            if (i + 1 == steps.size() || needed < steps.get(i + 1).replicas()) {
                return needed;
            }
        }
        throw new IllegalStateException("No number of replicas carries anything.");
    }

    /** Whether any number of replicas carries at least as much as with {@code other}. */
    public boolean carriesAsMuchAs(PoolTable other) {
        return other.steps.stream().allMatch(s -> carried(s.replicas()) >= s.share() * s.replicas());
    }
}
