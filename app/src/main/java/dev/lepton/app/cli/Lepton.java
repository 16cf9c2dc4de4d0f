package dev.lepton.app.cli;

import dev.lepton.core.evidence.Problem;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
        subcommands = {
            DemoCommand.class,
            InitCommand.class,
            ImportCommand.class,
            PricesCommand.class,
            CostCommand.class,
            WhyCommand.class,
            BudgetCommand.class,
            ReportCommand.class,
            ExportCommand.class,
            TcoCommand.class,
            UnitCostCommand.class,
            IndicatorsCommand.class,
            WarmUp.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:something in your input is wrong; the message says what",
            "2:a bug in Lepton",
            "3:the outside world failed: a disk, another program",
            "4:a check failed, for instance a budget is exceeded"
        })
public final class Lepton implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    /**
     * Runs one command line and returns its exit code. Answers go to {@code out}, progress and messages to {@code err}.
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        CommandLine line = new CommandLine(new Lepton());
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler(Lepton::wrongArguments);
        line.setExecutionExceptionHandler(Lepton::failed);
        return line.execute(args);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int wrongArguments(CommandLine.ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
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
