package dev.lepton.core.plan.joint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Hours of the week put together into a few slots of alike load, so that a plan has few of them. In a slot each service is planned for its highest
 * hour, so a plan serves every hour; the slots are those whose sum of highest loads is least (dynamic programming over hours sorted by load).
 *
 * @param slots fewest load first
 * @param rates by slot, then by service: the highest in the slot's hours, in shares of the service's highest of all
 * @param slotOfHour number of the slot that each hour is in
 */
public record Levels(List<Slot> slots, List<List<Double>> rates, List<Integer> slotOfHour) {
    /** Hours of a mean month. */
    public static final double HOURS_PER_MONTH = 730;

    public Levels {
        slots = List.copyOf(slots);
        rates = rates.stream().map(List::copyOf).toList();
        slotOfHour = List.copyOf(slotOfHour);
    }

    /**
     * At most {@code most} slots.
     *
     * @param loads by service, one number an hour, all of one length (24 or 168); not negative
     */
    public static Levels of(List<List<Double>> loads, int most) {
        int hours = loads.get(0).size();
        List<List<Double>> shares = loads.stream().map(Levels::ofHighest).toList();
        List<Integer> order = IntStream.range(0, hours)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer h) ->
                                shares.stream().mapToDouble(s -> s.get(h)).sum())
                        .thenComparing(h -> h))
                .toList();
        List<Integer> ends = ends(shares, order, Math.min(most, hours));
        List<Slot> slots = new ArrayList<>();
        List<List<Double>> rates = new ArrayList<>();
        List<Integer> slotOfHour = new ArrayList<>(Collections.nCopies(hours, 0));
        int from = 0;
        for (int end : ends) {
            List<Integer> in = order.subList(from, end);
            int slot = slots.size();
            in.forEach(hour -> slotOfHour.set(hour, slot));
            slots.add(new Slot("level " + (slots.size() + 1), HOURS_PER_MONTH * in.size() / hours));
            rates.add(shares.stream().map(s -> highest(s, in)).toList());
            from = end;
        }
        return new Levels(slots, rates, slotOfHour);
    }

    private static List<Double> ofHighest(List<Double> load) {
        double highest = load.stream().mapToDouble(x -> x).max().orElse(0);
        return load.stream().map(x -> highest > 0 ? x / highest : 0).toList();
    }

    private static double highest(List<Double> shares, List<Integer> hours) {
        return hours.stream().mapToDouble(shares::get).max().orElse(0);
    }

    /** Where each of the slots ends in the sorted hours. */
    private static List<Integer> ends(List<List<Double>> shares, List<Integer> order, int most) {
        int n = order.size();
        double[][] least = new double[most + 1][n + 1];
        int[][] start = new int[most + 1][n + 1];
        for (double[] row : least) {
            java.util.Arrays.fill(row, Double.POSITIVE_INFINITY);
        }
        least[0][0] = 0;
        for (int k = 1; k <= most; k++) {
            for (int end = 1; end <= n; end++) {
                double[] top = new double[shares.size()];
                for (int from = end - 1; from >= 0; from--) {
                    double sum = 0;
                    for (int s = 0; s < top.length; s++) {
                        top[s] = Math.max(top[s], shares.get(s).get(order.get(from)));
                        sum += top[s];
                    }
                    double total = least[k - 1][from] + sum * (end - from);
                    if (total < least[k][end] - 1e-12) {
                        least[k][end] = total;
                        start[k][end] = from;
                    }
                }
            }
        }
        int slots = 1;
        for (int k = 2; k <= most; k++) {
            slots = least[k][n] < least[slots][n] - 1e-9 ? k : slots;
        }
        List<Integer> ends = new ArrayList<>();
        for (int k = slots, end = n; k > 0; end = start[k][end], k--) {
            ends.add(0, end);
        }
        return ends;
    }
}
