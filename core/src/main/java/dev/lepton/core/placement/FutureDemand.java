package dev.lepton.core.placement;

import java.util.Arrays;

/**
 * How scarce GPU and CPU are on each kind of node, from the demand still to come. The tasks that would fill what is free
 * are routed over the kinds that can host them, less where it is scarcer; scarcity is the chance that the demand routed
 * to a kind exceeds what is free there (Littlewood's rule of revenue management, demand taken as normal). One damped step
 * towards that balance is made every few arrivals.
 */
final class FutureDemand {
    /** Demand looked ahead for, as a share of the free GPUs: less than all, since some is always stranded. */
    private static final double HORIZON = 0.85;

    /** Difference in scarcity at which a kind gets e times less demand. */
    private static final double SOFTNESS = 0.15;

    /** Share of the routing renewed by a step; large values swing. */
    private static final double DAMPING = 0.03;

    /** Error of the forecast besides chance, relative to what is free. */
    private static final double FORECAST_ERROR = 0.05;

    /** A thousandth of a core is worth so much of the GPU that it serves on average. */
    private static final double CPU_WEIGHT = 1.5;

    private static final int ARRIVALS_A_STEP = 8;
    private static final int STEPS_AT_FIRST = 200;

    private final ClusterState state;
    private final NodeKinds kinds;
    private final TargetMix mix;
    private final int[][] hosts;
    private final double[][] route;
    private final long[] gpuFree;
    private final long[] cpuFree;
    private final int[] seenGpu;
    private final int[] seenCpu;
    private final double[] gpuScarcity;
    private final double[] cpuScarcity;
    private final BlockDemand blocks;
    private double gpuPerTask;
    private double gpuSquarePerTask;
    private double cpuPerGpu;
    private int arrivals;

    FutureDemand(ClusterState state, TargetMix mix) {
        this.state = state;
        this.mix = mix;
        kinds = new NodeKinds(state.cluster());
        gpuFree = new long[kinds.count()];
        cpuFree = new long[kinds.count()];
        gpuScarcity = new double[kinds.count()];
        cpuScarcity = new double[kinds.count()];
        seenGpu = new int[state.cluster().size()];
        seenCpu = new int[state.cluster().size()];
        blocks = new BlockDemand(state, mix);
        for (int n = 0; n < seenGpu.length; n++) {
            changed(n);
        }
        int shapes = mix.popular().size();
        hosts = new int[shapes][];
        route = new double[shapes][];
        for (int i = 0; i < shapes; i++) {
            hosts[i] = hosts(mix.popular().get(i));
            route[i] = new double[hosts[i].length];
            double sum = 0;
            for (int h : hosts[i]) {
                sum += gpuFree[h];
            }
            for (int q = 0; q < hosts[i].length && sum > 0; q++) {
                route[i][q] = gpuFree[hosts[i][q]] / sum;
            }
        }
        averages();
        for (int i = 0; i < STEPS_AT_FIRST; i++) {
            step();
        }
    }

    private int[] hosts(TargetMix.Entry entry) {
        Cluster cluster = state.cluster();
        long models = cluster.modelBits(entry.shape());
        int[] found = new int[kinds.count()];
        int count = 0;
        for (int k = 0; k < found.length; k++) {
            int n = kinds.example(k);
            boolean accepted = Cluster.accepts(models, cluster.model[n]);
            if (accepted
                    && cluster.gpus[n] >= entry.shape().gpuCount()
                    && cluster.cpuMilli[n] >= entry.shape().cpuMilli()) {
                found[count++] = k;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private void averages() {
        double gpu = 0;
        double square = 0;
        double cpu = 0;
        for (TargetMix.Entry e : mix.popular()) {
            double milli = e.shape().totalGpuMilli();
            gpu += e.share() * milli;
            square += e.share() * milli * milli;
            cpu += milli > 0 ? e.share() * e.shape().cpuMilli() : 0;
        }
        gpuPerTask = Math.max(gpu, Double.MIN_NORMAL);
        gpuSquarePerTask = square;
        cpuPerGpu = cpu == 0 ? 1 : cpu / gpuPerTask;
    }

    /** Takes note of what is free on {@code node} now. */
    void changed(int node) {
        int kind = kinds.of[node];
        gpuFree[kind] += state.gpuTotalFree[node] - seenGpu[node];
        cpuFree[kind] += state.cpuFree[node] - seenCpu[node];
        seenGpu[node] = state.gpuTotalFree[node];
        seenCpu[node] = state.cpuFree[node];
        blocks.changed(node);
    }

    void arrived() {
        if (arrivals++ % ARRIVALS_A_STEP == 0) {
            step();
        }
    }

    NodeKinds kinds() {
        return kinds;
    }

    BlockDemand blocks() {
        return blocks;
    }

    /** What {@code shape} takes of scarce things on nodes of {@code kind}, in thousandths of a GPU. */
    double scarcity(Shape shape, int kind) {
        return gpuScarcity[kind] * shape.totalGpuMilli() + cpuScarcity[kind] * shape.cpuMilli();
    }

    private void step() {
        double tasks = gpuPerTask == Double.MIN_NORMAL ? 0 : HORIZON * state.freeGpuMilli() / gpuPerTask;
        double[] gpuLoad = new double[gpuFree.length];
        double[] cpuLoad = new double[gpuFree.length];
        for (int i = 0; i < hosts.length; i++) {
            TargetMix.Entry entry = mix.popular().get(i);
            reroute(entry, hosts[i], route[i]);
            double gpu = entry.share() * tasks * entry.shape().totalGpuMilli();
            double cpu = entry.share() * tasks * entry.shape().cpuMilli();
            for (int q = 0; q < hosts[i].length; q++) {
                gpuLoad[hosts[i][q]] += gpu * route[i][q];
                cpuLoad[hosts[i][q]] += cpu * route[i][q];
            }
        }
        for (int k = 0; k < gpuFree.length; k++) {
            double gpuSpread = Math.sqrt(gpuLoad[k] * gpuSquarePerTask / gpuPerTask) + FORECAST_ERROR * gpuFree[k] + 1;
            double cpuSpread = gpuSpread * cpuPerGpu + FORECAST_ERROR * cpuFree[k];
            gpuScarcity[k] = chance((gpuLoad[k] - gpuFree[k]) / gpuSpread);
            cpuScarcity[k] = CPU_WEIGHT / cpuPerGpu * chance((cpuLoad[k] - cpuFree[k]) / cpuSpread);
        }
        blocks.expect(tasks);
    }

    /** Moves the shares of {@code entry} over its hosts towards what is free there, less where it is scarcer. */
    private void reroute(TargetMix.Entry entry, int[] to, double[] shares) {
        int gpu = entry.shape().totalGpuMilli();
        int cpu = entry.shape().cpuMilli();
        double unit = Math.max(gpu > 0 ? gpu : cpu / cpuPerGpu, Double.MIN_NORMAL);
        double[] weight = new double[to.length];
        double least = Double.MAX_VALUE;
        for (int q = 0; q < to.length; q++) {
            weight[q] = (gpuScarcity[to[q]] * gpu + cpuScarcity[to[q]] * cpu) / unit;
            least = Math.min(least, weight[q]);
        }
        double sum = 0;
        for (int q = 0; q < to.length; q++) {
            double room = gpu > 0 ? gpuFree[to[q]] : cpuFree[to[q]];
            weight[q] = (room + 1) * Math.exp((least - weight[q]) / SOFTNESS);
            sum += weight[q];
        }
        for (int q = 0; q < to.length; q++) {
            shares[q] += DAMPING * (weight[q] / sum - shares[q]);
        }
    }

    /** The standard normal distribution function, by its logistic approximation (error below 0.01). */
    static double chance(double z) {
        return 1 / (1 + Math.exp(-1.702 * z));
    }
}
