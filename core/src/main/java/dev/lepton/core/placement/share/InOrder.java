package dev.lepton.core.placement.share;

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

    /** Running jobs first, so that none is stopped; then smallest first. */
    static List<Contender> runningFirst(Contest contest, ToDoubleFunction<Contender> figure) {
        return by(
                contest,
                Comparator.<Contender>comparingInt(j -> j.running() ? 0 : 1).thenComparingDouble(figure));
    }

    static List<Contender> by(Contest contest, Comparator<Contender> order) {
        return contest.jobs().stream()
                .sorted(order.thenComparingInt(Contender::id))
                .toList();
    }
}
