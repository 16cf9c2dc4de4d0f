package dev.lepton.core.simulate.packing;

import dev.lepton.core.placement.Cluster;
import dev.lepton.core.placement.ClusterState;
import dev.lepton.core.placement.Decision;
import dev.lepton.core.placement.PlacementPolicy;
import dev.lepton.core.workload.Requirement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Tasks that come and go: Poisson arrivals drawn from a list, at a rate that offers a share of the cluster's GPUs, each
 * running for its own time or an exponential one. What fits nowhere is dropped or waits its turn; with a budget, a running
 * task may be moved to make room, which costs it a restart.
 */
public final class Departures {
    private static final double HOUR = 3600;

    /** What happens to a task that fits nowhere. */
    public enum Waiting {
        /** It is dropped. */
        DROP,
        /** It waits, and those behind it too: first in, first out. */
        FIFO
    }

    /** A task and how long it runs. */
    public record Timed(Requirement needs, double seconds) {
        public Timed {
            if (!(seconds > 0)) {
                throw new IllegalArgumentException("A task runs for more than 0 seconds, not " + seconds + ".");
            }
        }
    }

    /**
     * How to run.
     *
     * @param load GPU time offered as a ratio of what there is
     * @param exponential whether a task runs for an exponential time with the list's mean instead of its own
     * @param movedPerHour running tasks that may be moved in an hour, as a ratio of those running; 0 for none
     * @param restartSeconds what a move adds to the time of the task moved
     * @param warmUpSeconds not measured
     * @param measuredSeconds measured after that
     */
    public record Setting(
            double load,
            boolean exponential,
            Waiting waiting,
            double movedPerHour,
            double restartSeconds,
            double warmUpSeconds,
            double measuredSeconds,
            long seed) {}

    /**
     * What came of it.
     *
     * @param unallocatedPercent average over the time measured
     * @param arrived tasks that came in the time measured
     * @param dropped those of them that were dropped
     * @param droppedGpuPercent GPUs that those asked for, per cent of what all asked for
     * @param waits seconds that tasks which had to wait waited, in ascending order
     * @param moves tasks moved
     */
    public record Outcome(
            double unallocatedPercent,
            long arrived,
            long dropped,
            double droppedGpuPercent,
            List<Double> waits,
            long moves) {
        public Outcome {
            waits = waits.stream().sorted().toList();
        }
    }

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

    private record Waiter(Requirement task, double seconds, double since) {}

    private final Setting setting;
    private final PlacementPolicy policy;
    private final ClusterState state;
    private final SplittableRandom random;
    private final PriorityQueue<Running> ends = new PriorityQueue<>(Comparator.comparingDouble((Running r) -> r.end));
    private final Deque<Waiter> queue = new ArrayDeque<>();
    private final List<Double> waits = new ArrayList<>();
    private double now;
    private double area;
    private double budget;
    private long moves;
    private long arrived;
    private long dropped;
    private double asked;
    private double droppedGpu;

    private Departures(Cluster cluster, Setting setting, PlacementPolicy policy) {
        this.setting = setting;
        this.policy = policy;
        state = new ClusterState(cluster);
        random = new SplittableRandom(setting.seed());
    }

    /** Runs {@code tasks} on {@code cluster} under {@code policy}. */
    public static Outcome run(Cluster cluster, List<Timed> tasks, Setting setting, PlacementPolicy policy) {
        double work = tasks.stream()
                .mapToDouble(t -> t.needs().totalGpuMilli())
                .average()
                .orElse(0);
        double mean = tasks.stream().mapToDouble(Timed::seconds).average().orElse(0);
        double each = setting.exponential()
                ? work * mean
                : tasks.stream()
                        .mapToDouble(t -> t.needs().totalGpuMilli() * t.seconds())
                        .average()
                        .orElse(0);
        if (!(each > 0) || cluster.capacityGpuMilli() == 0) {
            throw new IllegalArgumentException("Neither the tasks nor the cluster may be without GPUs.");
        }
        double gap = each / (setting.load() * cluster.capacityGpuMilli());
        return new Departures(cluster, setting, policy).run(tasks, gap, mean);
    }

    private Outcome run(List<Timed> tasks, double gap, double mean) {
        double end = setting.warmUpSeconds() + setting.measuredSeconds();
        for (double next = exponential(gap); next < end; next += exponential(gap)) {
            endUntil(next);
            pass(next);
            Timed drawn = tasks.get(random.nextInt(tasks.size()));
            arrive(drawn.needs(), setting.exponential() ? exponential(mean) : drawn.seconds());
        }
        endUntil(end);
        pass(end);
        return new Outcome(
                100 * area / setting.measuredSeconds() / state.cluster().capacityGpuMilli(),
                arrived,
                dropped,
                asked == 0 ? 0 : 100 * droppedGpu / asked,
                waits,
                moves);
    }

    private void endUntil(double time) {
        while (!ends.isEmpty() && ends.element().end <= time) {
            Running done = ends.remove();
            pass(done.end);
            state.release(done.task, done.where);
            boolean placed = true;
            while (placed && !queue.isEmpty()) {
                Waiter first = queue.element();
                placed = start(first.task(), first.seconds());
                if (placed) {
                    queue.remove();
                    if (measured()) {
                        waits.add(now - first.since());
                    }
                }
            }
        }
    }

    private void arrive(Requirement task, double seconds) {
        if (measured()) {
            arrived++;
            asked += task.totalGpuMilli();
        }
        if (queue.isEmpty() && start(task, seconds)) {
            return;
        }
        if (setting.waiting() == Waiting.FIFO) {
            queue.add(new Waiter(task, seconds, now));
        } else if (measured()) {
            dropped++;
            droppedGpu += task.totalGpuMilli();
        }
    }

    private boolean start(Requirement task, double seconds) {
        Decision decision = policy.decide(state, task);
        if (decision instanceof Decision.Refused && budget >= 1 && makeRoom(task)) {
            decision = policy.decide(state, task);
        }
        if (decision instanceof Decision.Placed placed) {
            state.place(task, placed);
            ends.add(new Running(task, placed, now + seconds));
            return true;
        }
        return false;
    }

    /** Moves the smallest task whose going makes room for {@code task} and that the policy can put elsewhere. */
    private boolean makeRoom(Requirement task) {
        List<Running> smallest = new ArrayList<>(ends);
        smallest.sort(
                Comparator.comparingInt((Running r) -> r.task.totalGpuMilli()).thenComparingDouble(r -> r.end));
        Set<Integer> hopeless = new HashSet<>();
        for (Running candidate : smallest) {
            int node = candidate.where.node();
            if (hopeless.contains(node)) {
                continue;
            }
            state.release(candidate.task, candidate.where);
            boolean room = state.fits(task, node);
            state.close(node, true);
            Decision elsewhere = room ? policy.decide(state, candidate.task) : new Decision.Refused(Map.of());
            state.close(node, false);
            if (elsewhere instanceof Decision.Placed placed) {
                state.place(candidate.task, placed);
                ends.remove(candidate);
                candidate.where = placed;
                candidate.end += setting.restartSeconds();
                ends.add(candidate);
                budget--;
                moves++;
                return true;
            }
            state.place(candidate.task, candidate.where);
            if (room) {
                hopeless.add(node);
            }
        }
        return false;
    }

    private boolean measured() {
        return now >= setting.warmUpSeconds();
    }

    private void pass(double time) {
        double from = Math.max(now, setting.warmUpSeconds());
        area += time > from ? state.freeGpuMilli() * (time - from) : 0;
        double perHour = setting.movedPerHour() * ends.size();
        budget = Math.min(perHour, budget + perHour * (time - now) / HOUR);
        now = time;
    }

    private double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }
}
