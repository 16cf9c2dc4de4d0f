package dev.lepton.core.plan.joint;

import dev.lepton.core.queueing.Pool;
import dev.lepton.core.queueing.PoolTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What requests find in a plan's pools by the formulas of their queues, not by the tables that the plan was made with. */
public final class QueueCheck {
    /**
     * A pool in a slot.
     *
     * @param load in full replicas, above 0
     * @param waits at that load
     */
    public record Pooled(int way, int slot, int replicas, double load, Pool pool, Pool.Waits waits) {}

    private QueueCheck() {}

    /** Every pool and slot of {@code plan} with some load, for services that promise waits. */
    public static List<Pooled> of(JointProblem problem, JointPlan plan) {
        Map<Integer, int[]> replicas = new LinkedHashMap<>();
        Map<Integer, List<List<Double>>> shares = new LinkedHashMap<>();
        for (JointPlan.Serving s : plan.serving()) {
            int[] sum = replicas.computeIfAbsent(
                    s.way(), w -> new int[problem.slots().size()]);
            for (int t = 0; t < sum.length; t++) {
                sum[t] += s.replicas().get(t);
            }
            shares.put(s.way(), s.shares());
        }
        List<Pooled> pools = new ArrayList<>();
        replicas.forEach((way, counts) -> {
            Way.How.Serve serve = (Way.How.Serve) problem.ways().get(way).how();
            for (int t = 0; t < counts.length; t++) {
                double load = load(problem, way, t, shares.getOrDefault(way, List.of()));
                if (serve.pool().isPresent() && load > 0 && counts[t] > 0) {
                    Pool pool = serve.pool().map(PoolTable::pool).orElseThrow();
                    pools.add(new Pooled(way, t, counts[t], load, pool, pool.at(counts[t], load)));
                }
            }
        });
        return pools;
    }

    private static double load(JointProblem problem, int way, int slot, List<List<Double>> shares) {
        Way w = problem.ways().get(way);
        Work.Service service = (Work.Service) problem.works().get(w.work());
        List<Double> rates = ((Way.How.Serve) w.how()).rates();
        double load = 0;
        for (int b = 0; b < rates.size(); b++) {
            double share = shares.isEmpty() ? 0 : shares.get(slot).get(b);
            load += rates.get(b) > 0 ? share * service.rate(slot, b) / rates.get(b) : 0;
        }
        return load;
    }
}
