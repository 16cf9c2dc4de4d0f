package dev.lepton.core.plan;

import java.util.List;

/**
 * Minimises an {@link IntegerProgram}. The same program gives the same solution always: limits are counts of work, never
 * time.
 */
public interface ProgramSolver {
    /** What solving came to. */
    sealed interface Solution {
        /**
         * Values for the columns, whole where they must be.
         *
         * @param values one for each column
         * @param bound no solution is below it, as far as the solver's arithmetic goes
         * @param optimal whether the solver has proven that none is better
         */
        record Found(List<Double> values, double bound, boolean optimal) implements Solution {
            public Found {
                values = List.copyOf(values);
            }

            public double value(int column) {
                return values.get(column);
            }

            /** A whole number that the solver gave within its tolerance. */
            public int count(int column) {
                return Math.toIntExact(Math.round(values.get(column)));
            }
        }

        /** No values satisfy the rows. */
        record Infeasible() implements Solution {}

        /** Neither values nor a proof that there are none, within the work allowed. */
        record Undecided(String why) implements Solution {}
    }

    /** What is best for {@code program}. */
    Solution solve(IntegerProgram program);

    /** The solver and its version, for the answer. */
    String name();
}
