package dev.lepton.bench;

import dev.lepton.core.money.Money;
import dev.lepton.core.money.Price;
import dev.lepton.core.placement.share.GpuPool;
import dev.lepton.core.placement.share.Matching;
import dev.lepton.core.placement.share.Policies;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.Throughputs;
import dev.lepton.core.placement.share.TimePolicy;
import dev.lepton.core.simulate.bound.DeadlineBound;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * B3: Gavel's setting, 36 V100 + 36 P100 + 36 K80 in rounds of 360 s, jobs drawn after its description. All at once against
 * the fluid bounds; with deadlines; arriving, against its published least attained service.
 */
final class GavelBoard {
    private static final RoundSettings ROUND = RoundSettings.seconds(360);
    private static final double MAKESPAN_BAR = 1.02;
    private static final double MONEY_BAR = 1.08;

    /** Published mean hours in the system of Gavel's least attained service, by kind and jobs an hour (its notebooks). */
    private static final Map<String, Double> PUBLISHED = Map.of(
            "single 4.0",
            16.82,
            "single 4.8",
            18.97,
            "single 5.2",
            22.02,
            "single 5.6",
            28.96,
            "multi 2.0",
            21.90,
            "multi 2.4",
            30.03,
            "multi 2.6",
            36.44);

    private final Throughputs table;
    private final PrintStream out;
    private final Path results;

    private GavelBoard(Throughputs table, PrintStream out, Path results) {
        this.table = table;
        this.out = out;
        this.results = results;
    }

    /**
     * Runs with the throughputs in {@code data} and writes a row per seed into {@code results}.
     *
     * @param part {@code static}, {@code arriving} or {@code deadlines}; anything else is all of them
     */
    static void run(Path data, Path results, PrintStream out, String part) throws IOException {
        ThroughputsJson.ReadThroughputs read = ThroughputsJson.read(data.resolve("gavel/simulation_throughputs.json"));
        out.println("throughputs: " + read.failures().size() + " refused, "
                + read.oddities().size() + " odd");
        GavelBoard board = new GavelBoard(read.table(), out, results);
        boolean all = !List.of("static", "arriving", "deadlines").contains(part);
        if (all || part.equals("static")) {
            board.allAtOnce(
                    "spot", spot(), List.of(20, 21, 22, 23, 24, 30, 31, 32, 33, 34, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        }
        if (all || part.equals("deadlines")) {
            board.deadlines();
        }
        if (all || part.equals("arriving")) {
            board.arriving();
        }
        if (all || part.equals("static")) {
            board.allAtOnce("on-demand", pools("2.85", "1.68", "0.52"), List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        }
    }

    private static Pools pools(String v100, String p100, String k80) {
        return new Pools(List.of(pool("v100", v100), pool("p100", p100), pool("k80", k80)));
    }

    private static GpuPool pool(String name, String price) {
        return new GpuPool(name, 36, Price.usd(price), Optional.empty());
    }

    private static Pools spot() {
        return pools("0.74", "0.43", "0.135");
    }

    @SuppressWarnings(
            "AnnotateFormatMethod") // the annotation is not on the class path; every format is a constant here
    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static double over(Money money, Money least) {
        return money.toDouble() / least.toDouble();
    }

    private void allAtOnce(String prices, Pools pools, List<Integer> seeds) throws IOException {
        List<String> rows = new ArrayList<>(
                List.of("prices,jobs,seed,bound_hours,least_usd,lp_usd_at_1.00,lp_usd_at_1.02,makespan_hours,usd,"
                        + "usd_whole_rounds,makespan_over_bound,usd_over_least,lp_1.02_over_least,restarts,seconds"));
        out.println("All at once, due-plan; bars: makespan ≤ 1.02 × bound and dollars ≤ 1.08 × the least");
        for (int seed : seeds) {
            for (int jobs : new int[] {500, 600, 700}) {
                rows.add(once(prices, pools, jobs, seed));
                Files.write(results.resolve("gavel-static-" + prices + ".csv"), rows);
            }
        }
    }

    private String once(String prices, Pools pools, int count, int seed) {
        List<TraceJob> jobs = new GavelJobs(count, true, 0, false, seed).draw(table, pools);
        TimeBounds bounds = new TimeBounds(jobs, pools);
        double bound = bounds.fluidHours();
        Money least = bounds.leastPaid();
        Money at100 = bounds.leastPaidWithin(bound * 1.00001).orElseThrow();
        Money at102 = bounds.leastPaidWithin(bound * MAKESPAN_BAR).orElseThrow();
        long start = System.nanoTime();
        Outcome o = Rounds.run(jobs, pools, Policies.named("due-plan").orElseThrow(), ROUND);
        double seconds = (System.nanoTime() - start) / 1e9;
        double makespan = o.makespanHours() / bound;
        double money = over(o.paid(), least);
        double reachable = over(at102, least);
        out.println(line(
                "%-9s %d jobs seed %2d  makespan %.4f  dollars %.4f (LP %.4f)  %s",
                prices, count, seed, makespan, money, reachable, verdict(makespan, money, reachable)));
        return line(
                "%s,%d,%d,%.3f,%.2f,%.2f,%.2f,%.3f,%.2f,%.2f,%.4f,%.4f,%.4f,%d,%.1f",
                prices,
                count,
                seed,
                bound,
                least.toDouble(),
                at100.toDouble(),
                at102.toDouble(),
                o.makespanHours(),
                o.paid().toDouble(),
                o.paidWholeRounds().toDouble(),
                makespan,
                money,
                reachable,
                o.restarts(),
                seconds);
    }

    private static String verdict(double makespan, double money, double reachable) {
        if (makespan <= MAKESPAN_BAR && money <= MONEY_BAR) {
            return "both met";
        }
        return reachable > MONEY_BAR ? "missed; no schedule can meet both" : "MISSED";
    }

    private void deadlines() throws IOException {
        List<String> rows = new ArrayList<>(
                List.of("kind,jobs,seed,lp_usd,late,usd,usd_over_lp,gavel_late,gavel_usd,unrehearsed_late,deadlines"));
        out.println("Deadlines, match-deadlines; bar: none late where the LP does not rule it out");
        for (boolean gangs : new boolean[] {false, true}) {
            for (int jobs : gangs ? new int[] {20, 30, 40, 60, 100, 150, 200} : new int[] {40, 60, 80, 100, 150, 200}) {
                for (int seed = 0; seed < (gangs && jobs >= 150 ? 8 : 3); seed++) {
                    rows.add(due(gangs, jobs, seed));
                    Files.write(results.resolve("gavel-deadlines.csv"), rows);
                }
            }
        }
    }

    private String due(boolean gangs, int count, int seed) {
        Pools pools = spot();
        List<TraceJob> jobs = new GavelJobs(count, gangs, 0, true, seed).draw(table, pools);
        OptionalDouble least = new DeadlineBound(jobs, pools, 12).least();
        Outcome o = Rounds.run(jobs, pools, Policies.named("match-deadlines").orElseThrow(), ROUND);
        Outcome g = Rounds.run(jobs, pools, Policies.named("cost-deadlines").orElseThrow(), ROUND);
        TimePolicy plain = new TimePolicy.Matched("unrehearsed", "", Matching.DEADLINES);
        Outcome u = Rounds.run(jobs, pools, plain, ROUND);
        double lp = least.orElse(Double.NaN);
        boolean met = Math.min(o.late(), Math.min(g.late(), u.late())) == 0;
        String row = line(
                "%s,%d,%d,%.2f,%d,%.2f,%.3f,%d,%.2f,%d,%s",
                gangs ? "multi" : "single",
                count,
                seed,
                lp,
                o.late(),
                o.paid().toDouble(),
                o.paid().toDouble() / lp,
                g.late(),
                g.paid().toDouble(),
                u.late(),
                met ? "can be met" : least.isEmpty() ? "cannot be met" : "open");
        out.println(row);
        return row;
    }

    private void arriving() throws IOException {
        List<String> rows = new ArrayList<>(List.of("kind,jobs_per_hour,seed,policy,mean_hours,p99_hours,"
                + "mean_length_hours,usd,usd_over_least,restarts_per_job,seconds,published_las_mean_hours"));
        out.println("Arriving; bar: mean hours in the system ≤ the published ones of Gavel's LAS, at fewer dollars");
        for (boolean gangs : new boolean[] {false, true}) {
            for (double rate : gangs ? new double[] {2.0, 2.4, 2.6} : new double[] {4.0, 4.8, 5.2, 5.6}) {
                for (int seed = 0; seed < 5; seed++) {
                    rows.add(arriving(gangs, rate, seed, "match"));
                    rows.add(arriving(gangs, rate, seed, "least-attained"));
                    if (seed == 0) {
                        rows.add(arriving(gangs, rate, seed, "max-min"));
                    }
                    Files.write(results.resolve("gavel-arriving.csv"), rows);
                }
            }
        }
    }

    private String arriving(boolean gangs, double rate, int seed, String policy) {
        Pools pools = spot();
        List<TraceJob> jobs = new GavelJobs(14_000, gangs, rate, false, seed).draw(table, pools);
        long start = System.nanoTime();
        Outcome o = Rounds.run(jobs, pools, Policies.named(policy).orElseThrow(), ROUND.measuring(4000, 4999));
        double seconds = (System.nanoTime() - start) / 1e9;
        TimeBounds bounds = new TimeBounds(jobs.subList(4000, 5000), pools);
        String kind = gangs ? "multi" : "single";
        double published = PUBLISHED.getOrDefault(kind + " " + rate, Double.NaN);
        String row = line(
                "%s,%.1f,%d,%s,%.2f,%.1f,%.2f,%.0f,%.3f,%.2f,%.1f,%.2f",
                kind,
                rate,
                seed,
                policy,
                o.meanInSystemHours(),
                o.inSystemHours(0.99),
                bounds.meanLengthHours(),
                o.paid().toDouble(),
                over(o.paid(), bounds.leastPaid()),
                (double) o.restarts() / o.jobs().size(),
                seconds,
                published);
        out.println(row);
        return row;
    }
}
