package dev.lepton.bench;

import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.placement.Cluster;
import dev.lepton.core.placement.Node;
import dev.lepton.core.placement.Policies;
import dev.lepton.core.placement.TargetMix;
import dev.lepton.core.simulate.packing.Arrivals;
import dev.lepton.core.simulate.packing.Packing;
import dev.lepton.core.simulate.packing.PackingOutcome;
import dev.lepton.core.workload.Requirement;
import dev.lepton.formats.placement.PlacementInput;
import dev.lepton.formats.placement.Pod;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Packing on OpenB under FGD's protocol: every policy on every trace and seed, beside the published values and the floor,
 * with paired differences to our FGD, which is the peer; then speed and scale.
 */
final class PlaceBoard {
    private static final List<String> POLICIES =
            List.of("random", "dot-product", "gpu-clustering", "gpu-packing", "best-fit", "fgd", "lepton");
    private static final Map<String, String> PUBLISHED = Map.of(
            "random", "01-Random",
            "dot-product", "02-DotProd",
            "gpu-clustering", "03-GpuClustering",
            "gpu-packing", "04-GpuPacking",
            "best-fit", "05-BestFit",
            "fgd", "06-FGD",
            "lepton", "06-FGD");
    private static final int[] LEVELS = {80, 90, 95, 100, 110, 130};
    private static final long FIRST_SEED = 42;
    private static final double TUNE = 1.3;
    private static final String LIST = "openb_pod_list_";

    private final Path data;
    private final int seeds;
    private final PrintStream out;
    private final Cluster nodes;
    /** Trace, then policy, then one curve a seed by whole arrived per cent; NaN where there is no point. */
    private final Map<String, Map<String, double[][]>> curves = new TreeMap<>();

    private final Map<String, double[]> speed = new TreeMap<>();
    final List<String> rows = new ArrayList<>();

    PlaceBoard(Path data, int seeds, PrintStream out) {
        this.data = data;
        this.seeds = seeds;
        this.out = out;
        nodes = new Cluster(rows(PlacementInput.nodes(data.resolve("openb_node_list_gpu_node.csv"))));
        StringBuilder head = new StringBuilder("trace,policy,seed");
        for (int level : LEVELS) {
            head.append(",unallocated_at_").append(level);
        }
        rows.add(head + ",refused,decisions,seconds");
    }

    /** Runs all and gives the rows of {@code bench/results/place.csv}. */
    List<String> run() throws IOException {
        List<String> traces;
        try (var files = Files.list(data)) {
            traces = files.map(f -> f.getFileName().toString())
                    .filter(f -> f.startsWith(LIST))
                    .map(f -> f.substring(LIST.length(), f.length() - ".csv".length()))
                    .sorted()
                    .toList();
        }
        run(traces, List.of("fgd", "lepton"));
        print();
        scale();
        run(
                traces,
                POLICIES.stream()
                        .filter(p -> !p.equals("fgd") && !p.equals("lepton"))
                        .toList());
        peers(published());
        speed.forEach(
                (policy, sum) -> out.printf(Locale.ROOT, "%-15s %,9.0f decisions a second%n", policy, sum[0] / sum[1]));
        return rows;
    }

    private static <T> List<T> rows(Ingested<T> read) {
        if (!read.failures().isEmpty()) {
            throw new IllegalStateException(read.failures().get(0).toString());
        }
        return read.rows();
    }

    private List<Requirement> tasks(String trace) {
        return rows(PlacementInput.pods(data.resolve(LIST + trace + ".csv"))).stream()
                .map(Pod::needs)
                .toList();
    }

    private void run(List<String> traces, List<String> policies) {
        for (String trace : traces) {
            run(trace, policies);
            out.println(trace + ": " + String.join(", ", policies) + " done");
        }
    }

    private void run(String trace, List<String> policies) {
        List<Requirement> tasks = tasks(trace);
        TargetMix mix = TargetMix.of(tasks);
        for (String policy : policies) {
            double[][] all = new double[seeds][];
            for (int s = 0; s < seeds; s++) {
                long seed = FIRST_SEED + s;
                Cluster cluster = nodes.shuffled(seed);
                int[] arrivals = Arrivals.of(tasks, TUNE, cluster.capacityGpuMilli(), seed);
                long start = System.nanoTime();
                PackingOutcome outcome = Packing.run(
                        cluster,
                        tasks,
                        arrivals,
                        Policies.named(policy, cluster, mix, seed).orElseThrow(),
                        n -> {});
                double seconds = (System.nanoTime() - start) / 1e9;
                all[s] = curve(outcome);
                double[] sum = speed.computeIfAbsent(policy, p -> new double[2]);
                sum[0] += outcome.decisions();
                sum[1] += seconds;
                rows.add(row(trace, policy, seed, all[s], outcome, seconds));
            }
            curves.computeIfAbsent(trace, t -> new HashMap<>()).put(policy, all);
        }
    }

    private static double[] curve(PackingOutcome outcome) {
        double[] curve = new double[(int) Math.round(100 * TUNE) + 1];
        Arrays.fill(curve, Double.NaN);
        outcome.curve().forEach(p -> curve[p.arrivedPercent()] = p.unallocatedPercent());
        return curve;
    }

    private static String row(
            String trace, String policy, long seed, double[] curve, PackingOutcome outcome, double seconds) {
        StringBuilder row = new StringBuilder(trace + "," + policy + "," + seed);
        for (int level : LEVELS) {
            row.append(String.format(Locale.ROOT, ",%.4f", curve[level]));
        }
        return row + String.format(Locale.ROOT, ",%d,%d,%.3f", outcome.refusedTasks(), outcome.decisions(), seconds);
    }

    private void print() throws IOException {
        Map<String, Double> published = published();
        Map<String, Double> floor = floor();
        out.println("our FGD / published FGD / **Lepton** / floor (Lepton less our FGD, paired, with 95 % interval)");
        out.println("| trace | "
                + String.join(
                        " | ", Arrays.stream(LEVELS).mapToObj(l -> l + " %").toList()) + " |");
        out.println("|---|" + "---|".repeat(LEVELS.length));
        double[][] sums = new double[LEVELS.length][4];
        for (String trace : curves.keySet()) {
            out.println(line(trace, published, floor, sums));
        }
        StringBuilder last = new StringBuilder("| **mean** |");
        for (double[] sum : sums) {
            last.append(String.format(Locale.ROOT, " %.2f / %.2f / **%.2f** / %.2f |", sum[0], sum[1], sum[2], sum[3]));
        }
        out.println(last);
        double[] full = sums[3];
        out.printf(
                Locale.ROOT,
                "gap closed at 100 %%: %.1f %% of our FGD's, %.1f %% of the published FGD's%n",
                100 * (full[0] - full[2]) / (full[0] - full[3]),
                100 * (full[1] - full[2]) / (full[1] - full[3]));
        worst();
    }

    private String line(String trace, Map<String, Double> published, Map<String, Double> floor, double[][] sums) {
        StringBuilder line = new StringBuilder("| " + trace + " |");
        for (int i = 0; i < LEVELS.length; i++) {
            int level = LEVELS[i];
            double[] values = {
                mean(trace, "fgd", level),
                published.getOrDefault(trace + "fgd" + level, Double.NaN),
                mean(trace, "lepton", level),
                floor.getOrDefault(trace + level, Double.NaN)
            };
            for (int v = 0; v < values.length; v++) {
                sums[i][v] += values[v] / curves.size();
            }
            double[] paired = paired(trace, level);
            line.append(String.format(
                    Locale.ROOT,
                    " %.2f / %.2f / **%.2f** / %.2f (%+.2f ± %.2f) |",
                    values[0],
                    values[1],
                    values[2],
                    values[3],
                    paired[0],
                    paired[1]));
        }
        return line.toString();
    }

    /** Where Lepton's mean is furthest above FGD's, over every whole arrived per cent. */
    private void worst() {
        String at = "";
        double most = Double.NEGATIVE_INFINITY;
        for (String trace : curves.keySet()) {
            for (int level = 1; level <= 100 * TUNE; level++) {
                double[] paired = paired(trace, level);
                if (paired[0] > most) {
                    most = paired[0];
                    at = String.format(Locale.ROOT, "%s at %d %%: %+.3f ± %.3f", trace, level, paired[0], paired[1]);
                }
            }
        }
        out.println("worst paired difference to our FGD: " + at);
    }

    /** Our peers beside the published ones at 100 %. */
    private void peers(Map<String, Double> published) {
        out.println("ours at 100 %, in brackets less published");
        out.println("| trace | " + String.join(" | ", POLICIES) + " |");
        out.println("|---|" + "---|".repeat(POLICIES.size()));
        for (String trace : curves.keySet()) {
            StringBuilder line = new StringBuilder("| " + trace + " |");
            for (String policy : POLICIES) {
                double ours = mean(trace, policy, 100);
                double theirs = published.getOrDefault(trace + policy + 100, Double.NaN);
                line.append(String.format(Locale.ROOT, " %.2f (%+.2f) |", ours, ours - theirs));
            }
            out.println(line);
        }
    }

    private double mean(String trace, String policy, int level) {
        return Arrays.stream(curvesOf(trace, policy))
                .mapToDouble(c -> c[level])
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(Double.NaN);
    }

    private double[][] curvesOf(String trace, String policy) {
        return curves.getOrDefault(trace, Map.of()).getOrDefault(policy, new double[0][]);
    }

    /** Lepton less our FGD on the same seeds: the mean, and half the width of its 95 % interval (Student's t). */
    private double[] paired(String trace, int level) {
        double[][] ours = curvesOf(trace, "lepton");
        double[][] peer = curvesOf(trace, "fgd");
        double[] differences = new double[seeds];
        for (int s = 0; s < seeds; s++) {
            differences[s] = ours[s][level] - peer[s][level];
        }
        double mean = Arrays.stream(differences).average().orElse(Double.NaN);
        double squares =
                Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
        double half = seeds < 2
                ? Double.NaN
                : new TDistribution(seeds - 1).inverseCumulativeProbability(0.975)
                        * Math.sqrt(squares / (seeds - 1) / seeds);
        return new double[] {mean, half};
    }

    private Map<String, Double> published() throws IOException {
        Map<String, Double> values = new HashMap<>();
        for (String line : Files.readAllLines(data.resolve("fgd_expected_unallocated_summary.csv"))) {
            String[] f = line.split(",", -1);
            PUBLISHED.forEach((ours, theirs) -> {
                if (f[1].endsWith(theirs.substring(2))) {
                    values.put(f[0].substring(LIST.length()) + ours + f[2], Double.parseDouble(f[4]));
                }
            });
        }
        return values;
    }

    private Map<String, Double> floor() throws IOException {
        Map<String, Double> values = new HashMap<>();
        for (String line : Files.readAllLines(data.resolve("openb_lp_unallocated_lower_bound.csv"))) {
            String[] f = line.split(",", -1);
            if (!f[0].equals("workload")) {
                values.put(f[0].substring(LIST.length()) + f[1], Double.parseDouble(f[2]));
            }
        }
        return values;
    }

    /**
     * Clusters of more and fewer nodes, the list of nodes again and again, ten tasks a node, in seconds of the processor; the
     * first, which is run twice, warms up.
     */
    void scale() {
        List<Requirement> tasks = tasks("default");
        for (int size : new int[] {1_213, 300, 1_213, 5_000, 10_000}) {
            List<Node> some = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                Node node = nodes.node(i % nodes.size());
                some.add(Node.of("n" + i, node.gpuModel().orElse(""), node.cpuMilli(), node.memoryMib(), node.gpus()));
            }
            Cluster cluster = new Cluster(some);
            int[] arrivals = Arrays.copyOf(Arrivals.of(tasks, 4, cluster.capacityGpuMilli(), FIRST_SEED), 10 * size);
            for (String policy : List.of("best-fit", "fgd", "lepton")) {
                scale(cluster, tasks, arrivals, policy);
            }
        }
    }

    private void scale(Cluster cluster, List<Requirement> tasks, int[] arrivals, String policy) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        PackingOutcome outcome = Packing.run(
                cluster,
                tasks,
                arrivals,
                Policies.named(policy, cluster, TargetMix.of(tasks), FIRST_SEED).orElseThrow(),
                n -> {});
        double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
        Runtime runtime = Runtime.getRuntime();
        out.printf(
                Locale.ROOT,
                "%,6d nodes, %,7d tasks, %-9s %6.2f s, %5.1f µs a decision, heap in use %d MB (largest allowed %d MB), %.2f %% unallocated%n",
                cluster.size(),
                arrivals.length,
                policy,
                seconds,
                1e6 * seconds / arrivals.length,
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                runtime.maxMemory() >> 20,
                outcome.unallocatedPercent());
    }
}
