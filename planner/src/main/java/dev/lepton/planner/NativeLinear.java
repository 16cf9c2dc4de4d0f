package dev.lepton.planner;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
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
    public Optional<Priced> solve(IntegerProgram program) {
        MPSolver solver = MPSolver.createSolver("GLOP");
        try {
            List<MPVariable> variables = new ArrayList<>();
            MPObjective objective = solver.objective();
            for (IntegerProgram.Column column : program.columns()) {
                MPVariable variable = solver.makeNumVar(column.lower(), column.upper(), "");
                objective.setCoefficient(variable, column.weight());
                variables.add(variable);
            }
            objective.setMinimization();
            List<MPConstraint> rows = new ArrayList<>();
            for (IntegerProgram.Row row : program.rows()) {
                MPConstraint constraint = solver.makeConstraint(row.lower(), row.upper(), "");
                row.terms()
                        .forEach(t -> constraint.setCoefficient(
                                variables.get(t.column()),
                                constraint.getCoefficient(variables.get(t.column())) + t.coefficient()));
                rows.add(constraint);
            }
            MPSolver.ResultStatus status = solver.solve();
            return switch (status) {
                case OPTIMAL ->
                    Optional.of(new Priced(
                            objective.value(),
                            variables.stream().map(MPVariable::solutionValue).toList(),
                            rows.stream().map(MPConstraint::dualValue).toList()));
                case INFEASIBLE -> Optional.empty();
                case FEASIBLE, UNBOUNDED, ABNORMAL, NOT_SOLVED, MODEL_INVALID ->
                    throw new IllegalStateException("GLOP ended " + status + ".");
            };
        } finally {
            solver.delete();
        }
    }
}
