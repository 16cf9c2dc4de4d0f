package dev.lepton.core.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A linear program to minimise, some of whose columns are whole numbers. Names are unique, because a solver may end the
 * process when they are not.
 */
public final class IntegerProgram {
    /** A variable from {@code lower} to {@code upper}; {@code whole} if only whole numbers count; {@code weight} of one unit in the objective. */
    public record Column(String name, double lower, double upper, boolean whole, double weight) {
        public Column {
            if (!(lower <= upper) || !Double.isFinite(lower) || !Double.isFinite(weight)) {
                throw new IllegalArgumentException(
                        name + " goes from " + lower + " to " + upper + " with weight " + weight + ".");
            }
        }
    }

    /** {@code coefficient} times the column at {@code column}. */
    public record Term(int column, double coefficient) {}

    /** The sum of {@code terms} is from {@code lower} to {@code upper}. */
    public record Row(String name, double lower, double upper, List<Term> terms) {
        public Row {
            terms = List.copyOf(terms);
            if (!(lower <= upper)) {
                throw new IllegalArgumentException(name + " goes from " + lower + " to " + upper + ".");
            }
        }
    }

    private final List<Column> columns = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /** Adds a column and returns its number. */
    public int column(String name, double lower, double upper, boolean whole, double weight) {
        unique(name);
        columns.add(new Column(name, lower, upper, whole, weight));
        return columns.size() - 1;
    }

    /** Adds a row. */
    public void row(String name, double lower, double upper, List<Term> terms) {
        unique(name);
        rows.add(new Row(name, lower, upper, terms));
    }

    public List<Column> columns() {
        return List.copyOf(columns);
    }

    public List<Row> rows() {
        return List.copyOf(rows);
    }

    private void unique(String name) {
        if (!names.add(name)) {
            throw new IllegalArgumentException("There are two of the name '" + name + "' in a program.");
        }
    }
}
