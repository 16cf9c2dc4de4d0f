package dev.lepton.core.workload;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a task needs to run, in whole numbers.
 *
 * @param cpuMilli thousandths of a CPU core
 * @param memoryMib main memory, MiB
 * @param gpuCount GPUs, all of one node; 0 for a task without
 * @param gpuMilli thousandths of each of those GPUs, 1 to 1000; 0 for a task without
 * @param gpuModels the GPU models it accepts, as the source wrote them; none for any
 * @param locality on which nodes it may run by their labels, and beside whom
 */
public record Requirement(
        int cpuMilli, int memoryMib, int gpuCount, int gpuMilli, Set<String> gpuModels, Locality locality) {
    /** Thousandths in one GPU. */
    public static final int WHOLE_GPU = 1000;

    /** Most GPUs that one task can ask for. */
    public static final int MOST_GPUS = 32;

    /**
     * What the model of a GPU that is cut into instances begins with. A task gets a part of such a GPU only when it names the
     * model: one that accepts any model means any whole one.
     */
    public static final String CUT_GPU = "mig-";

    public Requirement {
        notNegative(cpuMilli, "thousandths of a core");
        notNegative(memoryMib, "MiB of memory");
        if (gpuCount < 0 || gpuCount > MOST_GPUS) {
            throw new IllegalArgumentException(
                    "A task needs 0 to " + MOST_GPUS + " GPUs of one node, not " + gpuCount + ".");
        }
        int least = gpuCount == 0 ? 0 : 1;
        int most = gpuCount == 0 ? 0 : WHOLE_GPU;
        if (gpuMilli < least || gpuMilli > most) {
            throw new IllegalArgumentException("A task with " + gpuCount + " GPUs needs " + least + " to " + most
                    + " thousandths of each, not " + gpuMilli + ".");
        }
        gpuModels = gpuCount == 0 ? Set.of() : Collections.unmodifiableSortedSet(new TreeSet<>(gpuModels));
    }

    /** What a task needs that may run on any node with room. */
    public Requirement(int cpuMilli, int memoryMib, int gpuCount, int gpuMilli, Set<String> gpuModels) {
        this(cpuMilli, memoryMib, gpuCount, gpuMilli, gpuModels, Locality.ANYWHERE);
    }

    /** The same needs at {@code other} places. */
    public Requirement at(Locality other) {
        return new Requirement(cpuMilli, memoryMib, gpuCount, gpuMilli, gpuModels, other);
    }

    /** Thousandths of a GPU, all its GPUs together. */
    public int totalGpuMilli() {
        return gpuCount * gpuMilli;
    }

    /** Whether it needs a part of one GPU only. */
    public boolean isShare() {
        return gpuCount == 1 && gpuMilli < WHOLE_GPU;
    }

    private static void notNegative(int amount, String unit) {
        if (amount < 0) {
            throw new IllegalArgumentException("No task needs " + amount + " " + unit + ".");
        }
    }
}
