package dev.lepton.bench;

import dev.lepton.core.evidence.Ingested;
import dev.lepton.core.placement.Cluster;
import dev.lepton.core.placement.Policies;
import dev.lepton.core.placement.TargetMix;
import dev.lepton.core.simulate.packing.Departures;
import dev.lepton.core.simulate.packing.DeparturesOutcome;
import dev.lepton.core.workload.Requirement;
import dev.lepton.formats.placement.PlacementInput;
import dev.lepton.formats.placement.Pod;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Packing on OpenB with tasks that come and go: every policy on the same arrivals of each list, load, waiting rule, budget
 * of moves and seed, with paired differences to the better of two FGDs: as published, its mix by number, and by running time.
 */
final class DeparturesBoard {
    private static final List<String> LISTS = List.of("default", "cpu250", "gpushare40", "gpuspec33", "multigpu30");
    private static final List<String> POLICIES =
            List.of("best-fit", "dot-product", "gpu-packing", "fgd", "fgd-by-time", "lepton");
    private static final double[] LOADS = {0.85, 0.95, 1.05};
    private static final String BUDGETS = "0,0.01,0.05";
    private static final double DAY = 86_400;
    private static final double WARM_UP = 1 * DAY;
    private static final double RESTART = 300;
    private static final long FIRST_SEED = 42;

    private final Path data;
    private final Path results;
    private final int seeds;
    private final double measured;
    private final double[] budgets;
    private final boolean lines;
    private final List<String> lists;
    private final PrintStream out;
    private final Cluster nodes;
    private final Map<String, List<Departures.Timed>> tasks = new HashMap<>();

    /** What is compared, by load, waiting rule and budget, then list, then policy: one value a seed. */
    private static final class Figures {
        final double[] unallocated;
        final double[] lost;
        final double[] waitedHours;

        Figures(int seeds) {
            unallocated = new double[seeds];
            lost = new double[seeds];
            waitedHours = new double[seeds];
        }
    }

    private final Map<String, Map<String, Map<String, Figures>>> figures = new TreeMap<>();

    /**
     * @param days measured, after a day of warm-up
     * @param lists names of OpenB's pod lists, with commas between; {@code some} for five of them, {@code all} for all
     * @param budgets running tasks that may be moved in an hour, ratios with commas between; empty for 0, 0.01 and 0.05 and,
     *     without moves, tasks that wait in line
     */
    DeparturesBoard(Path data, Path results, int seeds, int days, String lists, String budgets, PrintStream out)
            throws IOException {
        this.data = data;
        this.results = results;
        this.seeds = seeds;
        measured = days * DAY;
        lines = budgets.isEmpty();
        this.budgets = Arrays.stream((lines ? BUDGETS : budgets).split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
        this.lists = switch (lists) {
            case "some" -> LISTS;
            case "all" -> all(data);
            default -> List.of(lists.split(","));
        };
        this.out = out;
        nodes = new Cluster(rows(PlacementInput.nodes(data.resolve("openb_node_list_gpu_node.csv"))));
    }

    private static List<String> all(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(f -> f.startsWith("openb_pod_list_"))
                    .map(f -> f.substring("openb_pod_list_".length(), f.length() - ".csv".length()))
                    .sorted()
                    .toList();
        }
    }

    /** Runs all, a seed and then a budget at a time, and keeps every run in {@code results} as it goes. */
    void run() throws IOException {
        for (String list : lists) {
            tasks.put(list, tasks(list));
        }
        List<String> rows = new ArrayList<>(List.of("list,waiting,load,moved_per_hour,policy,seed,unallocated_percent,"
                + "dropped,arrived,dropped_gpu_percent,dropped_gpu_time_percent,wait_p50_s,wait_p99_s,waiting_at_end,moves,"
                + "seconds"));
        for (int s = 0; s < seeds; s++) {
            for (double budget : budgets) {
                for (String list : lists) {
                    for (double load : LOADS) {
                        run(list, Departures.Waiting.DROP, load, budget, s, rows);
                    }
                    Files.write(results, rows);
                }
                out.println("seed " + (FIRST_SEED + s) + ", moves " + budget + " done");
            }
            for (String list : lines ? lists : List.<String>of()) {
                for (double load : LOADS) {
                    run(list, Departures.Waiting.FIFO, load, 0, s, rows);
                }
            }
            Files.write(results, rows);
            out.println("seed " + (FIRST_SEED + s) + " done");
        }
        print();
    }

    private void run(String list, Departures.Waiting waiting, double load, double budget, int s, List<String> rows) {
        List<Departures.Timed> timed = tasks.getOrDefault(list, List.of());
        List<Requirement> needs = timed.stream().map(Departures.Timed::needs).toList();
        double[] times = timed.stream().mapToDouble(Departures.Timed::seconds).toArray();
        long seed = FIRST_SEED + s;
        Cluster cluster = nodes.shuffled(seed);
        Departures.Setting setting =
                new Departures.Setting(load, false, true, waiting, budget, RESTART, WARM_UP, measured, seed);
        for (String policy : POLICIES) {
            TargetMix mix = policy.equals("fgd") ? TargetMix.of(needs) : TargetMix.of(needs, times);
            long start = System.nanoTime();
            DeparturesOutcome o = Departures.run(
                    cluster,
                    timed,
                    setting,
                    Policies.named(policy.replace("-by-time", ""), cluster, mix, seed)
                            .orElseThrow(),
                    done -> {});
            rows.add(row(list, setting, policy, o, (System.nanoTime() - start) / 1e9));
            String where = String.format(Locale.ROOT, "%s, load %.2f, moves %.2f", waiting, load, budget);
            Figures kept = figures.computeIfAbsent(where, w -> new TreeMap<>())
                    .computeIfAbsent(list, l -> new TreeMap<>())
                    .computeIfAbsent(policy, p -> new Figures(seeds));
            kept.unallocated[s] = o.unallocatedPercent();
            kept.lost[s] = o.droppedTimePercent();
            kept.waitedHours[s] = o.waitedAtMost(0.99).orElse(0.0) / 3600;
        }
    }

    private static String row(
            String list, Departures.Setting setting, String policy, DeparturesOutcome o, double seconds) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%.2f,%.2f,%s,%d,%.4f,%d,%d,%.4f,%.4f,%.0f,%.0f,%d,%d,%.3f",
                list,
                setting.waiting().name().toLowerCase(Locale.ROOT),
                setting.load(),
                setting.movedPerHour(),
                policy,
                setting.seed(),
                o.unallocatedPercent(),
                o.dropped(),
                o.arrived(),
                o.droppedGpuPercent(),
                o.droppedTimePercent(),
                o.waitedAtMost(0.5).orElse(0.0),
                o.waitedAtMost(0.99).orElse(0.0),
                o.waiting(),
                o.moves(),
                seconds);
    }

    /** A table for each load, waiting rule and budget: unallocated, and in brackets lost GPU time or hours of p99 wait. */
    private void print() {
        figures.forEach((where, lists) -> {
            out.println();
            out.println("**" + where + "**");
            out.println("| list | " + String.join(" | ", POLICIES) + " | lepton less the better FGD |");
            out.println("|---|" + "---|".repeat(POLICIES.size() + 1));
            Map<String, double[]> sums = new HashMap<>();
            for (String list : lists.keySet()) {
                Map<String, Figures> by = lists.getOrDefault(list, Map.of());
                by.forEach((policy, f) -> {
                    double[] sum = sums.computeIfAbsent(policy, p -> new double[seeds]);
                    for (int s = 0; s < seeds; s++) {
                        sum[s] += f.unallocated[s] / lists.size();
                    }
                });
                out.println(line(list, where.startsWith("FIFO"), by));
            }
            StringBuilder mean = new StringBuilder("| **mean** |");
            POLICIES.forEach(p ->
                    mean.append(String.format(Locale.ROOT, " %.2f |", mean(sums.getOrDefault(p, new double[seeds])))));
            out.println(mean + " " + paired(sums) + " |");
        });
    }

    private String line(String list, boolean waits, Map<String, Figures> by) {
        StringBuilder line = new StringBuilder("| " + list + " |");
        Map<String, double[]> unallocated = new HashMap<>();
        by.forEach((policy, f) -> unallocated.put(policy, f.unallocated));
        for (String policy : POLICIES) {
            Optional.ofNullable(by.get(policy))
                    .ifPresent(f -> line.append(String.format(
                            Locale.ROOT, " %.2f (%.2f) |", mean(f.unallocated), mean(waits ? f.waitedHours : f.lost))));
        }
        return line + " " + paired(unallocated) + " |";
    }

    /** Lepton less the FGD of the lower mean on the same seeds, with half the width of its 95 % interval (Student's t). */
    private String paired(Map<String, double[]> by) {
        double[] none = new double[seeds];
        double[] count = by.getOrDefault("fgd", none);
        double[] time = by.getOrDefault("fgd-by-time", none);
        double[] peer = mean(count) <= mean(time) ? count : time;
        double[] ours = by.getOrDefault("lepton", none);
        double[] differences = new double[seeds];
        Arrays.setAll(differences, s -> ours[s] - peer[s]);
        double mean = mean(differences);
        double squares =
                Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
        double half = seeds < 2
                ? Double.NaN
                : new TDistribution(seeds - 1).inverseCumulativeProbability(0.975)
                        * Math.sqrt(squares / (seeds - 1) / seeds);
        return String.format(Locale.ROOT, "%+.3f ± %.3f", mean, half);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /**
     * The pods with their own times. The multi-GPU lists have none: theirs are those of the same pods of the default list,
     * and for pods added to them, in turn, those of the default list's pods with as many GPUs.
     */
    private List<Departures.Timed> tasks(String list) {
        Map<String, BigDecimal> byName = new HashMap<>();
        Map<Integer, List<BigDecimal>> byGpus = new HashMap<>();
        for (Pod pod : pods("default")) {
            byName.put(pod.name(), pod.seconds().orElseThrow());
            byGpus.computeIfAbsent(pod.needs().gpuCount(), g -> new ArrayList<>())
                    .add(pod.seconds().orElseThrow());
        }
        Map<Integer, Integer> turn = new HashMap<>();
        List<Departures.Timed> timed = new ArrayList<>();
        for (Pod pod : pods(list)) {
            int gpus = pod.needs().gpuCount();
            BigDecimal seconds = pod.seconds()
                    .or(() -> Optional.ofNullable(byName.get(pod.name())))
                    .orElseGet(() -> {
                        List<BigDecimal> same = byGpus.getOrDefault(gpus, List.of());
                        return same.get(turn.merge(gpus, 1, Integer::sum) % same.size());
                    });
            timed.add(new Departures.Timed(pod.needs(), seconds.doubleValue()));
        }
        return timed;
    }

    private List<Pod> pods(String list) {
        return rows(PlacementInput.pods(data.resolve("openb_pod_list_" + list + ".csv")));
    }

    private static <T> List<T> rows(Ingested<T> read) {
        if (!read.failures().isEmpty()) {
            throw new IllegalStateException(read.failures().get(0).toString());
        }
        return read.rows();
    }
}
