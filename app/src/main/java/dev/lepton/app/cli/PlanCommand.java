package dev.lepton.app.cli;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.money.Money;
import dev.lepton.core.plan.joint.Effort;
import dev.lepton.core.plan.joint.JointAnswer;
import dev.lepton.core.plan.joint.JointPlan;
import dev.lepton.core.plan.joint.JointPlanner;
import dev.lepton.core.plan.joint.JointProblem;
import dev.lepton.core.plan.joint.LargePlanner;
import dev.lepton.core.plan.joint.Limits;
import dev.lepton.core.plan.source.PlanRequest;
import dev.lepton.formats.manifests.PlanFiles;
import dev.lepton.formats.prices.BundledPrices;
import dev.lepton.planner.NativeLinear;
import dev.lepton.planner.NativeSolver;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lepton plan}: the cheapest plan of several workloads together, with a bound. */
@Command(
        name = "plan",
        description = {
            "The cheapest plan of services, training runs, notebooks and data together: model variant,",
            "device, parallelism, how to pay, region and power chosen at once, with a lower bound, what",
            "binds, what each lever is worth, and in which order to move. Exit 4 if nothing fits.",
            "In a workspace it plans the work that is recorded there, without a document.",
            "Example: lepton plan --example > my.yaml && lepton plan my.yaml. The folder docs/examples/plan",
            "has one document for each of eight trades, from a bank to a chat service."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class PlanCommand implements Callable<Integer> {
    /** Nodes of the search tree: a count of work, so that the same input gives the same plan on any machine. */
    static final long MOST_NODES = 20_000;

    /** Workloads beyond which a plan is made by decomposition. */
    private static final int MOST_WORKS = 60;

    /** Plans within this share of the best are not told apart: a thousandth of a percent. */
    static final double GAP = 1e-5;

    /** The same for curves that are drawn: half a percent. */
    static final double ROUGH_GAP = 5e-3;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private Example example;

    @Option(names = "--workload", paramLabel = "FILE.yaml", description = "The same as FILE.yaml.")
    private @Nullable Path workload;

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            description = {
                "Where no FILE is given: plan for the work in this workspace. Default: ./lepton-workspace.",
                "With a FILE: the profiles of this workspace count, too."
            })
    private @Nullable Path workspace;

    @Option(names = "--budget", paramLabel = "AMOUNT", description = "Most money a month; goes before the document's.")
    private @Nullable BigDecimal budget;

    @Option(
            names = "--carbon",
            paramLabel = "KG",
            description = "Most kg of CO2 equivalent a month; goes before the document's.")
    private @Nullable BigDecimal carbon;

    @Option(
            names = "--inflated",
            paramLabel = "N",
            description = "Be safe when any N buckets of each service come --inflation percent stronger.")
    private @Nullable Integer inflated;

    @Option(
            names = "--inflation",
            paramLabel = "PERCENT",
            description = "How much stronger. Default: ${DEFAULT-VALUE}.")
    private BigDecimal inflation = BigDecimal.valueOf(25);

    @Option(
            names = "--profiles",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Measured operating points, besides those bundled.")
    private List<Path> profiles = List.of();

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private MeasuredOn measuredOn;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "Prices that held on that day. Default: the newest known.")
    private @Nullable LocalDate asOf;

    @Option(
            names = "--solver",
            paramLabel = "NAME",
            description = "SCIP, HiGHS or CBC; the cost is the same. Default: ${DEFAULT-VALUE}.")
    private NativeSolver.Engine engine = NativeSolver.Engine.SCIP;

    @Option(
            names = "--emit",
            paramLabel = "DIR",
            description = "Also write what carries the plan out: routes, replicas, machines. Nothing is applied.")
    private @Nullable Path emit;

    @Option(
            names = "--roadmap",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "FILE",
            description = "Also say what to do when, as a project that lepton roadmap reads from FILE.yaml.")
    private @Nullable String roadmap;

    @Option(names = "--brief", description = "The plan only: nothing on levers, limits and the order of moves.")
    private boolean brief;

    @Option(
            names = "--levers",
            description = {
                "Of more than 60 workloads, too, tell what each layer and lever is worth. Each is a plan of its own,",
                "so this takes some thirty times as long."
            })
    private boolean levers;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private HtmlOption html;

    @Override
    public Integer call() {
        Path dir = workspace == null ? Path.of("lepton-workspace") : workspace;
        if (workload == null && example.isUnasked() && Files.exists(dir)) {
            if (emit != null) {
                throw Problem.input(
                        "--emit needs what a workspace does not have: how services are called and served.",
                        "Maybe lepton plan FILE.yaml --emit " + emit + ".");
            }
            return answer(PlanInput.ofWorkspace(dir, measuredOn.points(profiles, null, output.err()::println), asOf));
        }
        Optional<Path> file = workload == null ? example.file("plan/chat-and-training.yaml") : Optional.of(workload);
        return file.map(f -> answer(PlanInput.of(
                        f, measuredOn.points(profiles, workspace, output.err()::println), asOf, output.err()::println)))
                .orElse(0);
    }

    private int answer(PlanInput asked) {
        PlanInput input = asked.with(this::limited).onGrids();
        PlanRequest request = input.request();
        List<String> notes = input.notes();
        PlanRequest.Assembled assembled = input.assemble().of(request);
        JointProblem problem = assembled.problem();
        JointPlanner planner = new JointPlanner(NativeSolver.of(engine, MOST_NODES, GAP));
        boolean large = problem.works().size() > MOST_WORKS;
        JointAnswer answer = large ? large(problem, notes) : planner.solve(problem);
        PlanSheets sheets = large
                ? PlanSheets.large(
                        problem, planner, notes, assembled.silent(), brief, levers && !brief, this::largePlan)
                : new PlanSheets(problem, planner, notes, assembled.silent(), brief);
        Sheets said = sheets.of(answer);
        input.ledgerCost().ifPresent(cost -> ledger(said, cost));
        if (answer instanceof JointAnswer.Planned planned) {
            new PlanCarbon(request, problem, planned.plan()).addTo(said);
            moves(said, sheets, problem, planned.plan(), input);
        }
        said.print(output);
        if (emit != null && answer instanceof JointAnswer.Planned planned) {
            Map<String, String> files = PlanFiles.of(request, problem, planned.plan());
            PlanFiles.write(emit, files);
            output.err().println(files.size() + " files of the plan are in " + emit + "; nothing was applied.");
        }
        html.write(
                "The cheapest plan",
                said,
                () -> sheets.plots(
                        answer,
                        new JointPlanner(NativeSolver.of(engine, MOST_NODES, ROUGH_GAP)),
                        factor -> request.withLatencies(factor)
                                .map(r -> input.assemble().of(r).problem())));
        return answer instanceof JointAnswer.Planned ? 0 : Problem.Kind.CHECK.exitCode();
    }

    /** What the same machines cost as the ledger has it. */
    private static void ledger(Sheets said, Money cost) {
        said.head("ledger_cost_per_month", Cell.plain(PlanSheets.cents(cost)));
        said.open("The ledger has " + Cell.grouped(PlanSheets.cents(cost)) + " "
                + cost.currency().getCurrencyCode()
                + " a month for these machines, idle ones included; what is saved is against that.");
        said.note(
                "Today, in the way from today to the plan, is the same work on today's machines with idle ones switched off.");
    }

    private void moves(Sheets said, PlanSheets sheets, JointProblem problem, JointPlan plan, PlanInput input) {
        Optional<Money> today = brief ? Optional.empty() : input.ledgerCost().or(sheets::today);
        if (today.isEmpty() && roadmap == null) {
            return;
        }
        Effort effort = input.effort();
        LocalDate start = effort.start().or(() -> Optional.ofNullable(asOf)).orElseGet(() -> {
            LocalDate prices = LocalDate.ofInstant(BundledPrices.load().newestList(), ZoneOffset.UTC);
            if (roadmap != null) {
                said.note("No first day is stated, so the roadmap starts on " + prices
                        + ", the day of the newest price list: state effort.start or --as-of.");
            }
            return prices;
        });
        PlanMoves moves = new PlanMoves(problem, plan, sheets.transition(plan), effort, start);
        today.ifPresent(t -> moves.worth(said, t));
        if (roadmap != null) {
            moves.project(said, roadmap.isEmpty() ? Optional.empty() : Optional.of(Path.of(roadmap)));
            if (!roadmap.isEmpty()) {
                output.err().println("The roadmap is in " + roadmap + ".");
            }
        }
    }

    /** Thousands of workloads: each alone at prices of what they share. */
    private JointAnswer large(JointProblem problem, List<String> notes) {
        if (!problem.limits().megabits().isEmpty()) {
            throw Problem.input(
                    "limits on links (link_mbps) take at most " + MOST_WORKS + " workloads.",
                    "Maybe plan those that share a link by themselves.");
        }
        notes.add(
                "More than " + MOST_WORKS + " workloads are planned by decomposition; what binds is left out"
                        + (brief
                                ? "."
                                : levers
                                        ? ", and what layers and levers are worth is known to the gaps of their plans."
                                        : ", and what layers and levers are worth, which --levers works out at some thirty times the time."));
        return largePlan(problem)
                .<JointAnswer>map(JointAnswer.Planned::new)
                .orElseGet(() ->
                        new JointAnswer.Impossible(List.of("No plan of all workloads together was found within the"
                                + " limits. Maybe plan some of them by themselves, which names what is impossible.")));
    }

    private Optional<JointPlan> largePlan(JointProblem problem) {
        return new LargePlanner(
                        NativeSolver.of(engine, MOST_NODES),
                        NativeSolver.of(engine, MOST_NODES, GAP),
                        new NativeLinear(),
                        output.forPeople() ? line -> output.err().println(line) : line -> {})
                .solve(problem);
    }

    private static void notNegative(String option, @Nullable BigDecimal value) {
        if (value != null && value.signum() < 0) {
            throw Problem.input(option + " is " + value.toPlainString() + ", but cannot be negative.", "");
        }
    }

    /** The request under the limits of the command line, which go before the document's. */
    private PlanRequest limited(PlanRequest request) {
        notNegative("--budget", budget);
        notNegative("--carbon", carbon);
        notNegative("--inflation", inflation);
        notNegative("--inflated", inflated == null ? null : BigDecimal.valueOf(inflated));
        Limits limits = request.limits();
        if (budget != null) {
            limits = limits.withBudget(Optional.of(new Money(budget, request.currency())));
        }
        if (carbon != null) {
            limits = limits.withKilograms(OptionalDouble.of(carbon.doubleValue()));
        }
        if (inflated != null) {
            limits = limits.withInflation(inflated, inflation.movePointLeft(2).doubleValue());
        }
        return request.with(limits);
    }
}
