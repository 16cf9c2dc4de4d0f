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

    /**
     * {@code coefficient} times a column in a row.
     *
     * @param row the row's number
     */
    record Entry(int row, double coefficient) {}

    /** A program that is given more columns between solves, each of which goes on from where the last one ended. */
    interface Growing extends AutoCloseable {
        /** Adds a column from 0 to {@code upper}; its number is how many there were. */
        void column(double upper, double weight, List<Entry> entries);

        /** What is best for the program as it is by now; empty when nothing satisfies its rows. */
        Optional<Priced> solve();

        @Override
        void close();
    }

    /** {@code base}, to be given more columns. */
    Growing growing(IntegerProgram base);

    /** What is best for {@code program} when every column may be in parts; empty when nothing satisfies its rows. */
    default Optional<Priced> solve(IntegerProgram program) {
        try (Growing same = growing(program)) {
            return same.solve();
        }
    }
}
