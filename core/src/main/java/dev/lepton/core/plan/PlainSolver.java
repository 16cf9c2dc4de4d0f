package dev.lepton.core.plan;

import java.util.ArrayList;
import java.util.List;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * Solves small programs in plain Java (ojAlgo), for machines that the native solvers are not built for and as an
 * independent check of them. Whole numbers are found by branching here, best bound first, on linear programs.
 */
public final class PlainSolver implements ProgramSolver {
    private static final double WHOLE = 1e-7;

    private final int mostNodes;

    /** @param mostNodes linear programs solved before it gives up */
    public PlainSolver(int mostNodes) {
        this.mostNodes = mostNodes;
    }

    @Override
    public String name() {
        return "ojAlgo";
    }

    @Override
    public Solution solve(IntegerProgram program) {
        return new Search(program).run();
    }

    /** Bounds of the whole columns in one part of the search, and the value of its linear program. */
    private record Node(long number, List<Double> lower, List<Double> upper, double bound, List<Double> values) {}

    private final class Search {
        private final IntegerProgram program;
        private final java.util.PriorityQueue<Node> open = new java.util.PriorityQueue<>(
                java.util.Comparator.comparingDouble(Node::bound).thenComparing(Node::number));
        private List<Double> best = List.of();
        private double bestValue = Double.POSITIVE_INFINITY;
        private long nodes;

        Search(IntegerProgram program) {
            this.program = program;
        }

        Solution run() {
            push(
                    program.columns().stream().map(IntegerProgram.Column::lower).toList(),
                    program.columns().stream().map(IntegerProgram.Column::upper).toList());
            while (!open.isEmpty() && nodes < mostNodes && open.peek().bound() < bestValue - 1e-9) {
                branch(open.poll());
            }
            if (best.isEmpty()) {
                return open.isEmpty()
                        ? new Solution.Infeasible()
                        : new Solution.Undecided(nodes + " linear programs were not enough");
            }
            boolean optimal = open.isEmpty() || open.peek().bound() >= bestValue - 1e-9;
            return new Solution.Found(best, optimal ? bestValue : open.peek().bound(), optimal);
        }

        private void branch(Node node) {
            int split = mostFractional(node.values());
            if (split < 0) {
                if (node.bound() < bestValue) {
                    bestValue = node.bound();
                    best = node.values();
                }
                return;
            }
            double at = node.values().get(split);
            List<Double> below = new ArrayList<>(node.upper());
            below.set(split, Math.floor(at));
            push(node.lower(), below);
            List<Double> above = new ArrayList<>(node.lower());
            above.set(split, Math.ceil(at));
            push(above, node.upper());
        }

        private void push(List<Double> lower, List<Double> upper) {
            nodes++;
            relaxed(program, lower, upper).ifPresent(n -> {
                if (n.bound() < bestValue - 1e-9) {
                    open.add(new Node(nodes, lower, upper, n.bound(), n.values()));
                }
            });
        }

        private int mostFractional(List<Double> values) {
            int split = -1;
            double most = WHOLE;
            for (int i = 0; i < values.size(); i++) {
                double off = Math.abs(values.get(i) - Math.rint(values.get(i)));
                if (program.columns().get(i).whole() && off > most) {
                    most = off;
                    split = i;
                }
            }
            return split;
        }
    }

    private static java.util.Optional<Solution.Found> relaxed(
            IntegerProgram program, List<Double> lower, List<Double> upper) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        List<Variable> variables = new ArrayList<>();
        for (int i = 0; i < program.columns().size(); i++) {
            if (lower.get(i) > upper.get(i)) {
                return java.util.Optional.empty();
            }
            IntegerProgram.Column column = program.columns().get(i);
            Variable variable =
                    model.addVariable(column.name()).lower(lower.get(i)).weight(column.weight());
            variables.add(Double.isInfinite(upper.get(i)) ? variable : variable.upper(upper.get(i)));
        }
        for (IntegerProgram.Row row : program.rows()) {
            Expression expression = model.addExpression(row.name());
            if (Double.isFinite(row.lower())) {
                expression.lower(row.lower());
            }
            if (Double.isFinite(row.upper())) {
                expression.upper(row.upper());
            }
            row.terms().forEach(t -> expression.set(variables.get(t.column()), t.coefficient()));
        }
        Optimisation.Result result = model.minimise();
        if (result.getState() == Optimisation.State.INFEASIBLE) {
            return java.util.Optional.empty();
        }
        if (!result.getState().isOptimal()) {
            throw new IllegalStateException("The relaxed program ended as " + result.getState() + ".");
        }
        List<Double> values = new ArrayList<>();
        double objective = 0;
        for (int i = 0; i < variables.size(); i++) {
            double value = result.doubleValue(i);
            values.add(value);
            objective += value * program.columns().get(i).weight();
        }
        return java.util.Optional.of(new Solution.Found(values, objective, true));
    }
}
