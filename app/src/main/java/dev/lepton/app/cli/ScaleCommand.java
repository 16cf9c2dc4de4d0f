package dev.lepton.app.cli;

import dev.lepton.app.board.PoolWatch;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Price;
import dev.lepton.core.scaling.FixedPool;
import dev.lepton.core.scaling.PendingWork;
import dev.lepton.core.scaling.ScalingLimits;
import dev.lepton.core.scaling.ScalingRule;
import dev.lepton.core.scaling.TargetWithReserve;
import dev.lepton.core.scaling.Threshold;
import dev.lepton.core.simulate.scaling.PoolJob;
import dev.lepton.core.simulate.scaling.ScalingOutcome;
import dev.lepton.core.simulate.scaling.ScalingRun;
import dev.lepton.core.simulate.scaling.ScalingSimulation;
import dev.lepton.formats.traces.RecordedJobs;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lepton scale}: what rules that grow and shrink a pool of nodes would have cost on recorded jobs. */
@Command(
        name = "scale",
        description = {
            "Replays recorded jobs on a pool of alike nodes under autoscaling rules, side by side: what each would have cost,",
            "how long jobs would have waited, and every step with its reason. Rules: fixed, pending-work, threshold,",
            "target-with-reserve."
        },
        mixinStandardHelpOptions = true)
final class ScaleCommand implements Runnable {
    private static final BigDecimal HOUR = BigDecimal.valueOf(3600);

    @Parameters(
            paramLabel = "JOBS",
            description = "A list of jobs: Slurm's sacct, Philly's, OpenB's pods or Lepton's CSV.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private Path jobs;

    @Option(names = "--node-price", required = true, paramLabel = "USD", description = "What a node costs an hour.")
    @SuppressWarnings("NullAway.Init")
    private BigDecimal nodePrice;

    @Option(names = "--gpus-per-node", defaultValue = "8", description = "GPUs of a node (default: 8).")
    private int gpusPerNode;

    @Option(names = "--start", defaultValue = "10", description = "Nodes at first (default: 10).")
    private int start;

    @Option(names = "--fewest", defaultValue = "0", description = "Nodes that are always there (default: 0).")
    private int fewest;

    @Option(names = "--most", defaultValue = "500", description = "Nodes that there may be (default: 500).")
    private int most;

    @Option(names = "--startup-minutes", defaultValue = "10", description = "Until a node is ready (default: 10).")
    private int startupMinutes;

    @Option(names = "--target", defaultValue = "0.85", description = "Share of GPUs to hold (default: 0.85).")
    private double target;

    @Option(names = "--reserve", defaultValue = "0.10", description = "Share kept ready beyond it (default: 0.10).")
    private double reserve;

    @Option(
            names = "--hysteresis",
            defaultValue = "0.10",
            description = "Share too many before any goes (default: 0.10).")
    private double hysteresis;

    @Option(names = "--cooldown-minutes", defaultValue = "10", description = "Between letting nodes go (default: 10).")
    private int cooldownMinutes;

    @Option(names = "--rule", split = ",", paramLabel = "RULE", description = "Rules to compare (default: all).")
    private List<String> rules = List.of("fixed", "pending-work", "threshold", "target-with-reserve");

    @Option(names = "--steps", defaultValue = "5", description = "Steps shown of each rule (default: 5).")
    private int steps;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private HtmlOption html;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public void run() {
        check();
        List<Failure> failures = new ArrayList<>();
        List<PoolJob> work = read(jobs, failures);
        ScalingRun run;
        List<ScalingRule> asked;
        try {
            run = new ScalingRun(
                    gpusPerNode,
                    start,
                    Price.usd(nodePrice.toPlainString()),
                    Duration.ofMinutes(startupMinutes),
                    Duration.ofMinutes(1));
            ScalingLimits limits =
                    new ScalingLimits(fewest, most, Duration.ofMinutes(2), Duration.ofMinutes(cooldownMinutes));
            asked = rules.stream().map(name -> rule(name, limits)).toList();
        } catch (IllegalArgumentException e) {
            throw Problem.input(String.valueOf(e.getMessage()), "Maybe see lepton scale --help.");
        }
        Sheets answer = new Sheets();
        answer.open(work.size() + " jobs on nodes of " + gpusPerNode + " GPUs at " + nodePrice.toPlainString()
                + " USD an hour, " + start + " at first, " + startupMinutes + " minutes to start one.");
        Sheet table = table();
        List<Sheet> shown = new ArrayList<>();
        PoolWatch watch = new PoolWatch();
        List<ScalingOutcome> outcomes = new ArrayList<>();
        for (ScalingRule rule : asked) {
            ScalingOutcome outcome = ScalingSimulation.of(run, watch.over(rule), work);
            outcomes.add(outcome);
            row(table, outcome);
            shown.add(steps(outcome));
        }
        answer.add(table);
        shown.forEach(answer::add);
        answer.note("Jobs start in the order they came. A node is paid from being asked for to being gone.");
        answer.note("rows of " + jobs + " were not taken", failures);
        html.write("A pool that grows and shrinks", answer, () -> watch.plots(outcomes));
        answer.print(output);
    }

    private void check() {
        within("--gpus-per-node", gpusPerNode, 1, 1_000, "8");
        within("--fewest", fewest, 0, 1_000_000, "0");
        within("--most", most, Math.max(1, fewest), 1_000_000, fewest > 1 ? "" + fewest : "500");
        within("--start", start, 0, 1_000_000, "10");
        within("--startup-minutes", startupMinutes, 0, 100_000, "10");
        within("--cooldown-minutes", cooldownMinutes, 0, 100_000, "10");
        within("--steps", steps, 0, Integer.MAX_VALUE, "5");
        share("--target", target, target > 0 && target <= 1, "above 0 and at most 1", "0.85");
        share("--reserve", reserve, reserve >= 0 && reserve < 1_000, "0 or more", "0.10");
        share("--hysteresis", hysteresis, hysteresis >= 0 && hysteresis < 1, "from 0 to below 1", "0.10");
        if (nodePrice.signum() < 0) {
            throw Problem.input(
                    "--node-price is " + nodePrice.toPlainString() + ", but a node cannot cost less than nothing.",
                    "Maybe a sign too many.");
        }
    }

    private static void within(String option, int value, int least, int most, String usual) {
        if (value < least || value > most) {
            throw Problem.input(
                    option + " is " + value + ", but must be from " + least + " to " + most + ".",
                    "Maybe " + usual + ".");
        }
    }

    private static void share(String option, double value, boolean right, String range, String usual) {
        if (!right) {
            throw Problem.input(
                    option + " is " + value + ", but it is a share of the pool's GPUs, " + range + ".",
                    "Maybe " + usual + ".");
        }
    }

    /** The jobs of {@code jobs} that hold GPUs and have a start and an end, from the first one's coming on. */
    static List<PoolJob> read(Path jobs, List<Failure> failures) {
        RecordedJobs recorded = RecordedJobs.read(jobs);
        failures.addAll(recorded.failures());
        if (recorded.jobs().isEmpty()) {
            throw Problem.input(
                    jobs + " has no job with GPUs, a start and an end.", "Maybe its times or its GPUs are missing.");
        }
        Instant first = recorded.first();
        return recorded.jobs().stream()
                .map(j -> new PoolJob(Duration.between(first, j.came()).toSeconds(), j.gpus(), j.seconds()))
                .toList();
    }

    private ScalingRule rule(String name, ScalingLimits limits) {
        return switch (name) {
            case "fixed" -> new FixedPool();
            case "pending-work" -> new PendingWork(limits);
            case "threshold" -> new Threshold(limits, target, target / 2);
            case "target-with-reserve" -> new TargetWithReserve(limits, target, reserve, hysteresis);
            default ->
                throw Problem.input(
                        "'" + name + "' is no scaling rule.",
                        "Maybe one of fixed, pending-work, threshold, target-with-reserve.");
        };
    }

    static Sheet table() {
        return new Sheet("rules", "What each rule would have cost")
                .text("Rule", "rule")
                .number("Paid USD", "paid")
                .number("of it idle USD", "paid_idle")
                .number("GPUs held %", "utilisation_percent")
                .number("Mean wait min", "wait_mean_minutes")
                .number("p99 wait min", "wait_p99_minutes")
                .number("Makespan h", "makespan_hours")
                .number("Steps", "steps")
                .number("Never placed", "unplaced");
    }

    static void row(Sheet table, ScalingOutcome o) {
        table.row(
                Cell.text(o.rule()),
                Cell.number(o.paid().amount(), 2),
                Cell.number(o.paidIdle().amount(), 2),
                Cell.percent(BigDecimal.valueOf(o.utilisation()), 1),
                Cell.number(BigDecimal.valueOf(o.waitMeanSeconds() / 60), 1),
                Cell.number(BigDecimal.valueOf(o.waitP99Seconds() / 60.0), 1),
                Cell.number(BigDecimal.valueOf(o.makespanSeconds()).divide(HOUR, 4, RoundingMode.HALF_EVEN), 1),
                Cell.plain(BigDecimal.valueOf(o.steps().size())),
                Cell.plain(BigDecimal.valueOf(o.unplaced())));
    }

    private Sheet steps(ScalingOutcome outcome) {
        Sheet sheet = new Sheet("steps_" + outcome.rule().replace('-', '_'), "First steps of " + outcome.rule())
                .text("At h", "at_hours")
                .number("Nodes", "nodes")
                .number("USD an hour", "usd_per_hour")
                .text("Because", "why");
        int count = output.forPeople() ? steps : Integer.MAX_VALUE;
        outcome.steps().stream()
                .limit(count)
                .forEach(s -> sheet.row(
                        Cell.text(BigDecimal.valueOf(s.atSeconds())
                                .divide(HOUR, 2, RoundingMode.HALF_EVEN)
                                .toPlainString()),
                        Cell.plain(BigDecimal.valueOf(s.nodes())),
                        Cell.number(s.perHour().amount(), 2),
                        Cell.text(s.why())));
        return sheet;
    }
}
