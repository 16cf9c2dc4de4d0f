package dev.lepton.bench;

import dev.lepton.core.money.Price;
import dev.lepton.core.placement.share.GpuPool;
import dev.lepton.core.placement.share.Policies;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.SizeRule;
import dev.lepton.core.placement.share.Throughputs;
import dev.lepton.core.simulate.bound.TimeBounds;
import dev.lepton.core.simulate.rounds.GavelJobs;
import dev.lepton.core.simulate.rounds.Outcome;
import dev.lepton.core.simulate.rounds.RoundSettings;
import dev.lepton.core.simulate.rounds.Rounds;
import dev.lepton.core.simulate.rounds.TraceJob;
import dev.lepton.formats.traces.ThroughputsJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Jobs that can change their gang: Gavel's fleet and jobs, which run in any of 1, 2, 4 and 8 GPUs with the throughput that
 * was measured; a change takes 30 s (Pollux, OSDI'21). Every rule of sizes under the same policies of time, on the same jobs.
 */
final class ElasticBoard {
    private static final int FROM = 500;
    private static final int TO = 1499;
    private static final int JOBS = 2200;
    private static final RoundSettings ROUND =
            RoundSettings.seconds(360).losing(0, 30).measuring(FROM, TO);

    private ElasticBoard() {}

    /** Runs with the throughputs in {@code data} and writes a row per seed into {@code results}. */
    static void run(Path data, Path results, PrintStream out) throws IOException {
        Throughputs table = ThroughputsJson.read(data.resolve("gavel/simulation_throughputs.json"))
                .table();
        Pools pools = new Pools(List.of(pool("v100", "0.74"), pool("p100", "0.43"), pool("k80", "0.135")));
        List<String> rows = new ArrayList<>(List.of("jobs_per_hour,seed,policy,sizes,mean_hours,p99_hours,usd_per_job,"
                + "usd_over_least,gpu_hours_per_job,resizes_per_job,restarts_per_job,seconds"));
        for (double rate : new double[] {2.0, 2.6, 3.5}) {
            for (int seed = 0; seed < 5; seed++) {
                List<TraceJob> jobs = new GavelJobs(JOBS, true, rate, false, seed, true).draw(table, pools);
                for (String policy : List.of("match", "fifo", "least-attained", "shortest-remaining")) {
                    for (SizeRule rule : SizeRule.all()) {
                        rows.add(row(rate, seed, policy, rule, jobs, pools));
                        out.println(rows.get(rows.size() - 1));
                        Files.write(results.resolve("elastic.csv"), rows);
                    }
                }
            }
        }
    }

    private static GpuPool pool(String name, String price) {
        return new GpuPool(name, 36, Price.usd(price), Optional.empty());
    }

    private static String row(double rate, int seed, String policy, SizeRule rule, List<TraceJob> jobs, Pools pools) {
        long start = System.nanoTime();
        Outcome o = Rounds.run(jobs, pools, Policies.named(policy).orElseThrow(), ROUND.sizing(rule));
        double seconds = (System.nanoTime() - start) / 1e9;
        int measured = o.jobs().size();
        double gpuHours = o.pools().stream().mapToLong(p -> p.usedMicros()).sum() / 3.6e9;
        double least =
                new TimeBounds(jobs.subList(FROM, TO + 1), pools).leastPaid().toDouble();
        return String.format(
                Locale.ROOT,
                "%.1f,%d,%s,%s,%.2f,%.1f,%.3f,%.3f,%.2f,%.2f,%.2f,%.1f",
                rate,
                seed,
                policy,
                rule.name(),
                o.meanInSystemHours(),
                o.inSystemHours(0.99),
                o.paid().toDouble() / measured,
                o.paid().toDouble() / least,
                gpuHours / measured,
                (double) o.resizes() / measured,
                (double) o.restarts() / measured,
                seconds);
    }
}
