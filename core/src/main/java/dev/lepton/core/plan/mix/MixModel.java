package dev.lepton.core.plan.mix;

import dev.lepton.core.plan.IntegerProgram;
import dev.lepton.core.plan.IntegerProgram.Term;
import dev.lepton.core.plan.ProgramSolver.Solution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/**
 * A {@link MixProblem} as a program: machines n of each shape, shares x of each bucket on each shape. Everything of a bucket is
 * served, and what a shape serves fits its machines:
 *
 * <pre>
 *   Σ_s x(b,s) = 1                                 for each bucket b
 *   Σ_b x(b,s) · rate(b) ÷ throughput(b,s) ≤ u · n(s)   for each shape s
 * </pre>
 *
 * <p>With slices, x counts k-ths of a bucket and is whole: then this is the model of Griggs et al., Mélange (arXiv 2404.14527), its
 * interchangeable slices counted, not told apart. Without, x may be any share, so that each of Mélange's plans is one of
 * these and the least cost is never above Mélange's. Shapes stand in the order of their names and buckets in that of their places, so
 * that the order of the input changes nothing.
 */
final class MixModel {
    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;
    private static final double MOST_MACHINES = 1e9;

    private final MixProblem problem;
    private final List<Integer> shapes;
    private final List<Integer> buckets;
    private final IntegerProgram program = new IntegerProgram();
    private final Map<Integer, Integer> machines = new TreeMap<>();
    private final Map<Integer, Map<Integer, Integer>> shares = new TreeMap<>();
    private final Map<Integer, Integer> unserved = new HashMap<>();

    private MixModel(MixProblem problem) {
        this.problem = problem;
        shapes = byName(problem);
        buckets = java.util.stream.IntStream.range(0, problem.buckets().size())
                .filter(b -> problem.buckets().get(b).requestsPerSecond() > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(
                                b -> problem.buckets().get(b).row())
                        .thenComparingInt(b -> problem.buckets().get(b).column())
                        .thenComparing(b -> b))
                .toList();
    }

    /** Shapes in the order of their names. */
    static List<Integer> byName(MixProblem problem) {
        return java.util.stream.IntStream.range(0, problem.shapes().size())
                .boxed()
                .sorted(Comparator.comparing(s -> problem.shapes().get(s).name()))
                .toList();
    }

    /** Minimises the sum of machines times {@code weight}; machines are whole if {@code whole}. */
    static MixModel weighing(MixProblem problem, IntToDoubleFunction weight, boolean whole) {
        MixModel model = new MixModel(problem);
        model.machineColumns(weight, whole);
        model.shareColumns(problem.slices().isPresent());
        model.serveEverything();
        model.fit();
        return model;
    }

    /** Minimises the rate that stays unserved, with as many machines as there are. */
    static MixModel servingMost(MixProblem problem) {
        MixModel model = new MixModel(problem);
        model.machineColumns(s -> 0, true);
        model.shareColumns(problem.slices().isPresent());
        for (int b : model.buckets) {
            double rate = problem.buckets().get(b).requestsPerSecond();
            boolean whole = problem.slices().isPresent();
            model.unserved.put(b, model.program.column("u" + b, 0, model.parts(), whole, rate / model.parts()));
        }
        model.serveEverything();
        model.fit();
        return model;
    }

    /** Minimises the utilisation of the busiest shape when there are {@code counts} machines. */
    static MixModel routing(MixProblem problem, List<Integer> counts) {
        MixModel model = new MixModel(problem.withSlices(java.util.OptionalInt.empty()));
        int busiest = model.program.column("busiest", 0, NO_LIMIT, false, 1);
        for (int s : model.shapes) {
            if (counts.get(s) > 0) {
                model.machines.put(s, busiest);
            }
        }
        model.shareColumns(false);
        model.serveEverything();
        for (int s : model.shapes) {
            if (counts.get(s) > 0) {
                model.fit(s, counts.get(s));
            }
        }
        return model;
    }

    /** Adds the row: the sum of machines times {@code weight} is at most {@code most}. */
    MixModel atMost(String name, IntToDoubleFunction weight, double most) {
        program.row(
                name,
                -NO_LIMIT,
                most,
                shapes.stream()
                        .map(s -> new Term(machines.getOrDefault(s, 0), weight.applyAsDouble(s)))
                        .toList());
        return this;
    }

    IntegerProgram program() {
        return program;
    }

    /** Machines of each shape in {@code found}, in the order of the problem. */
    List<Integer> counts(Solution.Found found) {
        List<Integer> counts = new ArrayList<>();
        for (int s = 0; s < problem.shapes().size(); s++) {
            counts.add(found.count(machines.getOrDefault(s, 0)));
        }
        return counts;
    }

    /** Who serves what in {@code found}; the shares of a bucket add up to 1 where nothing is unserved. */
    List<MixAnswer.Route> routes(Solution.Found found) {
        List<MixAnswer.Route> routes = new ArrayList<>();
        for (int b : buckets) {
            shares.getOrDefault(b, Map.of()).forEach((s, column) -> {
                double share = found.value(column) / parts();
                if (share > 1e-9) {
                    routes.add(new MixAnswer.Route(b, s, Math.min(1, share)));
                }
            });
        }
        return routes;
    }

    /** The share of each bucket that {@code found} leaves without a machine. */
    List<MixAnswer.Unserved> unserved(Solution.Found found) {
        List<MixAnswer.Unserved> left = new ArrayList<>();
        for (int b : buckets) {
            double share = found.value(unserved.getOrDefault(b, 0)) / parts();
            if (share > 1e-7) {
                left.add(new MixAnswer.Unserved(b, Math.min(1, share)));
            }
        }
        return left;
    }

    private int parts() {
        return problem.slices().orElse(1);
    }

    private void machineColumns(IntToDoubleFunction weight, boolean whole) {
        for (int s : shapes) {
            machines.put(s, program.column("n" + s, 0, most(s), whole, weight.applyAsDouble(s)));
        }
    }

    /** More than serve everything that the shape can serve are never needed. */
    private double most(int shape) {
        double all = 0;
        for (int b : buckets) {
            if (problem.shapes().get(shape).serves(b)) {
                all += problem.machines(b, shape);
            }
        }
        double enough = Math.min(MOST_MACHINES, Math.ceil(all / problem.utilisationLimit() + 1e-6));
        return Math.min(enough, problem.shapes().get(shape).stock().orElse(Integer.MAX_VALUE));
    }

    private void shareColumns(boolean whole) {
        for (int b : buckets) {
            Map<Integer, Integer> columns = new TreeMap<>();
            for (int s : shapes) {
                if (problem.shapes().get(s).serves(b) && machines.containsKey(s)) {
                    columns.put(s, program.column("x" + b + "_" + s, 0, parts(), whole, 0));
                }
            }
            shares.put(b, columns);
        }
    }

    private void serveEverything() {
        for (int b : buckets) {
            List<Term> terms = new ArrayList<>();
            shares.getOrDefault(b, Map.of()).values().forEach(c -> terms.add(new Term(c, 1)));
            Integer left = unserved.get(b);
            if (left != null) {
                terms.add(new Term(left, 1));
            }
            program.row("all" + b, parts(), parts(), terms);
        }
    }

    private void fit() {
        for (int s : shapes) {
            fit(s, problem.utilisationLimit());
        }
    }

    private void fit(int shape, double perMachine) {
        List<Term> terms = new ArrayList<>();
        terms.add(new Term(machines.getOrDefault(shape, 0), -perMachine));
        for (int b : buckets) {
            Integer share = shares.getOrDefault(b, Map.of()).get(shape);
            if (share != null) {
                terms.add(new Term(share, problem.machines(b, shape) / parts()));
            }
        }
        program.row("fit" + shape, -NO_LIMIT, 0, terms);
    }
}
