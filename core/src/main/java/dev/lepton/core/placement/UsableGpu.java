package dev.lepton.core.placement;

import dev.lepton.core.workload.Requirement;

/**
 * How many free thousandths of a GPU of a node the target mix could use: Σ over the mix of share × thousandths on GPUs
 * with enough left, 0 for shapes that the node's model, CPU or GPUs do not admit. What is free beyond it is FGD's
 * fragment. Shapes with the same GPU request are taken together, their CPU requests being one table of running sums.
 */
final class UsableGpu {
    private static final int WHOLE = Requirement.WHOLE_GPU;

    private final MixTable mix;
    private final int[] part = new int[Node.MOST_GPUS];

    UsableGpu(MixTable mix) {
        this.mix = mix;
    }

    /** Of a node of {@code model} with {@code cpuFree}, its GPUs being {@code gpus} entries of {@code gpuFree} from {@code from}. */
    double usable(int model, int cpuFree, int[] gpuFree, int from, int gpus) {
        int full = 0;
        int parts = 0;
        for (int g = from; g < from + gpus; g++) {
            int free = gpuFree[g];
            if (free == WHOLE) {
                full++;
            } else if (free > 0) {
                part[parts++] = free;
            }
        }
        int r = full + parts == 0 ? 0 : mix.rank(cpuFree);
        double[][] rows = mix.sharesOn(model);
        int[] milli = mix.milli;
        double usable = 0;
        for (int k = 0; r > 0 && k < mix.kinds; k++) {
            double share = rows[k][r];
            if (share == 0) {
                continue;
            }
            int enough = full;
            int sum = full * WHOLE;
            for (int i = 0; i < parts; i++) {
                if (part[i] >= milli[k]) {
                    sum += part[i];
                    enough++;
                }
            }
            usable += enough >= mix.count[k] ? share * sum : 0;
        }
        return usable;
    }
}
