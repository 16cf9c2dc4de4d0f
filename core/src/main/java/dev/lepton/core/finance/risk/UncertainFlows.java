package dev.lepton.core.finance.risk;

import dev.lepton.core.finance.CashFlow;
import dev.lepton.core.finance.CashFlows;
import dev.lepton.core.money.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.SemiDefinitePositiveCholeskyDecomposition;

/**
 * Cash flows that depend on inputs not known for sure.
 *
 * @param inputs each with a name of its own
 * @param correlations between pairs of inputs; pairs not named are independent. They are those of the normals under the
 *     inputs (a Gaussian copula); for normal inputs they are the inputs' own
 * @param flows at least one
 */
public record UncertainFlows(List<Input> inputs, List<Correlation> correlations, List<Flow> flows) {
    private static final double TINY = 1e-10;

    /** A figure that is not known for sure. */
    public record Input(String name, Spread spread) {}

    /** How far two inputs go together, −1 to 1. */
    public record Correlation(String one, String other, double value) {}

    /**
     * A payment: {@code payment} times the inputs named in {@code times}, all multiplied; none for a payment that is sure.
     */
    public record Flow(String label, CashFlow payment, List<String> times) {
        public Flow {
            times = List.copyOf(times);
        }
    }

    public UncertainFlows {
        inputs = List.copyOf(inputs);
        correlations = List.copyOf(correlations);
        flows = List.copyOf(flows);
        Set<String> names = new HashSet<>();
        for (Input input : inputs) {
            if (!names.add(input.name())) {
                throw new IllegalArgumentException("There are two inputs called '" + input.name() + "'.");
            }
        }
        List<String> named = new ArrayList<>();
        flows.forEach(f -> named.addAll(f.times()));
        correlations.forEach(c -> named.addAll(List.of(c.one(), c.other())));
        for (String name : named) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("There is no input called '" + name + "'.");
            }
        }
        for (Correlation c : correlations) {
            if (c.one().equals(c.other()) || !(Math.abs(c.value()) <= 1)) {
                throw new IllegalArgumentException(
                        "A correlation of " + c.value() + " between " + c.one() + " and " + c.other() + " cannot be.");
            }
        }
        root(inputs, correlations);
    }

    /** The cash flows where the inputs are as stated; an input not stated has its mean. */
    public CashFlows with(Map<String, BigDecimal> values) {
        List<CashFlow> paid = new ArrayList<>();
        for (Flow flow : flows) {
            Money amount = flow.payment().amount();
            for (String name : flow.times()) {
                amount = amount.times(values.containsKey(name) ? values.get(name) : BigDecimal.valueOf(mean(name)));
            }
            paid.add(new CashFlow(flow.payment().years(), amount));
        }
        return new CashFlows(paid);
    }

    int index(String name) {
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("There is no input called '" + name + "'.");
    }

    /** Lower triangular L with L·Lᵀ the correlations: L times independent normals gives correlated ones. */
    double[][] root() {
        return root(inputs, correlations);
    }

    private double mean(String name) {
        return inputs.get(index(name)).spread().mean();
    }

    private static double[][] root(List<Input> inputs, List<Correlation> correlations) {
        int n = inputs.size();
        if (correlations.isEmpty()) {
            return MatrixUtils.createRealIdentityMatrix(Math.max(1, n)).getData();
        }
        List<String> names = inputs.stream().map(Input::name).toList();
        RealMatrix matrix = MatrixUtils.createRealIdentityMatrix(n);
        for (Correlation c : correlations) {
            matrix.setEntry(names.indexOf(c.one()), names.indexOf(c.other()), c.value());
            matrix.setEntry(names.indexOf(c.other()), names.indexOf(c.one()), c.value());
        }
        try {
            double[][] root = new SemiDefinitePositiveCholeskyDecomposition(matrix, TINY)
                    .getL()
                    .getData();
            RealMatrix again = MatrixUtils.createRealMatrix(root);
            if (again.multiplyTransposed(again).subtract(matrix).getNorm1() <= 1e-8 * n) {
                return root;
            }
        } catch (MathRuntimeException e) {
            // said below
        }
        throw new IllegalArgumentException("The correlations contradict each other: no figures can have all of them.");
    }
}
