package dev.lepton.app.cli;

import dev.lepton.app.wiring.Session;
import dev.lepton.app.wiring.WatchedSpend;
import dev.lepton.core.evidence.Failure;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.forecast.anomaly.JobWatch;
import dev.lepton.core.forecast.anomaly.SpendDetector;
import dev.lepton.core.workload.Job;
import dev.lepton.formats.jobs.JobList;
import dev.lepton.formats.series.WatchedCsv;
import dev.lepton.ledger.query.JobFacts;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lepton anomalies}: what is out of the ordinary in series, in a workspace's spend, or among jobs. */
@Command(
        name = "anomalies",
        description = {
            "What is out of the ordinary: series of a file, the daily spend of a workspace, or jobs.",
            "Days are watched as spend, minutes and hours as utilisation; no value is judged by later ones.",
            "Reads CSV 'unique_id,ds,y' (or 'timestamp,value'); columns of text are dimensions, whose",
            "parts are ranked by what they had to do with it.",
            "",
            "For instance: lepton anomalies spend.csv --least 100"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class AnomaliesCommand implements Runnable {
    private static final double LINE = SpendDetector.Rule.USUAL.line();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SERIES.csv",
            description = "The series to read; without it, the spend of the workspace.")
    private @Nullable Path file;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private WorkspaceOption workspace;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private QuestionOptions question;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Option(
            names = "--by",
            split = ",",
            defaultValue = "team",
            paramLabel = "KEYS",
            description = "What a workspace's spend is taken apart by. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private List<String> by;

    @Option(names = "--jobs", description = "Watch the workspace's jobs, or those of the list given as SERIES.csv.")
    private boolean jobs;

    @Option(
            names = "--detector",
            defaultValue = "auto",
            paramLabel = "NAME",
            description = "spend, utilisation, or auto: by the step of the series (default).")
    @SuppressWarnings("NullAway.Init")
    private WatchedSeries.Choice detector;

    @Option(
            names = "--line",
            paramLabel = "ERRORS",
            description = "From how many mean absolute errors on spend alerts. Default: 3.4.")
    private double line = LINE;

    @Option(names = "--falls", description = "Tell of spend that falls to nearly nothing too.")
    private boolean falls;

    @Option(
            names = "--least",
            paramLabel = "AMOUNT",
            description = "Tell of spend only when it is so much above what was expected.")
    private BigDecimal least = BigDecimal.ZERO;

    @Option(names = "--least-percent", paramLabel = "PERCENT", description = "… and so many per cent. Default: 10.")
    private BigDecimal leastPercent = BigDecimal.TEN;

    @Option(names = "--backtest", description = "Say how many alerts a year each line would have given.")
    private boolean backtest;

    @Option(names = "--offline", description = "Judge what a series begins with, too, looking back from its end.")
    private boolean offline;

    @Override
    public void run() {
        if (!(line > 0) || least.signum() < 0 || leastPercent.signum() < 0) {
            throw Problem.input(
                    "--line is " + line + ", --least " + least + ", --least-percent " + leastPercent + ".",
                    "Maybe --line 3.4 --least 100 --least-percent 10: a line is above 0, no floor is below it.");
        }
        if (jobs) {
            jobs();
            return;
        }
        List<Failure> failures = new ArrayList<>();
        List<WatchedCsv.Watched> watched = watched(failures);
        SpendDetector.Rule rule = new SpendDetector.Rule(
                line, falls, leastPercent.movePointLeft(2).doubleValue(), least.doubleValue());
        WatchedSeries series = WatchedSeries.of(watched, detector, rule, offline);
        AnomaliesSheets sheets = new AnomaliesSheets(series);
        if (output.csv()) {
            output.print(sheets.table());
            failures.forEach(f -> output.err().println(f));
        } else {
            Sheets answer = sheets.answer(output.json(), backtest);
            answer.note("rows were not taken", failures);
            answer.print(output);
        }
    }

    private List<WatchedCsv.Watched> watched(List<Failure> failures) {
        if (file == null) {
            try (Session session = workspace.open()) {
                List<String> keys = new ArrayList<>(List.of("day"));
                keys.addAll(by);
                List<WatchedCsv.Watched> spend =
                        WatchedSpend.of(session, question.question(keys, session, workspace.now()));
                if (spend.isEmpty()) {
                    throw Problem.input(
                            "There is no spend in " + workspace.dir() + ".",
                            "Maybe import a bill or usage and a fleet, or give a file of series.");
                }
                return spend;
            }
        }
        WatchedCsv.ReadWatched read = WatchedCsv.read(file);
        failures.addAll(read.failures());
        if (read.watched().isEmpty()) {
            throw Problem.input(
                    file + " has no value that can be taken."
                            + failures.stream()
                                    .findFirst()
                                    .map(f -> " The first: " + f + ".")
                                    .orElse(""),
                    "Maybe write lines such as '2026-01-31,120.5' under 'ds,y'.");
        }
        return read.watched();
    }

    private void jobs() {
        List<Job> all = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        if (file == null) {
            try (Session session = workspace.open()) {
                all.addAll(JobFacts.of(session.facts()));
            }
        } else {
            JobList.of(file).read(file, ZoneOffset.UTC, Instant.EPOCH, all::add, failures::add, n -> {});
        }
        if (all.isEmpty()) {
            throw Problem.input(
                    (file == null ? workspace.dir() : file) + " has no jobs.", "Maybe lepton import jobs first.");
        }
        Instant asOf = workspace.hasAsOf() ? workspace.now() : lastSeen(all);
        Sheets answer = JobAnomalies.answer(JobWatch.of(all, asOf), all.size(), asOf);
        answer.note("rows were not taken", failures);
        answer.print(output);
    }

    /** The last moment that any job tells of: a list is as of when it was written. */
    private static Instant lastSeen(List<Job> jobs) {
        return jobs.stream()
                .flatMap(j -> java.util.stream.Stream.of(
                                j.lifetime().submitted(),
                                j.lifetime().started(),
                                j.lifetime().ended())
                        .flatMap(java.util.Optional::stream))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }
}
