package dev.lepton.core.roadmap;

import java.util.SplittableRandom;

/**
 * Levels by priority: serial schedules in the order of late finish, late start, slack and others, then with those orders
 * shaken at random, and the best of all is kept (Kolisch, 1996, found late finish the best single rule).
 */
public final class PriorityLeveller implements Leveller {
    private static final int SHAKEN = 200;

    private final long seed;

    /** {@code seed} decides how orders are shaken. */
    public PriorityLeveller(long seed) {
        this.seed = seed;
    }

    @Override
    public String name() {
        return "priority rules";
    }

    @Override
    public Levelled level(Network network) {
        CriticalPath path = CriticalPath.of(network);
        int bound = Math.max(path.early().finish(), workBound(network));
        int[] lengths = network.lengths();
        SerialSchedule.Room room = new SerialSchedule.Room(network);
        double[][] ranks = ranks(network, path);
        Schedule best = room.schedule(lengths, network.order(ranks[0]));
        SplittableRandom random = new SplittableRandom(seed);
        int tries = network.resources() == 0 ? 0 : ranks.length + SHAKEN;
        for (int k = 1; k < tries && best.finish() > bound; k++) {
            double[] rank = k < ranks.length
                    ? ranks[k]
                    : shaken(ranks[k % 2], path.early().finish(), random);
            Schedule next = room.schedule(lengths, network.order(rank));
            if (next.finish() < best.finish()) {
                best = next;
            }
        }
        return new Levelled(best, bound);
    }

    /** Tasks placed in the order of {@code starts}, each as early as it can be. */
    public static Schedule inOrder(Network network, int[] starts) {
        return SerialSchedule.of(network, network.lengths(), order(network, starts));
    }

    /** The order of {@code starts}. */
    static int[] order(Network network, int[] starts) {
        double[] rank = new double[starts.length];
        for (int i = 0; i < rank.length; i++) {
            rank[i] = starts[i];
        }
        return network.order(rank);
    }

    private static double[][] ranks(Network network, CriticalPath path) {
        int n = network.size();
        int[] lengths = network.lengths();
        double[][] ranks = new double[5][n];
        for (int i = 0; i < n; i++) {
            ranks[0][i] = path.lateTimes().finish(i);
            ranks[1][i] = path.lateTimes().start(i);
            ranks[2][i] = path.totalFloat(i);
            ranks[3][i] = -network.outOf(i).size();
            ranks[4][i] = -lengths[i];
        }
        return ranks;
    }

    private static double[] shaken(double[] rank, int span, SplittableRandom random) {
        double[] shaken = rank.clone();
        double width = Math.max(1, span) * random.nextDouble() / 2;
        for (int i = 0; i < shaken.length; i++) {
            shaken[i] += width * random.nextDouble();
        }
        return shaken;
    }

    /** No schedule ends before each resource could have given what is asked of it in the slots that it works in. */
    private static int workBound(Network network) {
        int[] lengths = network.lengths();
        int bound = 0;
        for (int r = 0; r < network.resources(); r++) {
            long work = 0;
            for (int i = 0; i < network.size(); i++) {
                work += (long) lengths[i] * network.need(i, r);
            }
            int t = 0;
            for (; work > 0 && t < network.roadmap().step().most(); t++) {
                work -= network.works(r, t) ? network.capacity(r, t) : 0;
            }
            bound = Math.max(bound, t);
        }
        return bound;
    }
}
