package dev.lepton.core.placement.share;

import java.util.List;
import java.util.Optional;

/** Every policy under its name, with its usual setting. */
public final class Policies {
    private static final List<TimePolicy> ALL = List.of(
            new TimePolicy.Planned(
                    "due-plan",
                    "fewest dollars at nearly the shortest makespan",
                    new DuePlan(1.016, 1.02, 10, DuePlan.Aim.DOLLARS)),
            new TimePolicy.Matched("match", "short waits at few dollars, jobs arriving", Matching.CONTINUOUS),
            new TimePolicy.Rehearsed("match-deadlines", "deadlines met at few dollars", Matching.DEADLINES),
            new TimePolicy.Ordered("fair-due", "makespan, waits and fairness together", FairDue.USUAL),
            new TimePolicy.Planned(
                    "fewest-watts",
                    "least energy, GPUs that wait included",
                    new DuePlan(1.016, 1.02, 10, DuePlan.Aim.WATTS)),
            new TimePolicy.Shared("max-min", "the slowest job as fast as can be (Gavel)", new MaxMinShares()),
            new TimePolicy.Shared("makespan", "all done soon (Gavel)", new MakespanShares()),
            new TimePolicy.Shared(
                    "finish-time", "the least fair finish as fair as can be (Gavel)", new FinishTimeShares()),
            new TimePolicy.Shared("cost", "work per dollar (Gavel)", new CostShares(false)),
            new TimePolicy.Shared("cost-deadlines", "work per dollar, deadlines met (Gavel)", new CostShares(true)),
            new TimePolicy.Ordered("fifo", "first in, first out", new FirstInFirstOut()),
            new TimePolicy.Ordered("priority", "higher priority first", new ByPriority()),
            new TimePolicy.Ordered("shortest-first", "shortest job first, none stopped", new ShortestFirst()),
            new TimePolicy.Ordered("longest-first", "longest job first, none stopped", new LongestFirst()),
            new TimePolicy.Ordered("shortest-remaining", "least work left first", new ShortestRemaining()),
            new TimePolicy.Ordered("longest-remaining", "most work left first", new LongestRemaining()),
            new TimePolicy.Ordered("least-attained", "least service so far first", new LeastAttained()),
            new TimePolicy.Ordered("tiresias", "least service by queues, first come within", TwoDimensionalLas.USUAL),
            new TimePolicy.Ordered("worst-finish", "the least fair finish first (Themis-like)", new WorstFinishFirst()),
            new TimePolicy.Ordered("fair-share", "equal dominant shares of tenants", new FairShare(QuotaTree.FLAT)));

    private Policies() {}

    /** All of them, those that share between tenants by {@code quotas}. */
    public static List<TimePolicy> all(QuotaTree quotas) {
        return ALL.stream()
                .map(p -> p instanceof TimePolicy.Ordered o && o.rule() instanceof FairShare
                        ? new TimePolicy.Ordered(o.name(), o.aim(), new FairShare(quotas))
                        : p)
                .toList();
    }

    /** All of them, Lepton's own first. */
    public static List<TimePolicy> all() {
        return ALL;
    }

    /** The one called {@code name}. */
    public static Optional<TimePolicy> named(String name) {
        return ALL.stream().filter(p -> p.name().equals(name)).findFirst();
    }
}
