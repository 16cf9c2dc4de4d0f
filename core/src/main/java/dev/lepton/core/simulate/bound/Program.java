package dev.lepton.core.simulate.bound;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** A linear program of the form max c·x, A·x ≤ b, x ≥ 0, with the prices of its rows. */
final class Program {
    private final ExpressionsBasedModel model = new ExpressionsBasedModel();
    private final List<Expression> rows = new ArrayList<>();
    private final List<Variable> columns = new ArrayList<>();

    /** The optimum, and what one more unit of a row's bound would add to it. */
    record Optimum(double value, List<Double> prices) {
        double price(int row) {
            return prices.get(row);
        }
    }

    /** A row with bound {@code most}. */
    int row(double most) {
        rows.add(model.addExpression("r" + rows.size()).upper(most));
        return rows.size() - 1;
    }

    /** A column that adds {@code worth} to the objective for each unit. */
    int column(double worth) {
        columns.add(model.addVariable("c" + columns.size()).lower(0).weight(worth));
        return columns.size() - 1;
    }

    void set(int row, int column, double value) {
        if (value != 0) {
            rows.get(row).set(columns.get(column), value);
        }
    }

    Optimum maximise() {
        Optimisation.Result result = model.maximise();
        if (!result.getState().isOptimal()) {
            throw new IllegalStateException("The linear program ended " + result.getState() + ".");
        }
        IdentityHashMap<Object, Double> byRow = new IdentityHashMap<>();
        result.getDualValues().forEach(pair -> byRow.put(pair.left().left(), Math.abs(pair.doubleValue())));
        return new Optimum(
                result.getValue(),
                rows.stream().map(r -> byRow.getOrDefault(r, 0.0)).toList());
    }
}
