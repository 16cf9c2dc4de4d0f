package dev.lepton.core.simulate.rounds;

import dev.lepton.core.placement.share.Contender;
import dev.lepton.core.placement.share.Contest;
import dev.lepton.core.placement.share.Matching;
import dev.lepton.core.placement.share.TimePolicy;
import dev.lepton.core.placement.share.Urgency;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rounds of a {@link Matching} that is rehearsed whenever jobs came: what is left is taken through time as if nothing more
 * came; jobs that would be late are made urgent earlier, and so again (squeaky wheel optimisation, Joslin and Clements,
 * JAIR 10, 1999). The urgencies with the fewest late jobs are kept.
 */
final class RehearsedRounds implements Driver {
    private static final int MOST_REHEARSALS = 24;
    private static final double TINY = 1e-9;

    private final Matching rule;
    private final RoundSettings settings;
    private Map<Integer, Urgency> urgencies = new HashMap<>();
    private int newest = -1;

    RehearsedRounds(Matching rule, RoundSettings settings) {
        this.rule = rule;
        this.settings = settings.measuring(0, Integer.MAX_VALUE);
    }

    @Override
    public int[] types(Contest contest, List<LiveJob> live, boolean changed) {
        int last = contest.jobs().get(contest.jobs().size() - 1).id();
        boolean came = last > newest;
        newest = last;
        if (came && contest.jobs().stream().anyMatch(j -> due(j, contest))) {
            rehearse(contest, live);
        }
        return rule.types(contest, urgencies);
    }

    /** Whether a job has a deadline that it can still meet. */
    private static boolean due(Contender job, Contest contest) {
        double time = job.dueHours() - contest.nowHours();
        return Double.isFinite(time) && job.fastestLeft() <= time + TINY;
    }

    private void rehearse(Contest contest, List<LiveJob> live) {
        List<TraceJob> jobs = new ArrayList<>();
        for (int j = 0; j < live.size(); j++) {
            jobs.add(rest(contest, j, live.get(j).job));
        }
        Map<Integer, Urgency> tried = new HashMap<>(urgencies);
        int fewest = Integer.MAX_VALUE;
        for (int i = 0; i < MOST_REHEARSALS && fewest > 0; i++) {
            List<JobOutcome> late = late(jobs, contest, tried);
            if (late.size() < fewest) {
                fewest = late.size();
                urgencies = Map.copyOf(tried);
            }
            for (JobOutcome job : late) {
                int id = contest.jobs().get(job.job().id()).id();
                double time = job.job().terms().deadlineHours();
                tried.put(id, tried.getOrDefault(id, Urgency.USUAL).raised(time));
            }
        }
    }

    private List<JobOutcome> late(List<TraceJob> jobs, Contest contest, Map<Integer, Urgency> tried) {
        Map<Integer, Urgency> renumbered = new HashMap<>();
        for (int j = 0; j < jobs.size(); j++) {
            renumbered.put(j, tried.getOrDefault(contest.jobs().get(j).id(), Urgency.USUAL));
        }
        TimePolicy policy = new TimePolicy.Matched("rehearsal", "", c -> rule.types(c, renumbered));
        return Rounds.run(jobs, contest.pools(), policy, settings).jobs().stream()
                .filter(JobOutcome::late)
                .toList();
    }

    /** The rest of a job as one that comes now; without its deadline if that is lost. */
    private static TraceJob rest(Contest contest, int number, TraceJob job) {
        Contender now = contest.jobs().get(number);
        TraceJob.Terms asked = job.terms();
        double due = due(now, contest) ? now.dueHours() - contest.nowHours() : Double.POSITIVE_INFINITY;
        TraceJob.Terms terms = new TraceJob.Terms(
                asked.priority(), asked.tenant(), due, asked.charge(), Optional.empty(), asked.stopping());
        return TraceJob.of(number, job.name(), now.gpus(), 0, now.lengths().times(now.left()), terms);
    }
}
