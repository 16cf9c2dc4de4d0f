package dev.lepton.formats.manifests;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Shares as whole numbers that add up, by largest remainder (Hamilton's method); of equal remainders the first goes first. */
final class Weights {
    private Weights() {}

    /**
     * Whole numbers in proportion to {@code shares} whose sum is {@code total}.
     *
     * @throws IllegalArgumentException if a share is negative, or none is above 0
     */
    static List<Integer> of(List<Double> shares, int total) {
        double sum = shares.stream().mapToDouble(s -> s).sum();
        if (!(sum > 0) || !Double.isFinite(sum) || shares.stream().anyMatch(s -> s < 0)) {
            throw new IllegalArgumentException("No weights can be made of shares " + shares + ".");
        }
        List<Integer> weights = new ArrayList<>();
        List<Double> remainders = new ArrayList<>();
        int left = total;
        for (double share : shares) {
            double exact = share / sum * total;
            int floor = Math.min((int) Math.floor(exact), left);
            weights.add(floor);
            remainders.add(exact - floor);
            left -= floor;
        }
        List<Integer> order = IntStream.range(0, weights.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -remainders.get(i)))
                .toList();
        for (int i = 0; i < left; i++) {
            int next = order.get(i % order.size());
            weights.set(next, weights.get(next) + 1);
        }
        return List.copyOf(weights);
    }
}
