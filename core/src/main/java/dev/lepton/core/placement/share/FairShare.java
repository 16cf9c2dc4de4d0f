package dev.lepton.core.placement.share;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Fair shares of tenants (dominant resource fairness over the types of GPU, NSDI'11), through a tree of quotas. Job by job
 * the next comes from the tenant that, compared from the top of the tree down, is within its quota, or else has the
 * smallest dominant share for its weight. Within a tenant: higher priority, running, first come. What others need of
 * their quota comes back to them when a round starts.
 */
public record FairShare(QuotaTree tree) implements TimePolicy.OrderRule {
    /** A tenant's jobs that have not chosen yet, the first first, and what is held on the way down to it. */
    private record Tenant(ArrayDeque<Contender> jobs, List<QuotaTree.Holding> path) {
        int gpus() {
            return jobs.element().gpus();
        }
    }

    @Override
    public List<Contender> order(Contest contest) {
        List<Tenant> tenants = tenants(contest);
        Packing packing = new Packing(contest.pools());
        List<Contender> order = new ArrayList<>();
        while (!tenants.isEmpty()) {
            Tenant next = tenants.get(0);
            for (Tenant other : tenants) {
                next = before(other, next) ? other : next;
            }
            Contender job = next.jobs().remove();
            if (allowed(job, next.path())) {
                int type = packing.place(job);
                if (type >= 0) {
                    for (QuotaTree.Holding holding : next.path()) {
                        holding.add(type, job.gpus());
                    }
                    order.add(job);
                }
            }
            if (next.jobs().isEmpty()) {
                tenants.remove(next);
            }
        }
        return order;
    }

    /** By name. */
    private List<Tenant> tenants(Contest contest) {
        QuotaTree.Holdings held = tree.new Holdings(contest.pools());
        Map<String, List<Contender>> byName = new TreeMap<>();
        for (Contender job : contest.jobs()) {
            byName.computeIfAbsent(job.tenant(), t -> new ArrayList<>()).add(job);
        }
        List<Tenant> tenants = new ArrayList<>();
        byName.forEach((name, jobs) -> {
            jobs.sort(FairShare::withinTenant);
            tenants.add(new Tenant(new ArrayDeque<>(jobs), held.path(name)));
        });
        return tenants;
    }

    private static int withinTenant(Contender a, Contender b) {
        if (a.priority() != b.priority()) {
            return Integer.compare(b.priority(), a.priority());
        }
        if (a.running() != b.running()) {
            return a.running() ? -1 : 1;
        }
        int came = Double.compare(a.arrivalHours(), b.arrivalHours());
        return came != 0 ? came : Integer.compare(a.id(), b.id());
    }

    private static boolean allowed(Contender job, List<QuotaTree.Holding> path) {
        for (QuotaTree.Holding holding : path) {
            Optional<Integer> ceiling = holding.node().ceiling();
            if (ceiling.isPresent() && holding.gpus() + job.gpus() > ceiling.get()) {
                return false;
            }
        }
        return true;
    }

    /** Whether tenant {@code a} comes before {@code b}, by the first nodes of their paths that differ. */
    private static boolean before(Tenant a, Tenant b) {
        int shorter = Math.min(a.path().size(), b.path().size());
        for (int i = 0; i < shorter; i++) {
            QuotaTree.Holding one = a.path().get(i);
            QuotaTree.Holding two = b.path().get(i);
            if (one != two) {
                return claim(one, a.gpus()) < claim(two, b.gpus());
            }
        }
        return a.path().size() < b.path().size();
    }

    /** Below zero within the quota, less the more of it is left; else the dominant share for the weight. */
    private static double claim(QuotaTree.Holding holding, int gpus) {
        QuotaTree.Node node = holding.node();
        return holding.gpus() + gpus <= node.quota()
                ? -1 + (double) holding.gpus() / node.quota()
                : holding.dominant() / node.weight();
    }
}
