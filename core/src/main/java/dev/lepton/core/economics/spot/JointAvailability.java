package dev.lepton.core.economics.spot;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which zones had capacity at the same time, and for how much of the time, as it was seen. Zones fail together: in one public
 * series of nine zones all were out 855 times as often as their shares multiplied would say. So shares of single zones are
 * never multiplied here.
 */
public final class JointAvailability {
    private final List<String> zones;
    /** Moments in which exactly these zones had capacity. */
    private final Map<BitSet, Long> patterns;

    private final long moments;

    private JointAvailability(List<String> zones, Map<BitSet, Long> patterns) {
        this.zones = List.copyOf(zones);
        this.patterns = patterns;
        moments = patterns.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * What was seen in {@code moments} of equal length.
     *
     * @param up for each zone, the moments from 0 in which it had capacity
     */
    public static JointAvailability of(List<String> zones, List<BitSet> up, int moments) {
        if (zones.isEmpty() || zones.size() != up.size() || moments < 1) {
            throw new IllegalArgumentException(zones.size() + " zones, " + up.size() + " series and " + moments
                    + " moments make no availability.");
        }
        Map<BitSet, Long> patterns = new LinkedHashMap<>();
        for (int moment = 0; moment < moments; moment++) {
            BitSet pattern = new BitSet();
            for (int zone = 0; zone < zones.size(); zone++) {
                pattern.set(zone, up.get(zone).get(moment));
            }
            patterns.merge(pattern, 1L, Long::sum);
        }
        return new JointAvailability(zones, patterns);
    }

    /** The zones, by number. */
    public List<String> zones() {
        return zones;
    }

    /** The share of the time that {@code zone}, by number, had capacity. */
    public double share(int zone) {
        return share(p -> p.get(zone));
    }

    /** The share of the time that any zone had capacity. */
    public double anyShare() {
        return share(p -> !p.isEmpty());
    }

    /** What {@link #anyShare} would be if zones failed by themselves: for comparison, never to plan by. */
    public double anyShareIfIndependent() {
        double none = 1;
        for (int zone = 0; zone < zones.size(); zone++) {
            none *= 1 - share(zone);
        }
        return 1 - none;
    }

    /** The share of the time that at least {@code needed} of the machines placed by {@code placed}, one number a zone, are there. */
    public double readyShare(List<Integer> placed, int needed) {
        return share(p -> ready(p, placed) >= needed);
    }

    /** Machines that are there in the mean, of those placed. */
    public double meanReady(List<Integer> placed) {
        return mean(p -> ready(p, placed));
    }

    /** Machines that are missing of {@code needed} in the mean: what on-demand capacity has to stand in for. */
    public double meanShort(List<Integer> placed, int needed) {
        return mean(p -> Math.max(0, needed - ready(p, placed)));
    }

    /** Pairs of zones whose series are the same at every moment: the same capacity under two names, or a copied file. */
    public List<List<String>> alike() {
        List<List<String>> alike = new ArrayList<>();
        for (int a = 0; a < zones.size(); a++) {
            for (int b = a + 1; b < zones.size(); b++) {
                int one = a;
                int other = b;
                if (patterns.keySet().stream().allMatch(p -> p.get(one) == p.get(other))) {
                    alike.add(List.of(zones.get(a), zones.get(b)));
                }
            }
        }
        return alike;
    }

    private static int ready(BitSet pattern, List<Integer> placed) {
        int ready = 0;
        for (int zone = pattern.nextSetBit(0); zone >= 0; zone = pattern.nextSetBit(zone + 1)) {
            ready += placed.get(zone);
        }
        return ready;
    }

    private double mean(java.util.function.ToIntFunction<BitSet> value) {
        long sum = 0;
        for (Map.Entry<BitSet, Long> pattern : patterns.entrySet()) {
            sum += value.applyAsInt(pattern.getKey()) * pattern.getValue();
        }
        return (double) sum / moments;
    }

    private double share(java.util.function.Predicate<BitSet> wanted) {
        long sum = 0;
        for (Map.Entry<BitSet, Long> pattern : patterns.entrySet()) {
            sum += wanted.test(pattern.getKey()) ? pattern.getValue() : 0;
        }
        return (double) sum / moments;
    }
}
