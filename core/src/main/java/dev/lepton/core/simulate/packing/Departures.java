package dev.lepton.core.simulate.packing;

import dev.lepton.core.placement.Cluster;
import dev.lepton.core.placement.ClusterState;
import dev.lepton.core.placement.Decision;
import dev.lepton.core.placement.PlacementPolicy;
import dev.lepton.core.workload.Requirement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;

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
            if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("A task runs for more than 0 seconds, not " + seconds + ".");
            }
        }
    }

    /**
     * How to run.
     *
     * @param load GPU time offered as a ratio of what there is
     * @param exponential whether a task runs for an exponential time with the list's mean instead of its own
     * @param populated whether it starts with the tasks that would run were there room for all, each somewhere in its time
     *     (the stationary state of M/G/∞), instead of empty
     * @param movedPerHour running tasks that may be moved in an hour, as a ratio of those running; 0 for none
     * @param restartSeconds what a move adds to the time of the task moved
     * @param warmUpSeconds not measured
     * @param measuredSeconds measured after that
     */
    public record Setting(
            double load,
            boolean exponential,
            boolean populated,
            Waiting waiting,
            double movedPerHour,
            double restartSeconds,
            double warmUpSeconds,
            double measuredSeconds,
            long seed) {
        public Setting {
            if (!(load > 0 && movedPerHour >= 0 && restartSeconds >= 0 && warmUpSeconds >= 0 && measuredSeconds > 0)) {
                throw new IllegalArgumentException("Load and measured time must be above 0, the rest not below.");
            }
        }
    }

    private record Waiter(Requirement task, double seconds, double since) {}

    private final Setting setting;
    private final Demand demand;
    private final PlacementPolicy policy;
    private final ClusterState state;
    private final Residents residents;
    private final FreeTime free;
    private final SplittableRandom random;
    private final Deque<Waiter> queue = new ArrayDeque<>();
    private final List<Double> waits = new ArrayList<>();
    private double now;
    private double budget;
    private long arrived;
    private long dropped;
    private double asked;
    private double droppedGpu;
    private double askedTime;
    private double droppedTime;

    private Departures(Cluster cluster, Demand demand, Setting setting, PlacementPolicy policy) {
        this.setting = setting;
        this.demand = demand;
        this.policy = policy;
        state = new ClusterState(cluster);
        free = new FreeTime(state, setting.warmUpSeconds());
        residents = new Residents(state, policy, free, setting.restartSeconds());
        random = new SplittableRandom(setting.seed());
    }

    /**
     * Runs {@code tasks} on {@code cluster} under {@code policy}.
     *
     * @throws IllegalArgumentException if no task, or no node, has a GPU
     */
    public static DeparturesOutcome run(
            Cluster cluster, List<Timed> tasks, Setting setting, PlacementPolicy policy, DoubleConsumer progress) {
        Demand demand = new Demand(tasks, setting, cluster.capacityGpuMilli());
        return new Departures(cluster, demand, setting, policy).run(progress);
    }

    private DeparturesOutcome run(DoubleConsumer progress) {
        double end = setting.warmUpSeconds() + setting.measuredSeconds();
        if (setting.populated()) {
            for (Timed task : demand.population(random)) {
                arrive(task);
            }
        }
        for (double next = demand.gap(random); next < end; next += demand.gap(random)) {
            endUntil(next);
            pass(next);
            arrive(demand.next(random));
            progress.accept(next / end);
        }
        endUntil(end);
        pass(end);
        free.until(end);
        for (Waiter waiter : queue) {
            waited(waiter);
        }
        return new DeparturesOutcome(
                100 * free.total() / setting.measuredSeconds() / state.cluster().capacityGpuMilli(),
                arrived,
                dropped,
                asked == 0 ? 0 : 100 * droppedGpu / asked,
                askedTime == 0 ? 0 : 100 * droppedTime / askedTime,
                waits,
                queue.size(),
                residents.moves(),
                free.stranded(setting.measuredSeconds()),
                residents.costOfMoves(),
                residents.unpricedMoves());
    }

    private void endUntil(double time) {
        while (residents.firstEnd() <= time) {
            pass(residents.firstEnd());
            residents.endFirst(now);
            boolean placed = true;
            while (placed && !queue.isEmpty()) {
                Waiter first = queue.element();
                placed = start(first.task(), first.seconds());
                if (placed) {
                    waited(queue.remove());
                }
            }
        }
    }

    private void waited(Waiter waiter) {
        if (waiter.since() >= setting.warmUpSeconds() && waiter.since() > 0) {
            waits.add(now - waiter.since());
        }
    }

    private void arrive(Timed timed) {
        Requirement task = timed.needs();
        boolean measured = now >= setting.warmUpSeconds() && now > 0;
        if (measured) {
            arrived++;
            asked += task.totalGpuMilli();
            askedTime += task.totalGpuMilli() * timed.seconds();
        }
        if (queue.isEmpty() && start(task, timed.seconds())) {
            return;
        }
        if (setting.waiting() == Waiting.FIFO) {
            queue.add(new Waiter(task, timed.seconds(), now));
        } else if (measured) {
            dropped++;
            droppedGpu += task.totalGpuMilli();
            droppedTime += task.totalGpuMilli() * timed.seconds();
        }
    }

    private boolean start(Requirement task, double seconds) {
        Decision decision = policy.decide(state, task);
        if (decision instanceof Decision.Refused && budget >= 1 && residents.makeRoom(task, now)) {
            budget--;
            decision = policy.decide(state, task);
        }
        if (decision instanceof Decision.Placed placed) {
            residents.start(task, placed, now, now + seconds);
            return true;
        }
        return false;
    }

    private void pass(double time) {
        double perHour = setting.movedPerHour() * residents.count();
        budget = Math.min(perHour > 0 ? Math.max(1, perHour) : 0, budget + perHour * (time - now) / HOUR);
        now = time;
    }
}
