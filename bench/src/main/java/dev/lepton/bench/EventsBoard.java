package dev.lepton.bench;

import dev.lepton.core.money.Price;
import dev.lepton.core.placement.share.GpuPool;
import dev.lepton.core.placement.share.Policies;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.TimePolicy;
import dev.lepton.core.simulate.rounds.Outcome;
import dev.lepton.core.simulate.rounds.RoundSettings;
import dev.lepton.core.simulate.rounds.Rounds;
import dev.lepton.core.simulate.rounds.TraceJob;
import dev.lepton.formats.traces.ReadTrace;
import dev.lepton.formats.traces.TraceFile;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How fast jobs are taken through time: the Philly-derived trace, 82,247 jobs, on fleets of one type. */
final class EventsBoard {
    private static final List<String> POLICIES = List.of(
            "fifo",
            "priority",
            "shortest-first",
            "longest-first",
            "shortest-remaining",
            "least-attained",
            "tiresias",
            "fair-share");
    private static final int REPEATS = 5;

    private EventsBoard() {}

    /** Reads the trace that the demonstration bundles, and writes a row per run into {@code results}. */
    static void run(Path root, Path results, PrintStream out) throws IOException {
        Path trace = root.resolve("../shared/data/philly/philly.csv.gz");
        List<String> rows = new ArrayList<>(List.of("policy,gpus,repeat,jobs,rounds,events,seconds,events_per_second,"
                + "processor_seconds,events_per_processor_second,mean_wait_hours,makespan_hours,restarts"));
        for (int gpus : new int[] {1024, 1248}) {
            Pools pools = new Pools(List.of(new GpuPool("any", gpus, Price.usd("2.5"), Optional.empty())));
            ReadTrace read = TraceFile.read(trace, pools, Optional.empty());
            for (String name : POLICIES) {
                for (int repeat = 0; repeat < REPEATS; repeat++) {
                    rows.add(row(name, gpus, repeat, read.jobs(), pools));
                    out.println(rows.get(rows.size() - 1));
                    Files.write(results.resolve("events.csv"), rows);
                }
            }
        }
    }

    /** An event is a job that comes, starts, starts again, is stopped or ends. */
    private static String row(String name, int gpus, int repeat, List<TraceJob> jobs, Pools pools) {
        TimePolicy policy = Policies.named(name).orElseThrow();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long startWork = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        Outcome o = Rounds.run(jobs, pools, policy, RoundSettings.seconds(360));
        double seconds = (System.nanoTime() - start) / 1e9;
        double work = (threads.getCurrentThreadCpuTime() - startWork) / 1e9;
        long events = 3L * jobs.size() + o.restarts() + o.preemptions();
        return String.join(
                ",",
                name,
                String.valueOf(gpus),
                String.valueOf(repeat),
                String.valueOf(jobs.size()),
                String.valueOf(o.moments().size()),
                String.valueOf(events),
                String.format(Locale.ROOT, "%.3f", seconds),
                String.format(Locale.ROOT, "%.0f", events / seconds),
                String.format(Locale.ROOT, "%.3f", work),
                String.format(Locale.ROOT, "%.0f", events / work),
                String.format(Locale.ROOT, "%.3f", o.meanWaitHours()),
                String.format(Locale.ROOT, "%.1f", o.makespanHours()),
                String.valueOf(o.restarts()));
    }
}
