package dev.lepton.core.plan.joint;

import dev.lepton.core.plan.IntegerProgram;
import dev.lepton.core.plan.IntegerProgram.Term;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A program whose columns are measured in several ways, so that it can be solved for one of them with limits on the others. */
final class Draft {
    private record Drafted(String name, double lower, double upper, boolean whole, Map<Measure, Double> weights) {}

    private final List<Drafted> columns = new ArrayList<>();
    private final List<IntegerProgram.Row> rows = new ArrayList<>();
    private final boolean whole;

    /** @param whole whether columns that are whole numbers must be; false for the linear relaxation */
    Draft(boolean whole) {
        this.whole = whole;
    }

    /** Adds a column that must be whole if {@code counted}, and returns its number. */
    int column(String name, double lower, double upper, boolean counted) {
        columns.add(
                new Drafted(name + "#" + columns.size(), lower, upper, counted && whole, new EnumMap<>(Measure.class)));
        return columns.size() - 1;
    }

    /** One unit of {@code column} counts {@code weight} more in {@code measure}. */
    void weigh(int column, Measure measure, double weight) {
        columns.get(column).weights().merge(measure, weight, Double::sum);
    }

    /** Adds a row and returns its number. */
    int row(String name, double lower, double upper, List<Term> terms) {
        rows.add(new IntegerProgram.Row(name + "#" + rows.size(), lower, upper, terms));
        return rows.size() - 1;
    }

    int atMost(String name, double upper, List<Term> terms) {
        return row(name, Double.NEGATIVE_INFINITY, upper, terms);
    }

    int atLeast(String name, double lower, List<Term> terms) {
        return row(name, lower, Double.POSITIVE_INFINITY, terms);
    }

    /** The program that makes {@code objective} least while no measure in {@code caps} is above its cap. */
    IntegerProgram minimising(Measure objective, Map<Measure, Double> caps) {
        IntegerProgram program = new IntegerProgram();
        for (Drafted c : columns) {
            program.column(
                    c.name(), c.lower(), c.upper(), c.whole(), c.weights().getOrDefault(objective, 0.0));
        }
        rows.forEach(r -> program.row(r.name(), r.lower(), r.upper(), r.terms()));
        caps.forEach(
                (measure, cap) -> program.row("cap of " + measure, Double.NEGATIVE_INFINITY, cap, measured(measure)));
        return program;
    }

    /** What a solution comes to in {@code measure}. */
    double total(Measure measure, List<Double> values) {
        double total = 0;
        for (int c = 0; c < columns.size(); c++) {
            total += values.get(c) * columns.get(c).weights().getOrDefault(measure, 0.0);
        }
        return total;
    }

    int columns() {
        return columns.size();
    }

    /** All columns that count in {@code measure}, with their weights. */
    List<Term> measured(Measure measure) {
        List<Term> terms = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            double weight = columns.get(c).weights().getOrDefault(measure, 0.0);
            if (weight != 0) {
                terms.add(new Term(c, weight));
            }
        }
        return terms;
    }
}
