package dev.lepton.core.plan.joint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The cheapest whole numbers of items that together do at least a load and are at least so many: an integer covering problem, searched depth first
 * from the item with most work for its cost, with the linear relaxation as bound.
 */
final class CoverSearch {
    /** An item that weighs {@code weight} and does {@code rate}. */
    record Item(double weight, double rate) {}

    /** Counts in the order of the items, or none if nothing covers the load; {@code bound} is below every cover's cost. */
    record Cover(List<Integer> counts, double bound) {
        Cover {
            counts = List.copyOf(counts);
        }
    }

    /** Nodes looked at before the best found so far is taken, with the relaxation's bound. */
    private static final int MOST_NODES = 20_000;

    private static final double DUST = 1e-9;

    private final List<Item> items;
    private final double load;
    private final int fewest;
    /** Numbers of the items that count, best first. */
    private final List<Integer> order = new ArrayList<>();

    private final int[] count;
    private int[] best = {};
    private double leastWeight = Double.POSITIVE_INFINITY;
    private int nodes;

    CoverSearch(List<Item> items, double load, int fewest) {
        this.items = List.copyOf(items);
        this.load = load;
        this.fewest = fewest;
        this.count = new int[items.size()];
        List<Integer> sorted = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).rate() > 0) {
                sorted.add(i);
            }
        }
        sorted.sort(Comparator.comparingDouble((Integer i) -> -items.get(i).rate())
                .thenComparingDouble(i -> items.get(i).weight())
                .thenComparing(i -> i));
        double least = Double.POSITIVE_INFINITY;
        for (int i : sorted) {
            // Of items that do no more than one before, only a cheaper one counts.
            if (items.get(i).weight() < least) {
                least = items.get(i).weight();
                order.add(i);
            }
        }
        order.sort(Comparator.comparingDouble(
                        (Integer i) -> items.get(i).weight() / items.get(i).rate())
                .thenComparing(i -> i));
    }

    Cover best() {
        if (load <= 0 && fewest <= 0) {
            return new Cover(Collections.nCopies(items.size(), 0), 0);
        }
        if (order.isEmpty()) {
            return new Cover(List.of(), 0);
        }
        double relaxed = bound(0, 0, load, fewest);
        search(0, 0, load, fewest);
        List<Integer> counts = new ArrayList<>();
        for (int n : best) {
            counts.add(n);
        }
        return new Cover(counts, nodes < MOST_NODES ? leastWeight : relaxed);
    }

    /** The least that the rest can cost with items from {@code at} on. */
    private double bound(int at, double cost, double left, int missing) {
        Item first = items.get(order.get(at));
        double cheapest = Double.POSITIVE_INFINITY;
        for (int k = at; k < order.size(); k++) {
            cheapest = Math.min(cheapest, items.get(order.get(k)).weight());
        }
        return cost + Math.max(Math.max(0, left) * first.weight() / first.rate(), Math.max(0, missing) * cheapest);
    }

    private void search(int at, double cost, double left, int missing) {
        if (left <= DUST * load && missing <= 0) {
            if (cost < leastWeight - DUST * Math.max(1, cost)) {
                leastWeight = cost;
                best = count.clone();
            }
            return;
        }
        if (at == order.size()
                || (nodes++ >= MOST_NODES && best.length > 0)
                || bound(at, cost, left, missing) >= leastWeight - DUST * Math.max(1, leastWeight)) {
            return;
        }
        int i = order.get(at);
        Item item = items.get(i);
        int most = Math.max(missing, (int) Math.ceil(left / item.rate() - DUST));
        for (int n = Math.max(0, most); n >= 0; n--) {
            count[i] = n;
            search(at + 1, cost + n * item.weight(), left - n * item.rate(), missing - n);
        }
        count[i] = 0;
    }
}
