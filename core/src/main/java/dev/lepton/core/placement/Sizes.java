package dev.lepton.core.placement;

import dev.lepton.core.workload.Requirement;

/** The largest node of a cluster, what shares of CPU and GPU are measured against. */
record Sizes(int mostCpuMilli, int mostGpuMilli) {
    static Sizes of(Cluster cluster) {
        int cpu = 1;
        int gpus = 1;
        for (int n = 0; n < cluster.size(); n++) {
            cpu = Math.max(cpu, cluster.cpuMilli[n]);
            gpus = Math.max(gpus, cluster.gpus[n]);
        }
        return new Sizes(cpu, gpus * Requirement.WHOLE_GPU);
    }
}
