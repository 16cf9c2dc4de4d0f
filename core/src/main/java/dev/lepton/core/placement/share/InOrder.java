package dev.lepton.core.placement.share;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Puts jobs in order by one figure, ties by number. */
final class InOrder {
    private InOrder() {}

    /** Smallest first. */
    static List<Contender> by(Contest contest, ToDoubleFunction<Contender> figure) {
        return by(contest, Comparator.comparingDouble(figure));
    }

    /** Running jobs first, by number, so that none is stopped: each keeps its GPUs. Then waiting ones, smallest first. */
    static List<Contender> runningFirst(Contest contest, ToDoubleFunction<Contender> figure) {
        List<Contender> order = new ArrayList<>(contest.jobs().size());
        List<Contender> waiting = new ArrayList<>();
        for (Contender job : contest.jobs()) {
            (job.running() ? order : waiting).add(job);
        }
        waiting.sort(Comparator.comparingDouble(figure).thenComparingInt(Contender::id));
        order.addAll(waiting);
        return order;
    }

    static List<Contender> by(Contest contest, Comparator<Contender> order) {
        return contest.jobs().stream()
                .sorted(order.thenComparingInt(Contender::id))
                .toList();
    }
}
