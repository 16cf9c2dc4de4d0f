package dev.lepton.core.placement.share;

import java.util.Arrays;
import java.util.List;

/**
 * Fills the GPUs job by job: a job stays on its type if there is room, else it goes where it is fastest of what has
 * room; one that fits nowhere is passed over, and smaller ones behind it may run.
 */
public final class Packing {
    private final int[] free;
    private int left;

    /** All of {@code pools} free. */
    public Packing(Pools pools) {
        this.free = pools.counts();
        this.left = pools.gpus();
    }

    /** The type that {@code job} gets, its GPUs taken; {@link Contender#WAITING} if there is no room. */
    public int place(Contender job) {
        int best = Contender.WAITING;
        for (int t = 0; t < free.length; t++) {
            if (!job.lengths().runsOn(t) || free[t] < job.gpus()) {
                continue;
            }
            if (t == job.type()) {
                best = t;
                break;
            }
            if (best < 0 || job.lengths().hours(t) < job.lengths().hours(best)) {
                best = t;
            }
        }
        if (best >= 0) {
            free[best] -= job.gpus();
            left -= job.gpus();
        }
        return best;
    }

    /** The type of every job of {@code contest} when they choose in {@code order}. */
    public static int[] types(Contest contest, List<Contender> order) {
        int[] ids = contest.jobs().stream().mapToInt(Contender::id).toArray();
        int[] types = new int[ids.length];
        Arrays.fill(types, Contender.WAITING);
        Packing packing = new Packing(contest.pools());
        for (Contender job : order) {
            if (packing.left == 0) {
                break;
            }
            types[Arrays.binarySearch(ids, job.id())] = packing.place(job);
        }
        return types;
    }
}
