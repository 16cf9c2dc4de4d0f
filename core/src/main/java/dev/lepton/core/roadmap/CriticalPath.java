package dev.lepton.core.roadmap;

import java.util.Arrays;

/**
 * The critical path method: early and late times by what tasks wait for, as if there were enough of every resource (Kelley
 * and Walker, 1959). Floats are in a task's own working slots.
 */
public final class CriticalPath {
    private final Network network;
    private final int[] lengths;
    private final Schedule early;
    private final Schedule late;

    private CriticalPath(Network network, int[] lengths, Schedule early) {
        this.network = network;
        this.lengths = lengths;
        this.early = early;
        late = late();
    }

    /** The critical path of {@code network} as it is planned. */
    public static CriticalPath of(Network network) {
        int[] lengths = network.lengths();
        return new CriticalPath(network, lengths, Schedule.earliest(network, lengths));
    }

    /** Each task as early as possible. */
    public Schedule early() {
        return early;
    }

    /** Each task as late as possible without moving the finish of all. */
    public Schedule lateTimes() {
        return late;
    }

    /** How far a task can move without moving the finish of all; 0 for one on the critical path. */
    public int totalFloat(int task) {
        WorkTime time = network.time(task);
        return time.count(late.start(task)) - time.count(early.start(task));
    }

    /** How far a task can move without moving any other. */
    public int freeFloat(int task) {
        WorkTime time = network.time(task);
        int latest = latestStart(task, early.starts(), early.finishes());
        return time.count(latest) - time.count(early.start(task));
    }

    /** Whether a task is on a critical path. */
    public boolean critical(int task) {
        return totalFloat(task) == 0;
    }

    private Schedule late() {
        int[] start = new int[network.size()];
        int[] finish = new int[network.size()];
        Arrays.fill(start, Integer.MAX_VALUE);
        int[] order = network.order(new double[network.size()]);
        for (int k = order.length - 1; k >= 0; k--) {
            int i = order[k];
            start[i] = latestStart(i, start, finish);
            finish[i] = network.time(i).finish(start[i], lengths[i]);
        }
        return new Schedule(start, finish);
    }

    /** The latest start of {@code task} with what waits for it at those times. */
    private int latestStart(int task, int[] start, int[] finish) {
        int mostFinish = early.finish();
        int mostStart = mostFinish;
        for (Network.Edge edge : network.outOf(task)) {
            int limit = edge.type().toFinish() ? finish[edge.to()] : start[edge.to()];
            int latest = network.time(edge.to()).latest(limit, edge.lag());
            if (edge.type().fromFinish()) {
                mostFinish = Math.min(mostFinish, latest);
            } else {
                mostStart = Math.min(mostStart, latest);
            }
        }
        return network.time(task).latestStart(mostStart, mostFinish, lengths[task]);
    }
}
