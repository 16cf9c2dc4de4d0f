package dev.lepton.core.simulate.packing;

import dev.lepton.core.money.Money;
import dev.lepton.core.placement.ClusterState;
import dev.lepton.core.placement.Node;
import dev.lepton.core.placement.StrandedCost;
import dev.lepton.core.workload.Requirement;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;

/** Thousandths of a GPU free, times seconds, by node, from a moment on. */
final class FreeTime {
    private final ClusterState state;
    private final double[] since;
    private final double[] area;

    FreeTime(ClusterState state, double from) {
        this.state = state;
        since = new double[state.cluster().size()];
        area = new double[since.length];
        Arrays.fill(since, from);
    }

    /** To be told before what is free on {@code node} changes. */
    void until(double now, int node) {
        if (now > since[node]) {
            area[node] += state.gpuFreeMilli(node) * (now - since[node]);
            since[node] = now;
        }
    }

    void until(double now) {
        for (int n = 0; n < since.length; n++) {
            until(now, n);
        }
    }

    double total() {
        return Arrays.stream(area).sum();
    }

    /** What was free, averaged over {@code seconds}, at each node's price for an hour. */
    StrandedCost stranded(double seconds) {
        Map<Currency, Money> sums = new HashMap<>();
        int unpriced = 0;
        for (int n = 0; n < area.length; n++) {
            Node node = state.cluster().node(n);
            if (area[n] > 0 && node.pricePerHour().isEmpty()) {
                unpriced++;
            } else if (area[n] > 0) {
                add(sums, gpus(node, BigDecimal.valueOf(area[n] / seconds)));
            }
        }
        return new StrandedCost(sums, unpriced);
    }

    /** What {@code gpuMilli} thousandths of a GPU of a node with a price cost for an hour. */
    static Money gpus(Node node, BigDecimal gpuMilli) {
        return node.pricePerHour()
                .orElseThrow()
                .spreadOver(BigDecimal.valueOf((long) node.gpus() * Requirement.WHOLE_GPU))
                .times(gpuMilli);
    }

    static void add(Map<Currency, Money> sums, Money money) {
        sums.merge(money.currency(), money, Money::plus);
    }
}
