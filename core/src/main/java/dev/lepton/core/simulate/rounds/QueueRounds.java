package dev.lepton.core.simulate.rounds;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.placement.share.Contender;
import dev.lepton.core.placement.share.Packing;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.TimePolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * The rounds of {@link Rounds} for a {@link TimePolicy.QueueRule}, by events: only rounds in which a job comes or ends are looked
 * at, and of the jobs only those that come, end, start or are stopped. The decisions are those of the rule's own order, see
 * {@code QueueRoundsTest}.
 */
final class QueueRounds {
    private static final double TINY = 1e-9;

    private record Ending(long round, QueuedJob job, int start) {}

    private final List<TraceJob> jobs;
    private final Pools pools;
    private final RoundSettings settings;
    private final TimePolicy.Ordered policy;
    private final TimePolicy.QueueRule rule;
    private final Timeline timeline;
    private final TreeMap<Integer, QueueLevel> levels = new TreeMap<>();
    private final PriorityQueue<Ending> endings = new PriorityQueue<>(Comparator.comparingLong(Ending::round)
            .thenComparingInt(e -> e.job().number()));

    private final List<LiveJob> measured = new ArrayList<>();
    private final int last;
    private int open;
    private int present;
    private int running;
    private int next;

    private QueueRounds(List<TraceJob> jobs, Pools pools, TimePolicy.Ordered policy, RoundSettings settings) {
        this.jobs = jobs;
        this.pools = pools;
        this.settings = settings;
        this.policy = policy;
        this.rule = (TimePolicy.QueueRule) policy.rule();
        timeline = new Timeline(pools, settings.roundHours());
        last = Math.min(settings.lastMeasured(), jobs.size() - 1);
        open = Math.max(0, last - settings.firstMeasured() + 1);
    }

    /** What {@link Rounds#run} says, for jobs that it has checked. */
    static Outcome run(List<TraceJob> jobs, Pools pools, TimePolicy.Ordered policy, RoundSettings settings) {
        return new QueueRounds(jobs, pools, policy, settings).outcome();
    }

    private Outcome outcome() {
        long round = 0;
        while (open > 0) {
            come(round);
            if (present > 0) {
                decide(round);
                refuseStall();
            }
            long until = Math.max(round + 1, Math.min(nextArrival(), nextEnding()));
            if (present > 0) {
                timeline.busy(round, until, held(), present);
            } else {
                timeline.empty(until - round);
            }
            round = until;
            end(round);
        }
        for (QueueLevel level : levels.values()) {
            for (QueuedJob job : level.running()) {
                timeline.used(job.settle(round, settings), job.type());
            }
        }
        return Outcome.of(policy.name(), measured, pools, timeline, jobs.size());
    }

    private void come(long round) {
        double now = round * settings.roundHours();
        while (next < jobs.size() && jobs.get(next).arrivalHours() <= now + TINY) {
            QueuedJob job = new QueuedJob(new LiveJob(jobs.get(next++), pools, settings.sizes()), rule);
            levels.computeIfAbsent(job.level(), l -> new QueueLevel(pools.types()))
                    .wait(job);
            present++;
        }
    }

    private long nextArrival() {
        return next < jobs.size()
                ? (long) Math.ceil(jobs.get(next).arrivalHours() / settings.roundHours() - TINY)
                : Long.MAX_VALUE;
    }

    private long nextEnding() {
        while (!endings.isEmpty()) {
            Ending first = endings.element();
            if (first.job().starts() == first.start() && first.job().type() >= 0) {
                return first.round();
            }
            endings.remove();
        }
        return Long.MAX_VALUE;
    }

    private int[] held() {
        int[] held = new int[pools.types()];
        for (QueueLevel level : levels.values()) {
            level.addHeld(held);
        }
        return held;
    }

    /** Who runs from this round on, level by level, as {@link Packing} would have it of all jobs in the rule's order. */
    private void decide(long round) {
        int[] free = pools.counts();
        int[] staying = new int[free.length];
        List<QueuedJob> starting = new ArrayList<>();
        for (QueueLevel level : levels.values()) {
            List<QueuedJob> stopped = level.keep(free, staying, starting);
            for (QueuedJob job = level.take(free); job != null; job = level.take(free)) {
                starting.add(job);
            }
            for (QueuedJob job : stopped) {
                settle(job, round);
                job.choose(Contender.WAITING, round, 0, settings);
                running--;
                level.wait(job);
            }
        }
        if (starting.isEmpty()) {
            return;
        }
        timeline.begin(staying);
        starting.sort(Comparator.comparingInt(QueuedJob::number));
        for (QueuedJob job : starting) {
            settle(job, round);
            running += job.type() < 0 ? 1 : 0;
            job.choose(job.chosen(), round, timeline.wake(job.chosen(), job.gpus()), settings);
            endings.add(new Ending(round + job.roundsToEnd(settings), job, job.starts()));
        }
    }

    private void settle(QueuedJob job, long round) {
        if (job.type() >= 0) {
            timeline.used(job.settle(round, settings), job.type());
        }
    }

    private void end(long round) {
        while (nextEnding() <= round) {
            QueuedJob job = endings.remove().job();
            int type = job.type();
            timeline.used(job.settle(round, settings), type);
            if (!job.live().done()) {
                endings.add(new Ending(round + job.roundsToEnd(settings), job, job.starts()));
                continue;
            }
            levels.getOrDefault(job.level(), new QueueLevel(pools.types())).remove(job);
            present--;
            running--;
            if (job.number() >= settings.firstMeasured() && job.number() <= last) {
                measured.add(job.live());
                open--;
            }
        }
    }

    private void refuseStall() {
        if (next == jobs.size() && running == 0) {
            throw Problem.input(
                    "policy " + policy.name() + " never runs any of the " + present + " jobs that are left.",
                    "Maybe their gangs are above a ceiling.");
        }
    }
}
