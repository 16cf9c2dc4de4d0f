package dev.lepton.core.placement.share;

import java.util.List;
import java.util.Optional;

/** The types of GPU that jobs compete for, in the order in which every table of types is given; one currency, names distinct. */
public record Pools(List<GpuPool> all) {
    public Pools {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("A fleet needs at least one type of GPU.");
        }
        if (all.stream().map(GpuPool::name).distinct().count() != all.size()) {
            throw new IllegalArgumentException("A type of GPU stands twice in the fleet.");
        }
        if (all.stream().map(p -> p.perGpuHour().currency()).distinct().count() != 1) {
            throw new IllegalArgumentException("The prices of a fleet must be in one currency.");
        }
    }

    public int types() {
        return all.size();
    }

    public int count(int type) {
        return all.get(type).count();
    }

    public String name(int type) {
        return all.get(type).name();
    }

    /** Where {@code name} stands, whatever its case. */
    public Optional<Integer> index(String name) {
        for (int t = 0; t < all.size(); t++) {
            if (all.get(t).name().equalsIgnoreCase(name)) {
                return Optional.of(t);
            }
        }
        return Optional.empty();
    }

    /** GPUs of every type, a fresh array. */
    public int[] counts() {
        return all.stream().mapToInt(GpuPool::count).toArray();
    }

    /** All GPUs together. */
    public int gpus() {
        return all.stream().mapToInt(GpuPool::count).sum();
    }

    /** Prices per GPU-hour as weights for solvers and comparisons, a fresh array; money is worked out from {@link GpuPool#perGpuHour}. */
    public double[] dearness() {
        return all.stream()
                .mapToDouble(p -> p.perGpuHour().perUnit().doubleValue())
                .toArray();
    }
}
