package dev.lepton.app.wiring;

import dev.lepton.core.evidence.Problem;
import dev.lepton.core.plan.PlainSolver;
import dev.lepton.core.plan.ProgramSolver;
import dev.lepton.planner.NativeSolver;
import java.util.function.Consumer;
import java.util.function.Function;

/** The solver of a plan: a native one, or the one in plain Java where native code does not load. */
public final class Solvers {
    /** Nodes of the search tree: a count of work, so that the same input gives the same plan on any machine. */
    private static final long MOST_NODES = 100_000;

    private static final int MOST_PROGRAMS = 20_000;

    private Solvers() {}

    /** Solvers by name. */
    public enum Name {
        SCIP,
        HIGHS,
        CBC,
        /** Branch and bound on ojAlgo's linear programs: slower, and everywhere. */
        PLAIN
    }

    /** The solver called {@code name}; {@code notes} is told when another one stands in for it. */
    public static ProgramSolver of(Name name, Consumer<String> notes) {
        return of(name, engine -> NativeSolver.of(engine, MOST_NODES), notes);
    }

    static ProgramSolver of(Name name, Function<NativeSolver.Engine, ProgramSolver> natives, Consumer<String> notes) {
        return switch (name) {
            case PLAIN -> new PlainSolver(MOST_PROGRAMS);
            case SCIP -> nativeOr(NativeSolver.Engine.SCIP, natives, notes);
            case HIGHS -> nativeOr(NativeSolver.Engine.HIGHS, natives, notes);
            case CBC -> nativeOr(NativeSolver.Engine.CBC, natives, notes);
        };
    }

    private static ProgramSolver nativeOr(
            NativeSolver.Engine engine, Function<NativeSolver.Engine, ProgramSolver> natives, Consumer<String> notes) {
        try {
            return natives.apply(engine);
        } catch (Problem problem) {
            if (problem.kind() != Problem.Kind.OUTSIDE) {
                throw problem;
            }
            notes.accept(
                    "A solver in plain Java stands in, which is slower on large problems: " + problem.getMessage());
            return new PlainSolver(MOST_PROGRAMS);
        }
    }
}
