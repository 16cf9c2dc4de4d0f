package dev.lepton.planner;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.plan.IntegerProgram;
import dev.lepton.core.plan.ProgramSolver;
import java.util.ArrayList;
import java.util.List;

/** Solves programs with one of the solvers in OR-Tools, in one thread, to a gap of zero or one that is stated, within a number of nodes. */
public final class NativeSolver implements ProgramSolver {
    /** A solver, and how its limits are told. */
    public enum Engine {
        HIGHS("HiGHS"),
        SCIP("SCIP"),
        CBC("CBC");

        private final String title;

        Engine(String title) {
            this.title = title;
        }

        private String settings(long mostNodes, double gap) {
            return switch (this) {
                case HIGHS ->
                    "output_flag = false\nthreads = 1\nmip_rel_gap = " + gap + "\nmip_abs_gap = 1e-9\n"
                            + "mip_feasibility_tolerance = 1e-9\nprimal_feasibility_tolerance = 1e-9\nmip_max_nodes = "
                            + mostNodes + "\n";
                case SCIP ->
                    "numerics/feastol = 1e-9\nlimits/gap = " + gap + "\nlimits/totalnodes = " + mostNodes + "\n";
                case CBC -> "";
            };
        }
    }

    private static final double TOLERANCE = 1e-9;

    private final Engine engine;
    private final long mostNodes;
    private final double gap;

    private NativeSolver(Engine engine, long mostNodes, double gap) {
        this.engine = engine;
        this.mostNodes = mostNodes;
        this.gap = gap;
    }

    /**
     * {@code engine}, which may look at {@code mostNodes} nodes of its search tree (CBC has no such limit and ends when it is done).
     *
     * @throws Problem if the native library is not to be had on this machine
     */
    public static NativeSolver of(Engine engine, long mostNodes) {
        return of(engine, mostNodes, 0);
    }

    /**
     * Like {@link #of(Engine, long)}, and content with a solution that is proven to be within {@code gap} of the best, as a share.
     *
     * @throws Problem if the native library is not to be had on this machine
     */
    public static NativeSolver of(Engine engine, long mostNodes, double gap) {
        try {
            Loader.loadNativeLibraries();
        } catch (UnsatisfiedLinkError | RuntimeException e) {
            throw Problem.outside(
                    "the solver's native library does not load: " + e.getMessage(),
                    "Maybe this system is none of Linux, macOS and Windows on x86-64 or (not Windows) ARM64.",
                    e);
        }
        return new NativeSolver(engine, mostNodes, gap);
    }

    @Override
    public String name() {
        return engine.title;
    }

    @Override
    public Solution solve(IntegerProgram program) {
        MPSolver solver = MPSolver.createSolver(engine.name());
        try {
            List<MPVariable> variables = load(program, solver);
            // HiGHS takes its settings and says that it did not; one that it does not know ends the solve with an
            // exception.
            solver.setSolverSpecificParametersAsString(engine.settings(mostNodes, gap));
            return solution(solver, solver.solve(exact()), variables);
        } catch (IllegalArgumentException e) {
            // HiGHS at its limit of nodes: OR-Tools gives a status that its Java enum does not have, and no values.
            return new Solution.Undecided(
                    name() + " ended within " + mostNodes + " nodes without a plan it can hand over");
        } finally {
            solver.delete();
        }
    }

    private List<MPVariable> load(IntegerProgram program, MPSolver solver) {
        List<MPVariable> variables = new ArrayList<>();
        MPObjective objective = solver.objective();
        for (IntegerProgram.Column column : program.columns()) {
            MPVariable variable = solver.makeVar(column.lower(), column.upper(), column.whole(), column.name());
            objective.setCoefficient(variable, column.weight());
            variables.add(variable);
        }
        objective.setMinimization();
        for (IntegerProgram.Row row : program.rows()) {
            MPConstraint constraint = solver.makeConstraint(row.lower(), row.upper(), row.name());
            row.terms().forEach(t -> constraint.setCoefficient(variables.get(t.column()), t.coefficient()));
        }
        return variables;
    }

    /** Without these OR-Tools stops within 0.01 % of the optimum. */
    private MPSolverParameters exact() {
        MPSolverParameters parameters = new MPSolverParameters();
        parameters.setDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, gap);
        if (engine != Engine.CBC) {
            parameters.setDoubleParam(MPSolverParameters.DoubleParam.PRIMAL_TOLERANCE, TOLERANCE);
        }
        return parameters;
    }

    private Solution solution(MPSolver solver, MPSolver.ResultStatus status, List<MPVariable> variables) {
        return switch (status) {
            case OPTIMAL ->
                new Solution.Found(
                        values(variables), bound(solver, solver.objective().value()), gap == 0 || closed(solver));
            case FEASIBLE -> new Solution.Found(values(variables), bound(solver, Double.NEGATIVE_INFINITY), false);
            case INFEASIBLE -> new Solution.Infeasible();
            case NOT_SOLVED -> new Solution.Undecided(mostNodes + " nodes of the search were not enough");
            case UNBOUNDED, ABNORMAL, MODEL_INVALID ->
                throw new IllegalStateException(name() + " ended " + status + ".");
        };
    }

    /** Whether what was found and the bound are the same but for rounding. */
    private static boolean closed(MPSolver solver) {
        double value = solver.objective().value();
        return value - bound(solver, value) <= TOLERANCE * Math.max(1, Math.abs(value));
    }

    /** The solver's own bound, where it has one: what it has proven, which may lie a little below an optimal value. */
    private static double bound(MPSolver solver, double otherwise) {
        double bound = solver.isMip() ? solver.objective().bestBound() : otherwise;
        return Double.isFinite(bound) ? Math.min(bound, solver.objective().value()) : otherwise;
    }

    private static List<Double> values(List<MPVariable> variables) {
        return variables.stream().map(MPVariable::solutionValue).toList();
    }
}
