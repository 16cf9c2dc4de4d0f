package dev.lepton.app.cli;

import dev.lepton.app.wiring.Solvers;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.plan.ProgramSolver;
import dev.lepton.core.plan.mix.MixAnswer;
import dev.lepton.core.plan.mix.MixPlanner;
import dev.lepton.core.plan.mix.MixProblem;
import dev.lepton.formats.documents.MixDocument;
import dev.lepton.formats.profiles.RatesCsv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lepton mix}: the cheapest mix of machine types for one inference service, with a proven bound. */
@Command(
        name = "mix",
        description = {
            "The cheapest mix of machine types that serves a service's requests, proven: nothing that",
            "serves them costs less than the bound. Reads throughputs by request size and type of",
            "machine (Melange's form), or named buckets with measured points, or looks a model up in profiles:",
            "the bundled ones (ML.ENERGY, H100 and B200), a workspace's, files. Exit 4 if nothing does."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lepton.Version.class)
final class MixCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private Example example;

    @Option(
            names = "--slices",
            paramLabel = "N",
            description = "Keep each bucket in N equal slices, each served by one type whole, as Melange does."
                    + " Default: split freely, which never costs more.")
    private @Nullable Integer slices;

    @Option(
            names = "--rates",
            paramLabel = "FILE.csv",
            description = "Other rates: bucket,requests_per_second, or row,column,requests_per_second.")
    private @Nullable Path rates;

    @Option(
            names = "--solver",
            paramLabel = "NAME",
            description =
                    "SCIP, HiGHS, CBC, or PLAIN (no native code); the cost is the same. Default: ${DEFAULT-VALUE}.")
    private Solvers.Name engine = Solvers.Name.SCIP;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private MixProfileOptions profiles;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    public Integer call() {
        return example.file("mix/chat.yaml").map(this::answer).orElse(0);
    }

    private int answer(Path file) {
        MixDocument document = MixDocument.read(file, profiles.inputs(output.err()::println));
        List<String> notes = new ArrayList<>(document.notes());
        MixProblem problem = document.problem();
        if (rates != null) {
            problem = RatesCsv.read(rates, problem);
            notes.add("Rates are those of " + rates + "; a bucket that it does not name gets no requests.");
        }
        if (slices != null) {
            if (slices < 1 || slices > 1000) {
                throw Problem.input("--slices is " + slices + ", but must be from 1 to 1000.", "Maybe 4.");
            }
            problem = problem.withSlices(OptionalInt.of(slices));
        }
        ProgramSolver solver = Solvers.of(engine, notes::add);
        MixAnswer answer = new MixPlanner(solver).solve(problem);
        if (output.json()) {
            output.print(new MixJson(problem, notes, solver.name()).of(answer));
        } else {
            new MixSheets(problem, notes, solver.name()).of(answer).print(output);
        }
        return answer instanceof MixAnswer.Plan ? 0 : Problem.Kind.CHECK.exitCode();
    }
}
