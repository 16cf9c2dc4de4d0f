package dev.lepton.app.cli;

import dev.lepton.core.evidence.Problem;
import dev.lepton.ledger.store.Engine;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code lepton}: its subcommands in the order they are listed, and what a failure prints. */
@Command(
        name = "lepton",
        description = "Finds what your AI infrastructure costs, why, and what to change.",
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:something in your input is wrong; the message says what",
            "2:a bug in Lepton",
            "3:the outside world failed: a disk, another program",
            "4:a check failed, for instance a budget is exceeded"
        })
public final class Lepton implements Runnable {
    /** The subcommands in the order they are listed. */
    private static final Map<String, Supplier<Object>> COMMANDS = commands();

    /** Commands that open a workspace whatever their options. */
    private static final Set<String> ASKING = Set.of("cost", "why", "report", "budget", "export", "advise", "savings");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    /**
     * Runs one command line and returns its exit code. Answers go to {@code out}, progress and messages to {@code err}.
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        if (args.length > 1 && ASKING.contains(args[0])) {
            Engine.begin();
        }
        CommandLine line = commandLine(args);
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler(Lepton::wrongArguments);
        line.setExecutionExceptionHandler(Lepton::failed);
        return line.execute(args);
    }

    /** The command line as far as {@code args} may need it; whole for no arguments. */
    public static CommandLine commandLine(String... args) {
        CommandLine line = new CommandLine(new Lepton());
        subcommands(args).forEach((name, command) -> line.addSubcommand(name, command.get()));
        return line;
    }

    /**
     * The subcommands that {@code args} may need: the one they name and no other, since looking at every command's
     * options takes longer than most answers.
     */
    private static Map<String, Supplier<Object>> subcommands(String[] args) {
        String first = args.length == 0 ? "" : args[0];
        if (first.equals("--version") || first.equals("-V")) {
            return Map.of();
        }
        Supplier<Object> named = COMMANDS.get(first);
        return named == null ? COMMANDS : Map.of(first, named);
    }

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand::new);
        commands.put("init", InitCommand::new);
        commands.put("import", ImportCommand::new);
        commands.put("prices", PricesCommand::new);
        commands.put("cost", CostCommand::new);
        commands.put("why", WhyCommand::new);
        commands.put("budget", BudgetCommand::new);
        commands.put("report", ReportCommand::new);
        commands.put("advise", AdviseCommand::new);
        commands.put("savings", SavingsCommand::new);
        commands.put("export", ExportCommand::new);
        commands.put("tco", TcoCommand::new);
        commands.put("unit-cost", UnitCostCommand::new);
        commands.put("indicators", IndicatorsCommand::new);
        commands.put("spot", SpotCommand::new);
        commands.put("scale", ScaleCommand::new);
        commands.put("place", PlaceCommand::new);
        commands.put("simulate", SimulateCommand::new);
        commands.put("invest", InvestCommand::new);
        commands.put("plan", PlanCommand::new);
        commands.put("commit", CommitCommand::new);
        commands.put("rent-or-buy", RentOrBuyCommand::new);
        commands.put("power-cap", PowerCapCommand::new);
        commands.put("mix", MixCommand::new);
        commands.put("forecast", ForecastCommand::new);
        commands.put("anomalies", AnomaliesCommand::new);
        commands.put("predict", PredictCommand::new);
        commands.put("demand", DemandCommand::new);
        commands.put("shrink", ShrinkCommand::new);
        commands.put("split", SplitCommand::new);
        commands.put("roadmap", RoadmapCommand::new);
        commands.put("warm-up", WarmUp::new);
        return commands;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int wrongArguments(CommandLine.ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        Optional<String> wrongValue = WrongValue.said(e);
        if (wrongValue.isPresent()) {
            line.getErr().println("lepton: " + wrongValue.get());
            line.getErr().println("See " + line.getCommandSpec().qualifiedName() + " --help for what it stands for.");
            return Problem.Kind.INPUT.exitCode();
        }
        line.getErr().println("lepton: " + e.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, line.getErr())) {
            line.getErr().println("Maybe see " + line.getCommandSpec().qualifiedName() + " --help.");
        }
        return Problem.Kind.INPUT.exitCode();
    }

    private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        if (e instanceof Problem problem) {
            line.getErr().println("lepton: " + problem.getMessage());
            if (!problem.advice().isEmpty()) {
                line.getErr().println(problem.advice());
            }
            return problem.kind().exitCode();
        }
        line.getErr().println("lepton: a bug in Lepton stopped this command. Please report it with these lines:");
        e.printStackTrace(line.getErr());
        return 2;
    }

    /** The version in the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Lepton.class.getPackage().getImplementationVersion();
            return new String[] {"lepton " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
