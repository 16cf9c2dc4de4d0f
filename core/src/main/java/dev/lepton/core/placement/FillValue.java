package dev.lepton.core.placement;

import dev.lepton.core.workload.Requirement;

/**
 * What a node is worth to the target mix: the thousandths of a GPU that would be used if it were filled with copies of one
 * shape, averaged over the mix. GPU and CPU count only as far as they can be used together, and what a copy leaves over
 * counts for nothing, so that a node short of either is worth less.
 */
final class FillValue {
    private static final int WHOLE = Requirement.WHOLE_GPU;

    private final MixTable mix;
    private final int[] part = new int[Node.MOST_GPUS];

    FillValue(MixTable mix) {
        this.mix = mix;
    }

    /** Of a node of {@code model} with {@code cpuFree}, its GPUs being {@code gpus} entries of {@code gpuFree} from {@code from}. */
    double of(int model, int cpuFree, int[] gpuFree, int from, int gpus) {
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
        double[][] rows = mix.sharesOn(model);
        int[] milli = mix.milli;
        int[] count = mix.count;
        double value = 0;
        for (int k = 0; full + parts > 0 && k < mix.kinds; k++) {
            int slots = full * (WHOLE / milli[k]);
            for (int i = 0; i < parts; i++) {
                slots += part[i] / milli[k];
            }
            value += copies(rows[k], slots / count[k], cpuFree) * milli[k] * count[k];
        }
        return value;
    }

    /** Σ over CPU requests of min(slots, CPU free ÷ request), as Σ over c ≤ slots of the share with request ≤ CPU free ÷ c. */
    private double copies(double[] row, int slots, int cpuFree) {
        double copies = 0;
        for (int c = 1; c <= slots; c++) {
            double share = row[mix.rank(cpuFree / c)];
            if (share == 0) {
                break;
            }
            copies += share;
        }
        return copies;
    }
}
