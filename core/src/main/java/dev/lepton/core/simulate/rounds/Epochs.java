package dev.lepton.core.simulate.rounds;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The epochs of a job that changes its batch size as it trains, and what a scheduler can know of its rest.
 *
 * @param batches the batch size of each epoch
 * @param endHours when each epoch is over, in hours of running
 * @param epochHours what an epoch takes at each batch size the job may use
 */
public record Epochs(List<Integer> batches, List<Double> endHours, Map<Integer, Double> epochHours) {
    private static final double TINY = 1e-12;
    private static final double LEAST_HOURS = 1.0 / 3600;

    public Epochs {
        batches = List.copyOf(batches);
        endHours = List.copyOf(endHours);
        epochHours = new TreeMap<>(epochHours);
        if (batches.isEmpty()
                || batches.size() != endHours.size()
                || !epochHours.keySet().containsAll(batches)) {
            throw new IllegalArgumentException(batches.size() + " batch sizes for " + endHours.size() + " epochs.");
        }
    }

    /** The whole length. */
    public double hours() {
        return endHours.get(endHours.size() - 1);
    }

    /**
     * The rest expected after {@code ranHours}, knowing how many epochs there are, the batch sizes so far and the set of
     * batch sizes, each of which is expected as often as the others until epochs tell otherwise (Shockwave's information).
     */
    public double expectedHours(double ranHours) {
        int at = current(ranHours);
        int epochs = batches.size();
        Map<Integer, Integer> seen = new HashMap<>();
        for (int k = 0; k <= at; k++) {
            seen.merge(batches.get(k), 1, Integer::sum);
        }
        double prior = (double) epochs / epochHours.size();
        double expected = 0;
        double hours = 0;
        for (Map.Entry<Integer, Double> mode : epochHours.entrySet()) {
            int had = seen.getOrDefault(mode.getKey(), 0);
            double left = Math.max(0, epochs * (prior + had) / (epochs + at + 1.0) - had);
            expected += left;
            hours += left * mode.getValue();
        }
        double inEpoch = Math.max(0, endHours.get(at) - ranHours);
        int after = epochs - at - 1;
        return Math.max(LEAST_HOURS, inEpoch + (expected > 0 ? hours * after / expected : 0));
    }

    private int current(double ranHours) {
        int low = 0;
        int high = endHours.size() - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (endHours.get(middle) > ranHours + TINY) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
