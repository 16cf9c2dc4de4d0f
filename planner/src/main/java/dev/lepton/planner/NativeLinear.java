package dev.lepton.planner;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import dev.lepton.core.evidence.Problem;
import dev.lepton.core.plan.IntegerProgram;
import dev.lepton.core.plan.LinearSolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Solves linear programs with GLOP, the simplex in OR-Tools. */
public final class NativeLinear implements LinearSolver {
    /** @throws Problem if the native library is not to be had on this machine */
    public NativeLinear() {
        try {
            Loader.loadNativeLibraries();
        } catch (UnsatisfiedLinkError | RuntimeException e) {
            throw Problem.outside(
                    "the solver's native library does not load: " + e.getMessage(),
                    "Maybe this system is none of Linux, macOS and Windows on x86-64 or (not Windows) ARM64.",
                    e);
        }
    }

    @Override
    public Growing growing(IntegerProgram base) {
        return new Simplex(base);
    }

    private static final class Simplex implements Growing {
        private final MPSolver solver = MPSolver.createSolver("GLOP");
        private final MPSolverParameters again = new MPSolverParameters();
        private final List<MPVariable> variables = new ArrayList<>();
        private final List<MPConstraint> rows = new ArrayList<>();

        Simplex(IntegerProgram base) {
            // GLOP goes on from its last basis only if what it solves was not made smaller before.
            again.setIntegerParam(
                    MPSolverParameters.IntegerParam.PRESOLVE,
                    MPSolverParameters.PresolveValues.PRESOLVE_OFF.swigValue());
            again.setIntegerParam(
                    MPSolverParameters.IntegerParam.LP_ALGORITHM,
                    MPSolverParameters.LpAlgorithmValues.PRIMAL.swigValue());
            MPObjective objective = solver.objective();
            for (IntegerProgram.Column column : base.columns()) {
                MPVariable variable = solver.makeNumVar(column.lower(), column.upper(), "");
                objective.setCoefficient(variable, column.weight());
                variables.add(variable);
            }
            objective.setMinimization();
            for (IntegerProgram.Row row : base.rows()) {
                MPConstraint constraint = solver.makeConstraint(row.lower(), row.upper(), "");
                row.terms().forEach(t -> add(constraint, variables.get(t.column()), t.coefficient()));
                rows.add(constraint);
            }
        }

        private static void add(MPConstraint row, MPVariable variable, double coefficient) {
            row.setCoefficient(variable, row.getCoefficient(variable) + coefficient);
        }

        @Override
        public void column(double upper, double weight, List<Entry> entries) {
            MPVariable variable = solver.makeNumVar(0, upper, "");
            solver.objective().setCoefficient(variable, weight);
            entries.forEach(e -> add(rows.get(e.row()), variable, e.coefficient()));
            variables.add(variable);
        }

        @Override
        public Optional<Priced> solve() {
            MPSolver.ResultStatus status = solver.solve(again);
            return switch (status) {
                case OPTIMAL ->
                    Optional.of(new Priced(
                            solver.objective().value(),
                            variables.stream().map(MPVariable::solutionValue).toList(),
                            rows.stream().map(MPConstraint::dualValue).toList()));
                case INFEASIBLE -> Optional.empty();
                case FEASIBLE, UNBOUNDED, ABNORMAL, NOT_SOLVED, MODEL_INVALID ->
                    throw new IllegalStateException("GLOP ended " + status + ".");
            };
        }

        @Override
        public void close() {
            again.delete();
            solver.delete();
        }
    }
}
