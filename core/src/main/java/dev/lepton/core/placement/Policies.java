package dev.lepton.core.placement;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The policies by name. */
public final class Policies {
    /** Makes a policy for a cluster that expects a mix of tasks; chance comes from the seed. */
    @FunctionalInterface
    private interface Recipe {
        PlacementPolicy make(Cluster cluster, TargetMix mix, long seed);
    }

    private record Known(String words, Recipe recipe) {}

    private static final Map<String, Known> KNOWN = known();

    private Policies() {}

    private static Map<String, Known> known() {
        Map<String, Known> all = new LinkedHashMap<>();
        scored(all, "lepton", "the least lost, now and for the tasks to come", (c, m) -> new LeastLoss(c, m));
        scored(all, "fgd", "GPU fragments grow least", (c, m) -> new FragmentationDescent(c, m, true));
        scored(
                all,
                "fgd-exact",
                "the same without rounding the score",
                (c, m) -> new FragmentationDescent(c, m, false));
        scored(all, "best-fit", "the node with the least left", (c, m) -> new BestFit(c));
        scored(all, "worst-fit", "the node with the most left", (c, m) -> new WorstFit(c));
        scored(all, "first-fit", "the first node with room", (c, m) -> new FirstFit());
        all.put("round-robin", new Known("the next node with room", (c, m, seed) -> new RoundRobin()));
        all.put("random", new Known("any node with room", (c, m, seed) -> new RandomFit(seed)));
        scored(all, "dot-product", "free and asked for point least the same way", (c, m) -> new DotProduct(c));
        scored(all, "gpu-packing", "shared GPUs first, empty nodes last", (c, m) -> new GpuPacking());
        scored(all, "gpu-clustering", "beside tasks of the same size", (c, m) -> new GpuClustering(c));
        scored(all, "cheapest", "the cheapest share of a node", (c, m) -> new Cheapest());
        scored(all, "energy", "the fewest watts more", (c, m) -> new EnergyAware());
        scored(all, "performance-per-cost", "the most speed for the money", (c, m) -> new PerformancePerCost());
        return all;
    }

    private interface ScoringRecipe {
        Scoring make(Cluster cluster, TargetMix mix);
    }

    private static void scored(Map<String, Known> all, String name, String words, ScoringRecipe scoring) {
        all.put(name, new Known(words, (c, m, seed) -> new Greedy(name, scoring.make(c, m))));
    }

    /** Every name, Lepton's own first. */
    public static List<String> names() {
        return List.copyOf(KNOWN.keySet());
    }

    /** What the policy called {@code name} looks for, in a few words; empty for a name that is none. */
    public static Optional<String> words(String name) {
        return Optional.ofNullable(KNOWN.get(name)).map(Known::words);
    }

    /**
     * A new policy called {@code name}; empty for a name that is none.
     *
     * @param mix the tasks expected, for policies that look ahead
     */
    public static Optional<PlacementPolicy> named(String name, Cluster cluster, TargetMix mix, long seed) {
        return Optional.ofNullable(KNOWN.get(name))
                .map(k -> new Located(k.recipe().make(cluster, mix, seed)));
    }
}
