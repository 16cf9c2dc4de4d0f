package dev.lepton.core.plan;

import java.util.List;
import java.util.Optional;

/** Minimises the linear relaxation of an {@link IntegerProgram} and says what its rows are worth. */
public interface LinearSolver {
    /**
     * The least value, and where.
     *
     * @param values one for each column
     * @param duals one for each row: what the value rises by when both of its ends rise by one
     */
    record Priced(double value, List<Double> values, List<Double> duals) {
        public Priced {
            values = List.copyOf(values);
            duals = List.copyOf(duals);
        }
    }

    /** What is best for {@code program} when every column may be in parts; empty when nothing satisfies its rows. */
    Optional<Priced> solve(IntegerProgram program);
}
