package dev.lepton.core.simulate.packing;

import dev.lepton.core.workload.Requirement;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The order in which tasks arrive under FGD's protocol (Weng et al., USENIX ATC 2023, the simulator's {@code -tune}): the list
 * shuffled, then drawn from with replacement until the next task would take the GPUs asked for over the limit. A list
 * that is longer is cut there.
 */
public final class Arrivals {
    /** Keeps the order of tasks apart from the order of nodes that the same seed gives. */
    private static final long STREAM = 0x9E3779B97F4A7C15L;

    private Arrivals() {}

    /**
     * Indices into {@code tasks}, which is in a fixed order.
     *
     * @param tune GPUs asked for as a ratio of {@code capacityGpuMilli}, above 0
     * @throws IllegalArgumentException if no task of a list that is not empty needs a GPU
     */
    public static int[] of(List<Requirement> tasks, double tune, long capacityGpuMilli, long seed) {
        return ofGangs(tasks.stream().map(List::of).toList(), tune, capacityGpuMilli, seed);
    }

    /** The same of gangs, whose tasks arrive together: indices into {@code gangs}. */
    public static int[] ofGangs(List<List<Requirement>> gangs, double tune, long capacityGpuMilli, long seed) {
        int[] milli = gangs.stream()
                .mapToInt(g -> g.stream().mapToInt(Requirement::totalGpuMilli).sum())
                .toArray();
        if (!(tune > 0)) {
            throw new IllegalArgumentException("Tasks cannot be tuned to " + tune + " of the GPUs: above 0 is needed.");
        }
        if (milli.length > 0 && Arrays.stream(milli).allMatch(m -> m == 0)) {
            throw new IllegalArgumentException("None of the " + milli.length + " tasks needs a GPU.");
        }
        SplittableRandom random = new SplittableRandom(seed ^ STREAM);
        long limit = (long) (tune * capacityGpuMilli);
        int[] order = shuffled(milli.length, random);
        int[] drawn = new int[Math.max(16, 2 * order.length)];
        long asked = 0;
        int count = 0;
        boolean cut = milli.length == 0;
        while (!cut) {
            int next = count < order.length ? order[count] : random.nextInt(order.length);
            asked += milli[next];
            cut = asked > limit;
            if (!cut) {
                drawn = count == drawn.length ? Arrays.copyOf(drawn, 2 * count) : drawn;
                drawn[count++] = next;
            }
        }
        return Arrays.copyOf(drawn, count);
    }

    private static int[] shuffled(int size, SplittableRandom random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
