package dev.lepton.core.roadmap;

import java.util.Arrays;

/** When each task is done, in slots. A finish is the boundary at which the last slot ends. */
public final class Schedule {
    private final int[] start;
    private final int[] finish;

    Schedule(int[] start, int[] finish) {
        this.start = start.clone();
        this.finish = finish.clone();
    }

    public int start(int task) {
        return start[task];
    }

    public int finish(int task) {
        return finish[task];
    }

    /** The boundary at which everything is done. */
    public int finish() {
        return Arrays.stream(finish).max().orElse(0);
    }

    int[] starts() {
        return start.clone();
    }

    int[] finishes() {
        return finish.clone();
    }

    /** Every task as early as what it waits for allows, as if there were enough of every resource. */
    static Schedule earliest(Network network, int[] lengths) {
        int[] start = new int[network.size()];
        int[] finish = new int[network.size()];
        for (int i : network.order(new double[network.size()])) {
            try {
                start[i] = network.start(i, lengths[i], network.earliest(i), start, finish);
                finish[i] = network.time(i).finish(start[i], lengths[i]);
            } catch (WorkTime.OutOfTime e) {
                throw tooLate(network, i);
            }
        }
        return new Schedule(start, finish);
    }

    static TaskFault tooLate(Network network, int task) {
        return new TaskFault(
                network.roadmap().tasks().get(task).id(),
                "no working time is left for it: a roadmap lasts at most "
                        + (network.roadmap().step() == Step.DAY ? "100" : "20") + " years.",
                "Maybe an estimate, a lag or a calendar is not what was meant.");
    }
}
