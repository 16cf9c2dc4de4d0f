package dev.lepton.core.simulate.packing;

import dev.lepton.core.money.Money;
import dev.lepton.core.placement.ClusterState;
import dev.lepton.core.placement.Decision;
import dev.lepton.core.placement.Node;
import dev.lepton.core.placement.PlacementPolicy;
import dev.lepton.core.workload.Requirement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** The tasks that run, by when they end and by node, and the one that can be moved to make room for another. */
final class Residents {
    private static final double HOUR = 3600;

    private static final class Running {
        final Requirement task;
        Decision.Placed where;
        double end;

        Running(Requirement task, Decision.Placed where, double end) {
            this.task = task;
            this.where = where;
            this.end = end;
        }
    }

    private static final Comparator<Running> SMALLEST_FIRST =
            Comparator.comparingInt((Running r) -> r.task.totalGpuMilli()).thenComparingDouble(r -> r.end);

    private final ClusterState state;
    private final PlacementPolicy policy;
    private final FreeTime free;
    private final double restartSeconds;
    private final PriorityQueue<Running> ends = new PriorityQueue<>(Comparator.comparingDouble((Running r) -> r.end));
    private final List<List<Running>> byNode = new ArrayList<>();
    private final long[] movedMilli;
    private long moves;
    private long unpricedMoves;

    Residents(ClusterState state, PlacementPolicy policy, FreeTime free, double restartSeconds) {
        this.state = state;
        this.policy = policy;
        this.free = free;
        this.restartSeconds = restartSeconds;
        movedMilli = new long[state.cluster().size()];
        for (int n = 0; n < movedMilli.length; n++) {
            byNode.add(new ArrayList<>());
        }
    }

    int count() {
        return ends.size();
    }

    long moves() {
        return moves;
    }

    /** Moves to nodes without a price. */
    long unpricedMoves() {
        return unpricedMoves;
    }

    double firstEnd() {
        return ends.isEmpty() ? Double.POSITIVE_INFINITY : ends.element().end;
    }

    void start(Requirement task, Decision.Placed where, double now, double end) {
        Running running = new Running(task, where, end);
        ends.add(running);
        place(running, where, now);
    }

    void endFirst(double now) {
        release(ends.remove(), now);
    }

    /** Moves the smallest task whose going makes room for {@code task} and that fits elsewhere; whether there is one. */
    boolean makeRoom(Requirement task, double now) {
        List<Running> inTheWay = new ArrayList<>();
        for (List<Running> there : byNode) {
            for (Running running : there) {
                if (state.fitsWithout(task, running.task, running.where)) {
                    inTheWay.add(running);
                }
            }
        }
        inTheWay.sort(SMALLEST_FIRST);
        Set<Requirement> nowhere = new HashSet<>();
        for (Running running : inTheWay) {
            if (!nowhere.contains(running.task)) {
                if (move(running, now)) {
                    return true;
                }
                if (!fitsOtherThan(-1, running.task)) {
                    nowhere.add(running.task);
                }
            }
        }
        return false;
    }

    private boolean move(Running running, double now) {
        Decision.Placed from = running.where;
        if (!fitsOtherThan(from.node(), running.task)) {
            return false;
        }
        release(running, now);
        state.close(from.node(), true);
        Decision decision = policy.decide(state, running.task);
        state.close(from.node(), false);
        if (!(decision instanceof Decision.Placed to)) {
            place(running, from, now);
            return false;
        }
        place(running, to, now);
        ends.remove(running);
        running.end += restartSeconds;
        ends.add(running);
        moves++;
        unpricedMoves += state.cluster().node(to.node()).pricePerHour().isEmpty() ? 1 : 0;
        movedMilli[to.node()] += running.task.totalGpuMilli();
        return true;
    }

    private boolean fitsOtherThan(int node, Requirement task) {
        for (int n = 0; n < movedMilli.length; n++) {
            if (n != node && state.fits(task, n)) {
                return true;
            }
        }
        return false;
    }

    /** The restarts so far at the price of the GPUs that wait for them, where the nodes have prices. */
    Map<Currency, Money> costOfMoves() {
        Map<Currency, Money> sums = new HashMap<>();
        for (int n = 0; n < movedMilli.length; n++) {
            Node node = state.cluster().node(n);
            if (movedMilli[n] > 0 && node.pricePerHour().isPresent()) {
                FreeTime.add(sums, FreeTime.gpus(node, BigDecimal.valueOf(movedMilli[n] * restartSeconds / HOUR)));
            }
        }
        return sums;
    }

    private void place(Running running, Decision.Placed where, double now) {
        free.until(now, where.node());
        state.place(running.task, where);
        running.where = where;
        byNode.get(where.node()).add(running);
    }

    private void release(Running running, double now) {
        free.until(now, running.where.node());
        state.release(running.task, running.where);
        byNode.get(running.where.node()).remove(running);
    }
}
