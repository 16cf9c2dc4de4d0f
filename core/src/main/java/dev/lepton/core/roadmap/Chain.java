package dev.lepton.core.roadmap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What holds a schedule's tasks where they are: those they wait for, and those that hold what they need. A task is critical
 * where a chain of such reasons leads from it to the last finish, limited resources included.
 */
public final class Chain {
    /** Why a task starts when it does. */
    public sealed interface Cause {
        /** It waits for {@code task} by a link. */
        record Waits(int task, Link link) implements Cause {}

        /** It needs what {@code task} holds until then. */
        record Shares(int task) implements Cause {}

        /** Nothing else holds it: the roadmap's start, its own earliest date, its calendar or what there is of a resource. */
        record Free() implements Cause {}
    }

    private final Network network;
    private final int[] lengths;
    private final Schedule schedule;

    private Chain(Network network, int[] lengths, Schedule schedule) {
        this.network = network;
        this.lengths = lengths;
        this.schedule = schedule;
    }

    /** The reasons in {@code schedule} of {@code network}, as it is planned. */
    public static Chain of(Network network, Schedule schedule) {
        return of(network, network.lengths(), schedule);
    }

    static Chain of(Network network, int[] lengths, Schedule schedule) {
        return new Chain(network, lengths, schedule);
    }

    /** Every task that holds {@code task} where it is; links before resources. */
    public List<Cause> causes(int task) {
        List<Cause> causes = new ArrayList<>();
        WorkTime time = network.time(task);
        int start = schedule.start(task);
        for (Network.Edge edge : network.into(task)) {
            int end = edge.type().fromFinish() ? schedule.finish(edge.from()) : schedule.start(edge.from());
            int bound = time.shifted(end, edge.lag());
            int least = edge.type().toFinish()
                    ? time.startToFinish(bound, lengths[task])
                    : time.startFrom(bound, lengths[task]);
            if (least == start) {
                causes.add(new Cause.Waits(
                        edge.from(),
                        new Link(network.roadmap().tasks().get(edge.from()).id(), edge.type(), edge.lag())));
            }
        }
        if (causes.isEmpty() && start > time.startFrom(network.earliest(task), lengths[task])) {
            for (int k = 0; k < network.size(); k++) {
                if (k != task
                        && schedule.finish(k) <= start
                        && lengths[k] > 0
                        && network.share(k, task)
                        && time.startFrom(schedule.finish(k), lengths[task]) == start) {
                    causes.add(new Cause.Shares(k));
                }
            }
        }
        return causes.isEmpty() ? List.of(new Cause.Free()) : causes;
    }

    /** Which tasks are critical. */
    public boolean[] critical() {
        boolean[] critical = new boolean[network.size()];
        Deque<Integer> next = new ArrayDeque<>();
        int end = schedule.finish();
        for (int i = 0; i < critical.length; i++) {
            if (schedule.finish(i) == end) {
                critical[i] = true;
                next.add(i);
            }
        }
        while (!next.isEmpty()) {
            for (Cause cause : causes(next.remove())) {
                int held = switch (cause) {
                    case Cause.Waits waits -> waits.task();
                    case Cause.Shares shares -> shares.task();
                    case Cause.Free free -> -1;
                };
                if (held >= 0 && !critical[held]) {
                    critical[held] = true;
                    next.add(held);
                }
            }
        }
        return critical;
    }
}
