package dev.lepton.app.cli;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.roadmap.CriticalPath;
import dev.lepton.core.roadmap.Leveller;
import dev.lepton.core.roadmap.Network;
import dev.lepton.core.roadmap.PriorityLeveller;
import dev.lepton.core.roadmap.Progress;
import dev.lepton.core.roadmap.ScheduleRisk;
import dev.lepton.core.roadmap.Status;
import dev.lepton.core.roadmap.TaskFault;
import dev.lepton.formats.documents.RoadmapDocument;
import dev.lepton.formats.roadmap.ProgressCsv;
import dev.lepton.planner.NativeLeveller;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lepton roadmap}: when a project is done, what it costs by when, and how it goes. */
@Command(
        name = "roadmap",
        description = {
            "When a project is done: its tasks in working time and within the people and machines there",
            "are, the critical path, the odds of the finish, what is spent by when. With reports of",
            "progress: earned value, what slipped and why, and the rest planned again. Exit 4 when a",
            "deadline is missed. To start: lepton roadmap --example > my.yaml"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class RoadmapCommand implements Callable<Integer> {
    /** CP-SAT's deterministic time: a count of work, so that the same input gives the same plan on any machine. */
    private static final double WORK = 10;

    /** Who places tasks where resources are short. */
    enum Level {
        SOLVER,
        RULES,
        NONE
    }

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private Example example;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private HtmlOption html;

    @Option(
            names = "--progress",
            paramLabel = "FILE.csv",
            description = "How far tasks are: task,date,percent,actual_cost[,started,finished].")
    private @Nullable Path progress;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "The date at the end of which progress is looked at. Default: the last in its file.")
    private @Nullable String asOf;

    @Option(
            names = "--level",
            paramLabel = "HOW",
            description =
                    "Keep limits of resources by the solver (then proven best), by priority rules, or not: solver,"
                            + " rules, none. Default: solver.")
    private Level level = Level.SOLVER;

    @Option(
            names = "--draws",
            defaultValue = "10000",
            paramLabel = "N",
            description = "Draws for the odds. Default: ${DEFAULT-VALUE}.")
    private int draws;

    @Option(names = "--seed", defaultValue = "42", description = "Of the draws and rules. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--cash-flows",
            paramLabel = "FILE.csv",
            description = "Also write what is spent by month as date,amount, which lepton invest reads.")
    private @Nullable Path cashFlows;

    @Override
    public Integer call() {
        if (draws < 1 || draws > 1_000_000) {
            throw Problem.input("--draws is " + draws + ".", "Maybe 10000; at most a million.");
        }
        return example.file("roadmap.yaml").map(this::answer).orElse(0);
    }

    private int answer(Path file) {
        RoadmapDocument document = RoadmapDocument.read(file);
        try {
            return answer(document);
        } catch (TaskFault e) {
            throw document.problem(e);
        }
    }

    private int answer(RoadmapDocument document) {
        RoadmapSheets sheets = sheets(document, level, draws, seed);
        Plan plan = sheets.plan();
        Sheets answer = sheets.answer(output.forPeople());
        plan.notes().forEach(answer::note);
        Optional<RoadmapProgress> standing = status(document).map(s -> RoadmapProgress.of(sheets, s));
        standing.ifPresent(s -> s.addTo(answer));
        answer.print(output);
        html.writePage(document.roadmap().name(), answer, board -> new RoadmapView(sheets, standing).page(board));
        if (cashFlows != null) {
            RoadmapCash.write(cashFlows, sheets);
            output.err().println("What is spent by month is in " + cashFlows + ".");
        }
        boolean late = standing.map(RoadmapProgress::late).orElseGet(sheets::late);
        return late ? Problem.Kind.CHECK.exitCode() : 0;
    }

    /** What there is to say of {@code document}, its tasks placed as {@code level} says. */
    static RoadmapSheets sheets(RoadmapDocument document, Level level, int draws, long seed) {
        Network network = Network.of(document.roadmap());
        Plan plan = plan(network, level, seed);
        return new RoadmapSheets(network, plan, risk(document, network, plan, draws, seed));
    }

    /**
     * A schedule and how it came about.
     *
     * @param how what placed the tasks
     * @param bound no schedule finishes before this boundary
     */
    record Plan(
            CriticalPath path,
            dev.lepton.core.roadmap.Schedule schedule,
            String how,
            int bound,
            boolean optimal,
            List<String> notes) {}

    private static Plan plan(Network network, Level level, long seed) {
        CriticalPath path = CriticalPath.of(network);
        if (level == Level.NONE) {
            return new Plan(
                    path,
                    path.early(),
                    "not levelled",
                    path.early().finish(),
                    true,
                    List.of("limits of resources are not kept; without --level none they are."));
        }
        PriorityLeveller rules = new PriorityLeveller(seed);
        Leveller.Levelled levelled = rules.level(network);
        if (levelled.optimal() || level == Level.RULES) {
            return plan(path, levelled, rules.name(), List.of());
        }
        try {
            NativeLeveller solver = NativeLeveller.of(seed, WORK);
            return solver.takes(network, levelled)
                    ? plan(path, solver.level(network), solver.name(), List.of())
                    : plan(
                            path,
                            levelled,
                            rules.name(),
                            List.of("the roadmap is too large for the solver, so its tasks are placed by priority"
                                    + " rules."));
        } catch (Problem e) {
            return plan(path, levelled, rules.name(), List.of("tasks are placed by priority rules: " + e.getMessage()));
        }
    }

    private static Plan plan(CriticalPath path, Leveller.Levelled levelled, String how, List<String> notes) {
        return new Plan(path, levelled.schedule(), how, levelled.bound(), levelled.optimal(), notes);
    }

    private static ScheduleRisk risk(RoadmapDocument document, Network network, Plan plan, int draws, long seed) {
        try {
            return ScheduleRisk.run(network, plan.schedule(), draws, document.correlation(), seed);
        } catch (TaskFault e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw Problem.input(String.valueOf(e.getMessage()), "Maybe fewer --draws.");
        }
    }

    private Optional<Status> status(RoadmapDocument document) {
        if (progress == null) {
            if (asOf != null) {
                throw Problem.input("--as-of needs --progress.", "Maybe add --progress FILE.csv.");
            }
            return Optional.empty();
        }
        List<Progress> reports = ProgressCsv.read(progress, document.roadmap());
        LocalDate last =
                reports.stream().map(Progress::date).max(LocalDate::compareTo).orElseThrow();
        return Optional.of(new Status(document.roadmap(), reports, asOf == null ? last : date(asOf)));
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw Problem.input("--as-of is '" + text + "', which is no date.", "Maybe 2026-03-31.");
        }
    }
}
