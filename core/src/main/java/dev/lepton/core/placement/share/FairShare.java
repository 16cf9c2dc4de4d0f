package dev.lepton.core.placement.share;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fair shares of tenants (dominant resource fairness over the types of GPU, NSDI'11), through a tree of quotas. Job by job
 * the next comes from the tenant that, compared from the top of the tree down, is within its quota, or else has the
 * smallest dominant share for its weight. Within a tenant: higher priority, running, first come. What others need of
 * their quota comes back to them when a round starts.
 */
public record FairShare(QuotaTree tree) implements TimePolicy.OrderRule {
    @Override
    public List<Contender> order(Contest contest) {
        Map<String, List<Contender>> waiting = new HashMap<>();
        for (Contender job : mine(contest)) {
            waiting.computeIfAbsent(job.tenant(), t -> new ArrayList<>()).add(job);
        }
        List<String> tenants =
                new ArrayList<>(waiting.keySet().stream().sorted().toList());
        Packing packing = new Packing(contest.pools());
        QuotaTree.Holdings held = new QuotaTree.Holdings();
        List<Contender> order = new ArrayList<>();
        while (!tenants.isEmpty()) {
            String next = tenants.get(0);
            for (String other : tenants) {
                next = before(other, next, waiting, held, contest.pools()) ? other : next;
            }
            List<Contender> queue = waiting.getOrDefault(next, new ArrayList<>());
            Contender job = queue.remove(0);
            if (allowed(job, held)) {
                int type = packing.place(job);
                if (type >= 0) {
                    held.add(tree.path(next), type, job.gpus());
                    order.add(job);
                }
            }
            if (queue.isEmpty()) {
                tenants.remove(next);
            }
        }
        return order;
    }

    private static List<Contender> mine(Contest contest) {
        return InOrder.by(
                contest,
                Comparator.<Contender>comparingInt(j -> -j.priority())
                        .thenComparingInt(j -> j.running() ? 0 : 1)
                        .thenComparingDouble(Contender::arrivalHours));
    }

    private boolean allowed(Contender job, QuotaTree.Holdings held) {
        for (String name : tree.path(job.tenant())) {
            Optional<Integer> ceiling = tree.node(name).ceiling();
            if (ceiling.isPresent() && held.gpus(name) + job.gpus() > ceiling.get()) {
                return false;
            }
        }
        return true;
    }

    /** Whether tenant {@code a} comes before {@code b}, by the first nodes of their paths that differ. */
    private boolean before(
            String a, String b, Map<String, List<Contender>> waiting, QuotaTree.Holdings held, Pools pools) {
        List<String> one = tree.path(a);
        List<String> two = tree.path(b);
        for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
            if (!one.get(i).equals(two.get(i))) {
                int gpusA = waiting.getOrDefault(a, List.of()).get(0).gpus();
                int gpusB = waiting.getOrDefault(b, List.of()).get(0).gpus();
                return claim(one.get(i), gpusA, held, pools) < claim(two.get(i), gpusB, held, pools);
            }
        }
        return one.size() < two.size();
    }

    /** Below zero within the quota, less the more of it is left; else the dominant share for the weight. */
    private double claim(String name, int gpus, QuotaTree.Holdings held, Pools pools) {
        QuotaTree.Node node = tree.node(name);
        int has = held.gpus(name);
        if (has + gpus <= node.quota()) {
            return -1 + (double) has / node.quota();
        }
        return held.dominant(name, pools) / node.weight();
    }
}
