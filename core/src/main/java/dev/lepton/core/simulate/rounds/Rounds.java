package dev.lepton.core.simulate.rounds;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.placement.share.Contender;
import dev.lepton.core.placement.share.Contest;
import dev.lepton.core.placement.share.Crew;
import dev.lepton.core.placement.share.FairShare;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.QuotaTree;
import dev.lepton.core.placement.share.TimePolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes jobs through time in rounds: as each starts, the jobs that have come are seen and the policy says who runs where;
 * a gang runs whole, on one type, for the round or until it ends. Rounds in which a steady policy has nothing to decide
 * are taken in one step. The same input gives the same outcome.
 */
public final class Rounds {
    private static final double TINY = 1e-9;

    private final List<TraceJob> jobs;
    private final Pools pools;
    private final RoundSettings settings;
    private final Timeline timeline;
    private final Progress progress = new Progress();
    private final QuotaTree quotas;
    private final boolean elastic;
    /** Whether a job was stopped or moved in this round, whereby more may be left of it. */
    private boolean stopped;

    private Rounds(List<TraceJob> jobs, Pools pools, TimePolicy policy, RoundSettings settings) {
        this.jobs = jobs;
        this.quotas = policy instanceof TimePolicy.Ordered o && o.rule() instanceof FairShare fair
                ? fair.tree()
                : QuotaTree.FLAT;
        this.elastic = jobs.stream().anyMatch(j -> j.sizes().elastic());
        this.pools = pools;
        this.settings = settings;
        this.timeline = new Timeline(pools, settings.roundHours());
    }

    /**
     * What becomes of {@code jobs} under {@code policy}.
     *
     * @param jobs in the order of arrival, numbered from 0
     * @throws Problem if a job fits on no type whole, or the policy lets jobs wait although nothing runs and nothing comes
     */
    public static Outcome run(List<TraceJob> jobs, Pools pools, TimePolicy policy, RoundSettings settings) {
        for (int i = 0; i < jobs.size(); i++) {
            check(jobs, i, pools);
        }
        boolean queue = policy instanceof TimePolicy.Ordered o
                && o.rule() instanceof TimePolicy.QueueRule
                && !settings.estimates()
                && jobs.stream().noneMatch(j -> j.sizes().elastic());
        return queue
                ? QueueRounds.run(List.copyOf(jobs), pools, (TimePolicy.Ordered) policy, settings)
                : singly(jobs, pools, policy, settings);
    }

    /** The same, every job looked at in every round in which something happens; for jobs that are checked. */
    static Outcome singly(List<TraceJob> jobs, Pools pools, TimePolicy policy, RoundSettings settings) {
        return new Rounds(List.copyOf(jobs), pools, policy, settings).outcome(policy);
    }

    private static void check(List<TraceJob> jobs, int i, Pools pools) {
        TraceJob job = jobs.get(i);
        if (job.id() != i || (i > 0 && job.arrivalHours() < jobs.get(i - 1).arrivalHours())) {
            throw new IllegalArgumentException(
                    "Jobs are numbered in the order of arrival; job " + job.id() + " is not.");
        }
        if (!job.sizes().fitting(pools).isEmpty()) {
            return;
        }
        throw Problem.input(
                "job '" + job.name() + "' needs " + job.sizes().least().gpus()
                        + " GPUs of one type, and the fleet has no type with so many on which it runs.",
                "Maybe add GPUs to the fleet, or leave the job out.");
    }

    private Outcome outcome(TimePolicy policy) {
        Driver driver = Driver.of(policy, settings);
        boolean steady = driver.steady() && !settings.estimates() && !elastic;
        int last = Math.min(settings.lastMeasured(), jobs.size() - 1);
        int open = Math.max(0, last - settings.firstMeasured() + 1);
        List<LiveJob> measured = new ArrayList<>();
        List<LiveJob> live = new ArrayList<>();
        int next = 0;
        long round = 0;
        boolean changed = true;
        while (open > 0) {
            double now = round * settings.roundHours();
            while (next < jobs.size() && jobs.get(next).arrivalHours() <= now + TINY) {
                live.add(new LiveJob(jobs.get(next++), pools, settings.sizes()));
                changed = true;
            }
            long until = next < jobs.size() ? roundOf(jobs.get(next).arrivalHours(), round) : Long.MAX_VALUE;
            if (live.isEmpty()) {
                timeline.empty(until - round);
                round = until;
                continue;
            }
            stopped = false;
            Contest contest = contest(live, now, next);
            int[] held = choose(contest, driver.types(contest, live, changed).clone(), live);
            refuseStall(policy, live, next);
            long rounds = steady && !stopped ? Math.min(until - round, roundsToEnd(live)) : 1;
            run(live, round, rounds, held);
            changed = end(live, measured, last);
            progress.check(policy, live, now);
            open = Math.max(0, last - settings.firstMeasured() + 1) - measured.size();
            round += rounds;
        }
        return Outcome.of(policy.name(), measured, pools, timeline, jobs.size());
    }

    /** The round in which something that comes at {@code arrivalHours} is seen, after {@code now}. */
    private long roundOf(double arrivalHours, long now) {
        return Math.max(now + 1, (long) Math.ceil(arrivalHours / settings.roundHours() - TINY));
    }

    private long roundsToEnd(List<LiveJob> live) {
        return live.stream()
                .mapToLong(j -> j.roundsToEnd(settings.roundHours()))
                .min()
                .orElse(1);
    }

    private Contest contest(List<LiveJob> live, double now, int seen) {
        List<Contender> contenders =
                live.stream().map(l -> l.seen(settings.estimates())).toList();
        return new Contest(contenders, pools, now, settings.roundHours(), seen);
    }

    /** Puts every job on its type, in its size; GPUs held, by type. */
    private int[] choose(Contest contest, int[] types, List<LiveJob> live) {
        int[] places = sizes(contest, types, live);
        int[] held = new int[pools.types()];
        int[] staying = new int[pools.types()];
        for (int j = 0; j < types.length; j++) {
            LiveJob job = live.get(j);
            if (types[j] >= 0) {
                held[types[j]] += job.gpus(places[j]);
                staying[types[j]] += job.staying(types[j], places[j]);
                if (held[types[j]] > pools.count(types[j]) || !job.lengths.runsOn(types[j])) {
                    throw new IllegalStateException("A policy gave away more than there is of " + pools.name(types[j])
                            + ", or put a job where it cannot run.");
                }
            }
        }
        timeline.begin(staying);
        for (int j = 0; j < types.length; j++) {
            LiveJob job = live.get(j);
            boolean changes = !job.stays(types[j], places[j]);
            stopped |= job.type >= 0 && changes;
            int more = changes && types[j] >= 0 ? job.gpus(places[j]) - job.staying(types[j], places[j]) : 0;
            double waking = more > 0 ? timeline.wake(types[j], more) : 0;
            job.choose(types[j], places[j], contest.nowHours(), waking, settings);
        }
        return held;
    }

    /** The place of every job's size among its sizes; its type may change, too. */
    private int[] sizes(Contest contest, int[] types, List<LiveJob> live) {
        int[] places = new int[types.length];
        if (!elastic) {
            Arrays.setAll(places, j -> live.get(j).seenPlace());
            return places;
        }
        List<Crew.Member> members = live.stream().map(l -> l.member(settings)).toList();
        Crew crew = new Crew(contest, types, members, quotas);
        settings.sizes().deal(crew);
        Arrays.setAll(types, crew::type);
        Arrays.setAll(places, crew::place);
        return places;
    }

    private void run(List<LiveJob> live, long round, long rounds, int[] held) {
        timeline.busy(round, round + rounds, held, live.size());
        for (LiveJob job : live) {
            if (job.type >= 0) {
                long used = job.run(round * settings.roundHours(), rounds, settings.roundHours());
                timeline.used(used, job.type);
            }
        }
    }

    /** Takes out the jobs that are done; whether there were any. */
    private boolean end(List<LiveJob> live, List<LiveJob> measured, int last) {
        for (LiveJob job : live) {
            if (job.done() && job.job.id() >= settings.firstMeasured() && job.job.id() <= last) {
                measured.add(job);
            }
        }
        return live.removeIf(LiveJob::done);
    }

    private void refuseStall(TimePolicy policy, List<LiveJob> live, int next) {
        if (next == jobs.size() && live.stream().noneMatch(j -> j.type >= 0)) {
            throw Problem.input(
                    "policy " + policy.name() + " never runs job '"
                            + live.get(0).job.name() + "'.",
                    "Maybe its gang is above its tenant's ceiling.");
        }
    }

    /**
     * The fleet in one round.
     *
     * @param atHours when the round starts
     * @param held GPUs held, by type
     * @param present jobs that have come and are not done
     */
    public record Moment(double atHours, List<Integer> held, int present) {
        public Moment {
            held = List.copyOf(held);
        }
    }
}
