package dev.lepton.core.simulate.rounds;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.placement.share.Contender;
import dev.lepton.core.placement.share.Contest;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.TimePolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes jobs through time in rounds: as each starts, the jobs that have come are seen and the policy says who runs where;
 * a gang runs whole, on one type, for the round or until it ends. The same input gives the same outcome.
 */
public final class Rounds {
    private static final double TINY = 1e-9;

    private final List<TraceJob> jobs;
    private final Pools pools;
    private final RoundSettings settings;
    private final List<Moment> moments = new ArrayList<>();

    private Rounds(List<TraceJob> jobs, Pools pools, RoundSettings settings) {
        this.jobs = jobs;
        this.pools = pools;
        this.settings = settings;
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
        return new Rounds(List.copyOf(jobs), pools, settings).outcome(policy);
    }

    private static void check(List<TraceJob> jobs, int i, Pools pools) {
        TraceJob job = jobs.get(i);
        if (job.id() != i || (i > 0 && job.arrivalHours() < jobs.get(i - 1).arrivalHours())) {
            throw new IllegalArgumentException(
                    "Jobs are numbered in the order of arrival; job " + job.id() + " is not.");
        }
        for (int t = 0; t < pools.types(); t++) {
            if (job.lengths().runsOn(t) && pools.count(t) >= job.gpus()) {
                return;
            }
        }
        throw Problem.input(
                "job '" + job.name() + "' needs " + job.gpus()
                        + " GPUs of one type, and the fleet has no type with so many on which it runs.",
                "Maybe add GPUs to the fleet, or leave the job out.");
    }

    private Outcome outcome(TimePolicy policy) {
        Driver driver = Driver.of(policy);
        int last = Math.min(settings.lastMeasured(), jobs.size() - 1);
        int open = Math.max(0, last - settings.firstMeasured() + 1);
        List<LiveJob> measured = new ArrayList<>();
        List<LiveJob> live = new ArrayList<>();
        int next = 0;
        boolean changed = true;
        for (long round = 0; open > 0; round++) {
            double now = round * settings.roundHours();
            while (next < jobs.size() && jobs.get(next).arrivalHours() <= now + TINY) {
                live.add(new LiveJob(jobs.get(next++), pools));
                changed = true;
            }
            if (live.isEmpty()) {
                round = roundOf(jobs.get(next).arrivalHours(), round);
                continue;
            }
            step(driver.types(contest(live, now, next), live, changed), live, now);
            refuseStall(policy, live, next);
            changed = live.stream().anyMatch(LiveJob::done);
            for (LiveJob job : live) {
                if (job.done() && job.job.id() >= settings.firstMeasured() && job.job.id() <= last) {
                    measured.add(job);
                    open--;
                }
            }
            live.removeIf(LiveJob::done);
        }
        return Outcome.of(policy.name(), measured, pools, moments, settings.roundHours(), jobs.size());
    }

    /** The round before the one in which something that comes at {@code arrivalHours} is seen. */
    private long roundOf(double arrivalHours, long now) {
        return Math.max(now, (long) Math.ceil(arrivalHours / settings.roundHours() - TINY) - 1);
    }

    private Contest contest(List<LiveJob> live, double now, int seen) {
        List<Contender> contenders =
                live.stream().map(l -> l.seen(settings.estimates())).toList();
        return new Contest(contenders, pools, now, settings.roundHours(), seen);
    }

    private void step(int[] types, List<LiveJob> live, double now) {
        int[] free = pools.counts();
        for (int j = 0; j < types.length; j++) {
            LiveJob job = live.get(j);
            if (types[j] >= 0) {
                free[types[j]] -= job.job.gpus();
                if (free[types[j]] < 0 || !job.lengths.runsOn(types[j])) {
                    throw new IllegalStateException("A policy gave away more than there is of " + pools.name(types[j])
                            + ", or put a job where it cannot run.");
                }
            }
            job.round(types[j], now, settings);
        }
        List<Integer> held = new ArrayList<>();
        for (int t = 0; t < free.length; t++) {
            held.add(pools.count(t) - free[t]);
        }
        moments.add(new Moment(now, held, live.size()));
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
