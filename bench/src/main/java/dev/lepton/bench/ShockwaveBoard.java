package dev.lepton.bench;

import dev.lepton.core.money.Price;
import dev.lepton.core.placement.share.GpuPool;
import dev.lepton.core.placement.share.Policies;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.Throughputs;
import dev.lepton.core.simulate.bound.TimeBounds;
import dev.lepton.core.simulate.rounds.Outcome;
import dev.lepton.core.simulate.rounds.RoundSettings;
import dev.lepton.core.simulate.rounds.Rounds;
import dev.lepton.core.simulate.rounds.TraceJob;
import dev.lepton.formats.traces.ShockwaveTrace;
import dev.lepton.formats.traces.ThroughputsJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * B7: Shockwave's traces in rounds of 120 s, 20 s lost at every start: 120 jobs on 32 GPUs, 220 on 64, and perturbed ones.
 * In {@code x1.06} sets every job is 6 % slower while fairness is judged by the profile; that is a calibration, see
 * docs/scoreboards/shockwave.md.
 */
final class ShockwaveBoard {
    private static final RoundSettings ROUND = RoundSettings.seconds(120).losing(20, 20);
    private static final double SPREAD = 0.2;
    private static final List<String> SETS = List.of(
            "120",
            "120sim",
            "120static",
            "120x1.06",
            "220",
            "220x1.06",
            "120#1",
            "120#2",
            "120#3",
            "120#4",
            "120#5",
            "120x1.06#6",
            "120x1.06#7",
            "120x1.06#8",
            "120x1.06#9",
            "120x1.06#10");
    private static final List<String> POLICIES = List.of(
            "fair-due",
            "shortest-remaining",
            "least-attained",
            "fifo",
            "longest-remaining",
            "worst-finish",
            "tiresias");

    private final Path data;
    private final Throughputs table;

    private ShockwaveBoard(Path data, Throughputs table) {
        this.data = data;
        this.table = table;
    }

    /** Runs every set with the traces in {@code data} and writes a row per set and policy into {@code results}. */
    static void run(Path data, Path results, PrintStream out) throws IOException {
        ThroughputsJson.ReadThroughputs read = ThroughputsJson.read(data.resolve("shockwave/tacc_throughputs.json"));
        out.println("throughputs: " + read.failures().size() + " refused, "
                + read.oddities().size() + " odd");
        out.println("Bars on 120 jobs: makespan ≤ 6.9 h, mean ≤ 2.8 h, worst fairness ≤ 1.8, unfair ≤ 5 %");
        ShockwaveBoard board = new ShockwaveBoard(data, read.table());
        List<String> rows = new ArrayList<>(List.of("set,policy,knows,makespan_hours,bound_hours,mean_hours,"
                + "worst_fairness,unfair_percent,restarts,utilisation,milliseconds"));
        for (String set : SETS) {
            Pools pools = pools(set.startsWith("220") ? 64 : 32);
            List<TraceJob> jobs = board.jobs(set, pools);
            for (String policy : POLICIES) {
                rows.add(row(set, policy, jobs, pools, false, out));
                if (policy.equals("fair-due")) {
                    rows.add(row(set, policy, jobs, pools, true, out));
                }
            }
        }
        Files.write(results.resolve("shockwave.csv"), rows);
    }

    private static Pools pools(int gpus) {
        return new Pools(List.of(new GpuPool("v100", gpus, Price.usd("0"), Optional.empty())));
    }

    private static String row(
            String set, String policy, List<TraceJob> jobs, Pools pools, boolean estimates, PrintStream out) {
        long start = System.nanoTime();
        Outcome o = Rounds.run(jobs, pools, Policies.named(policy).orElseThrow(), ROUND.estimating(estimates));
        String row = String.format(
                Locale.ROOT,
                "%s,%s,%s,%.3f,%.3f,%.3f,%.3f,%.2f,%d,%.3f,%d",
                set,
                policy,
                estimates ? "estimate" : "length",
                o.makespanHours(),
                new TimeBounds(jobs, pools).makespanHours(),
                o.meanInSystemHours(),
                o.worstFairness(),
                100 * o.unfairShare(),
                o.restarts(),
                o.utilisation(),
                (System.nanoTime() - start) / 1_000_000);
        out.println(row);
        return row;
    }

    private List<TraceJob> jobs(String set, Pools pools) {
        Path file = data.resolve("shockwave/" + set.substring(0, 3) + "_jobs.trace");
        List<ShockwaveTrace.Row> rows = ShockwaveTrace.rows(file, new ArrayList<>());
        int number = set.indexOf('#');
        if (number >= 0) {
            rows = perturbed(rows, new Random(1000 + Long.parseLong(set.substring(number + 1))));
        }
        ShockwaveTrace.Model model = new ShockwaveTrace.Model(
                !set.contains("static"), !set.equals("120sim"), set.contains("x1.06") ? 1.06 : 1);
        List<TraceJob> jobs = new ArrayList<>();
        for (ShockwaveTrace.Row row : rows) {
            jobs.add(ShockwaveTrace.job(row, table, pools, model).numbered(jobs.size()));
        }
        return jobs;
    }

    /** The jobs in another order, the gaps between them in another order, every job's steps times exp(N(0, 0.2)). */
    private static List<ShockwaveTrace.Row> perturbed(List<ShockwaveTrace.Row> rows, Random random) {
        List<Double> gaps = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            gaps.add(rows.get(i).arrivalSeconds() - rows.get(i - 1).arrivalSeconds());
        }
        double arrival = rows.get(0).arrivalSeconds();
        List<ShockwaveTrace.Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, random);
        Collections.shuffle(gaps, random);
        List<ShockwaveTrace.Row> all = new ArrayList<>();
        for (int i = 0; i < shuffled.size(); i++) {
            ShockwaveTrace.Row r = shuffled.get(i);
            arrival += i > 0 ? gaps.get(i - 1) : 0;
            long steps = Math.round(r.steps() * Math.exp(SPREAD * random.nextGaussian()));
            all.add(new ShockwaveTrace.Row(r.line(), r.model(), steps, r.gpus(), r.mode(), arrival));
        }
        return all;
    }
}
