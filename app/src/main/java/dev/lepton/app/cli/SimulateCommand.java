package dev.lepton.app.cli;

import dev.lepton.app.board.SimulatePlots;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.placement.share.Policies;
import dev.lepton.core.placement.share.Pools;
import dev.lepton.core.placement.share.SizeRule;
import dev.lepton.core.placement.share.TimePolicy;
import dev.lepton.core.simulate.bound.TimeBounds;
import dev.lepton.core.simulate.rounds.GavelJobs;
import dev.lepton.core.simulate.rounds.Outcome;
import dev.lepton.core.simulate.rounds.RoundSettings;
import dev.lepton.core.simulate.rounds.Rounds;
import dev.lepton.core.simulate.rounds.TraceJob;
import dev.lepton.formats.documents.GpuFleetDocument;
import dev.lepton.formats.traces.GpuFleetFile;
import dev.lepton.formats.traces.ReadTrace;
import dev.lepton.formats.traces.ThroughputsJson;
import dev.lepton.formats.traces.TraceFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lepton simulate}: jobs through time on several types of GPU, policies side by side, and what no schedule can beat. */
@Command(
        name = "simulate",
        description = {
            "Jobs through time on several types of GPU: what policies cost, how long they take and how fair they are,",
            "side by side and beside what no schedule can beat."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class SimulateCommand implements Runnable {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private Output output;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private HtmlOption html;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description =
                    "The jobs: Lepton's CSV, a trace of Gavel or Shockwave, sacct's or Philly's list, kubectl's pods.")
    private @Nullable Path trace;

    @Option(
            names = "--draw",
            paramLabel = "JOBS",
            description = "In place of --trace: that many jobs after Gavel's description; needs --throughputs.")
    private @Nullable Integer draw;

    @Option(
            names = "--per-hour",
            paramLabel = "RATE",
            defaultValue = "0",
            description = "Arrivals per hour of jobs drawn; 0, the default, for all at once.")
    private double perHour;

    @Option(names = "--seed", defaultValue = "0", description = "Of the jobs drawn (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--fleet",
            required = true,
            paramLabel = "FILE",
            description = "The GPUs as CSV: gpu,count,price_per_gpu_hour,watts; or as YAML, with tenants and quotas.")
    @SuppressWarnings("NullAway.Init")
    private Path fleet;

    @Option(
            names = "--throughputs",
            paramLabel = "FILE",
            description = "Steps per second by type, model and gang, as JSON.")
    private @Nullable Path throughputs;

    @Option(
            names = "--policy",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "due-plan,match,fair-due,max-min,fifo",
            description =
                    "Policies, kept apart by commas or all (default ${DEFAULT-VALUE}); a name that is none lists them.")
    @SuppressWarnings("NullAway.Init")
    private List<String> names;

    @Option(
            names = "--round",
            paramLabel = "SECONDS",
            defaultValue = "360",
            description = "Length of a round (default ${DEFAULT-VALUE}).")
    private double roundSeconds;

    @Option(
            names = "--restart",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "Lost when a job without restart_s starts again or moves (default ${DEFAULT-VALUE}).")
    private double restartSeconds;

    @Option(
            names = "--elastic",
            description = "With --draw: jobs that can have a gang run in any of 1, 2, 4 and 8 GPUs, as measured.")
    private boolean elastic;

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "RULE",
            defaultValue = "gain",
            description = "How large elastic jobs are: gain, even, least, asked, several or all (default gain).")
    @SuppressWarnings("NullAway.Init")
    private List<String> sizes;

    @Option(names = "--jobs", description = "Also every job: where it ran, from when to when, and what it cost.")
    private boolean eachJob;

    private final Sheets answer = new Sheets();

    @Override
    public void run() {
        if (!(roundSeconds > 0) || !(restartSeconds >= 0) || !(perHour >= 0)) {
            throw Problem.input(
                    "--round is " + roundSeconds + ", --restart " + restartSeconds + " and --per-hour " + perHour + ".",
                    "Maybe a round above 0, and no negative figure.");
        }
        GpuFleetDocument gpus = GpuFleetFile.read(fleet);
        Pools pools = gpus.pools();
        List<TimePolicy> policies = policies(gpus);
        List<TraceJob> jobs = jobs(gpus);
        RoundSettings settings = RoundSettings.seconds(roundSeconds).losing(0, restartSeconds);
        List<SizeRule> rules = sizeRules(jobs);
        List<Outcome> outcomes = new ArrayList<>();
        for (TimePolicy policy : policies) {
            for (SizeRule rule : rules) {
                Outcome outcome = Rounds.run(jobs, pools, policy, settings.sizing(rule));
                outcomes.add(rules.size() > 1 ? outcome.named(policy.name() + ", " + rule.name()) : outcome);
            }
        }
        TimeBounds bounds = new TimeBounds(jobs, pools);
        fill(gpus, outcomes, bounds);
        html.write("Jobs through time", answer, () -> SimulatePlots.of(outcomes, pools, bounds));
        answer.print(output);
    }

    private List<TimePolicy> policies(GpuFleetDocument gpus) {
        List<TimePolicy> all = Policies.all(gpus.quotas());
        if (!names.equals(List.of("all"))) {
            return names.stream().map(name -> policy(name.strip(), all)).toList();
        }
        if (gpus.pools().all().stream().allMatch(p -> p.watts().isPresent())) {
            return all;
        }
        answer.note("fewest-watts was left out: not every type of the fleet has watts.");
        return all.stream().filter(p -> !p.name().equals("fewest-watts")).toList();
    }

    /** The rules named; one when no job is elastic, as they are then the same. */
    private List<SizeRule> sizeRules(List<TraceJob> jobs) {
        List<SizeRule> all = SizeRule.all();
        List<SizeRule> named = sizes.equals(List.of("all"))
                ? all
                : sizes.stream().map(n -> sizeRule(n.strip(), all)).toList();
        long elastics = jobs.stream().filter(j -> j.sizes().elastic()).count();
        if (elastics == 0) {
            return named.subList(0, 1);
        }
        answer.note("elastic jobs: " + elastics + "; "
                + named.stream().map(r -> r.name() + ": " + r.aim()).collect(Collectors.joining("; "))
                + ". Fairness is judged by the size asked for.");
        return named;
    }

    private static SizeRule sizeRule(String name, List<SizeRule> all) {
        return named("rule '" + name + "' for the sizes of elastic jobs", name, all, SizeRule::name, SizeRule::aim);
    }

    private static TimePolicy policy(String name, List<TimePolicy> all) {
        return named("policy '" + name + "'", name, all, TimePolicy::name, TimePolicy::aim);
    }

    /** The one of {@code all} that goes by {@code name}. */
    private static <T> T named(
            String what, String name, List<T> all, Function<T, String> names, Function<T, String> aims) {
        return all.stream()
                .filter(t -> names.apply(t).equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.input(
                        "there is no " + what + ".",
                        "Maybe all, or one of these:\n"
                                + all.stream()
                                        .map(t -> "  " + names.apply(t) + ": " + aims.apply(t))
                                        .collect(Collectors.joining("\n"))));
    }

    private List<TraceJob> jobs(GpuFleetDocument gpus) {
        Optional<ThroughputsJson.ReadThroughputs> table =
                Optional.ofNullable(throughputs).map(ThroughputsJson::read);
        table.ifPresent(t -> {
            answer.note("throughputs were not taken", t.failures());
            answer.note("throughputs look odd and were taken as they are", t.oddities());
        });
        if (elastic && draw == null) {
            throw Problem.input(
                    "--elastic goes with --draw.",
                    "Maybe state min_gpus, max_gpus and doubling_efficiency in the trace instead.");
        }
        if (draw != null) {
            return drawn(draw, gpus.pools(), table);
        }
        if (trace == null) {
            throw Problem.input(
                    "neither --trace nor --draw was given.", "Maybe --trace docs/examples/simulate/jobs.csv");
        }
        ReadTrace read =
                TraceFile.read(trace, gpus.pools(), gpus.quotas(), table.map(ThroughputsJson.ReadThroughputs::table));
        read.notes().forEach(answer::note);
        answer.note("lines of the trace were not taken", read.failures());
        if (read.jobs().isEmpty()) {
            throw Problem.input(
                    trace + " has no job that can be taken."
                            + read.failures().stream()
                                    .findFirst()
                                    .map(f -> " The first: " + f + ".")
                                    .orElse(""),
                    "Maybe see docs/formats.md, Jobs to simulate.");
        }
        return read.jobs();
    }

    private List<TraceJob> drawn(int count, Pools pools, Optional<ThroughputsJson.ReadThroughputs> table) {
        try {
            return new GavelJobs(count, true, perHour, true, seed, elastic)
                    .draw(
                            table.orElseThrow(() -> Problem.input(
                                            "--draw needs --throughputs.",
                                            "Maybe Gavel's simulation_throughputs.json."))
                                    .table(),
                            pools);
        } catch (IllegalArgumentException e) {
            throw Problem.input(
                    "jobs cannot be drawn: " + e.getMessage(),
                    "Maybe the first type of the fleet is not one of the throughputs', or lacks a model.");
        }
    }

    private void fill(GpuFleetDocument gpus, List<Outcome> outcomes, TimeBounds bounds) {
        Pools pools = gpus.pools();
        List<TraceJob> jobs = bounds.jobs();
        SimulateSheets sheets = new SimulateSheets(pools, bounds);
        answer.open(jobs.size() + " jobs on " + pools.gpus() + " GPUs of " + pools.types() + " types, rounds of "
                + sheets.shown(roundSeconds) + " s.");
        answer.head("jobs", Cell.plain(BigDecimal.valueOf(jobs.size())));
        answer.head("gpus", Cell.plain(BigDecimal.valueOf(pools.gpus())));
        answer.head("currency", Cell.text(sheets.currency()));
        answer.add(sheets.policies(outcomes));
        answer.add(sheets.possible(outcomes));
        OutcomeSheets more = new OutcomeSheets(sheets.currency(), gpus.quotas());
        answer.add(more.earnings(outcomes));
        answer.add(more.stops(outcomes));
        answer.add(sheets.types(outcomes));
        answer.add(more.energy(outcomes));
        answer.add(more.tenants(outcomes));
        answer.add(sheets.busy(outcomes));
        if (eachJob) {
            outcomes.forEach(o -> answer.add(sheets.jobs(o)));
        }
        if (!sheets.bounds().solved()) {
            answer.note(
                    "more jobs than linear programs are solved for: the makespan's bound has each job at its fastest on"
                            + " any GPU, and the least cost at a makespan is not known.");
        }
        answer.note("a GPU is paid while a job runs on it; the rest of its last round is in cost, whole rounds.");
        answer.note("fairness is time in the system over length × jobs per GPU; above 1.05 counts as unfair.");
        Money least = sheets.bounds().leastPaid();
        answer.note("the bounds let work flow between types freely and know the future; " + least
                + " is every job on its cheapest type.");
    }
}
