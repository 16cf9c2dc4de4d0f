package dev.lepton.core.placement;

import dev.lepton.core.workload.Requirement;

/** A requirement as one cluster sees it: numbered from 0 by first sight, its models as bits. */
record Shape(int id, int cpuMilli, int memoryMib, int gpuCount, int gpuMilli, long models) {
    /** Number of values of {@link #sizeClass}. */
    static final int SIZE_CLASSES = 6;

    int totalGpuMilli() {
        return gpuCount * gpuMilli;
    }

    boolean isShare() {
        return gpuCount == 1 && gpuMilli < Requirement.WHOLE_GPU;
    }

    boolean wholeGpus() {
        return gpuMilli == Requirement.WHOLE_GPU;
    }

    /** Whether it may run on {@code model}, -1 being the unknown one. */
    boolean accepts(int model) {
        return Cluster.accepts(models, model);
    }

    /** 0 without GPU, 1 a share, 2 one GPU, 3 two, 4 up to four, 5 more. */
    int sizeClass() {
        if (gpuCount == 0) {
            return 0;
        }
        if (isShare()) {
            return 1;
        }
        return gpuCount <= 2 ? gpuCount + 1 : gpuCount <= 4 ? 4 : 5;
    }
}
