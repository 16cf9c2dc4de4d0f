package dev.lepton.compress.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fewer and fewer weights while a network is trained. Of those to go, {@code 1 - (1 - t)^3} are gone after the part {@code t} of the time for
 * it (Zhu, Gupta 2017).
 *
 * @param kept share of each weight's elements that stay at the end, by its name; what is not named stays
 * @param everywhere whether those shares are one purse: elements go where they matter least, by their square over the squares of all of their
 *     layer that are no smaller (Lee and others 2021, "LAMP")
 * @param until the part of training after which no more go
 * @param every steps between two choices; fewer in a short training, so that weights never go all at once
 */
public record Thinning(Map<String, Double> kept, boolean everywhere, double until, int every) {
    public Thinning {
        kept = Map.copyOf(kept);
        if (kept.values().stream().anyMatch(k -> !(k > 0 && k <= 1)) || !(until > 0 && until <= 1) || every < 1) {
            throw new IllegalArgumentException("Shares are from 0 to 1: " + kept + ", until " + until + ".");
        }
    }

    /** As {@code kept} says, one purse for all; gone after three fifths of training, chosen anew every hundred steps. */
    public static Thinning everywhere(Map<String, Double> kept) {
        return new Thinning(kept, true, 0.6, 100);
    }

    /** The places of what is gone when the part {@code done} of training is over. */
    Map<String, BitSet> gone(Map<String, float[]> weights, double done) {
        double left = Math.max(0, 1 - done / until);
        double part = 1 - left * left * left;
        return everywhere ? together(weights, part) : each(weights, part);
    }

    private Map<String, BitSet> each(Map<String, float[]> weights, double part) {
        Map<String, BitSet> gone = new LinkedHashMap<>();
        weights.forEach((name, values) -> {
            int[] order = order(values);
            BitSet out = new BitSet(values.length);
            int count = (int) Math.round(values.length * (1 - share(name)) * part);
            for (int i = 0; i < count; i++) {
                out.set(order[i]);
            }
            gone.put(name, out);
        });
        return gone;
    }

    private double share(String name) {
        return kept.getOrDefault(name, 1.0);
    }

    private Map<String, BitSet> together(Map<String, float[]> weights, double part) {
        List<float[]> all = new ArrayList<>();
        double stay = 0;
        int count = 0;
        for (Map.Entry<String, float[]> weight : weights.entrySet()) {
            all.add(scores(weight.getValue()));
            stay += share(weight.getKey()) * weight.getValue().length;
            count += weight.getValue().length;
        }
        float[] sorted = new float[count];
        int at = 0;
        for (float[] scores : all) {
            System.arraycopy(scores, 0, sorted, at, scores.length);
            at += scores.length;
        }
        Arrays.sort(sorted);
        int out = (int) Math.round((count - stay) * part);
        float least = out == 0 ? Float.NEGATIVE_INFINITY : sorted[out - 1];
        Map<String, BitSet> gone = new LinkedHashMap<>();
        int layer = 0;
        for (Map.Entry<String, float[]> weight : weights.entrySet()) {
            float[] scores = all.get(layer++);
            BitSet bits = new BitSet(scores.length);
            for (int i = 0; i < scores.length; i++) {
                bits.set(i, scores[i] <= least);
            }
            gone.put(weight.getKey(), bits);
        }
        return gone;
    }

    private static float[] scores(float[] values) {
        int[] order = order(values);
        float[] scores = new float[values.length];
        double above = 0;
        for (int i = order.length - 1; i >= 0; i--) {
            double square = (double) values[order[i]] * values[order[i]];
            above += square;
            scores[order[i]] = above > 0 ? (float) (square / above) : 0;
        }
        return scores;
    }

    /** Places from the smallest value to the largest, of like ones the first first. */
    private static int[] order(float[] values) {
        long[] keys = new long[values.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) Float.floatToIntBits(Math.abs(values[i])) << 32 | i;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            order[i] = (int) keys[i];
        }
        return order;
    }
}
