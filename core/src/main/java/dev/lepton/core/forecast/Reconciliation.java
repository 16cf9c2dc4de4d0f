package dev.lepton.core.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Makes forecasts of a hierarchy agree: every sum is forecast at the sum of its leaves, exactly. Bands come from past errors
 * put through the same.
 *
 * <p>MinT (Wickramasuriya, Athanasopoulos and Hyndman, 2019) moves all forecasts by as little as their errors' covariance
 * says; the covariance is shrunk to its diagonal (Schäfer and Strimmer, 2005).
 */
public enum Reconciliation {
    /** Sums are the sums of their leaves' forecasts; those of the sums themselves are not looked at. */
    BOTTOM_UP,
    /** Weighted least squares: each moves by its own errors' variance. */
    WLS,
    /** By the shrunk covariance of all errors. */
    MINT;

    /** More nodes than this have no covariance of all pairs estimated. */
    private static final int MOST = 1_500;

    private static final double RIDGE = 1e-6;

    /** The covariance stays positive definite. */
    private static final double LEAST_SHRINKAGE = 1e-4;

    /** What {@code base}, a forecast of each node of {@code hierarchy}, comes to. */
    public List<Forecast> of(Hierarchy hierarchy, List<Forecast> base) {
        int origins = base.stream().mapToInt(Forecast::origins).min().orElse(0);
        List<Forecast> moved = this == BOTTOM_UP || origins == 0 ? base : moved(hierarchy, base);
        return summed(hierarchy, base, floored(hierarchy, moved));
    }

    private List<Forecast> moved(Hierarchy hierarchy, List<Forecast> base) {
        int nodes = base.size();
        RealMatrix weights = this == MINT && nodes <= MOST ? shrunk(base) : diagonal(base);
        RealMatrix constraints = constraints(hierarchy);
        RealMatrix carried = weights.multiplyTransposed(constraints);
        var solver = new LUDecomposition(constraints.multiply(carried), Double.MIN_NORMAL).getSolver();
        int horizon = base.get(0).mean().length;
        int origins = base.get(0).origins();
        double[][] mean = new double[nodes][horizon];
        double[][][] errors = new double[nodes][origins][horizon];
        for (int h = 0; h < horizon; h++) {
            int step = h;
            double[] at = base.stream().mapToDouble(f -> f.mean()[step]).toArray();
            put(mean, step, move(at, constraints, carried, solver));
            for (int k = 0; k < origins; k++) {
                int origin = k;
                double[] error =
                        base.stream().mapToDouble(f -> f.errors()[origin][step]).toArray();
                double[] known =
                        Arrays.stream(error).map(e -> Double.isNaN(e) ? 0 : e).toArray();
                double[] better = move(known, constraints, carried, solver);
                for (int i = 0; i < nodes; i++) {
                    errors[i][k][h] = Double.isNaN(error[i]) ? Double.NaN : better[i];
                }
            }
        }
        List<Forecast> moved = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            moved.add(base.get(i).with(mean[i], errors[i]));
        }
        return moved;
    }

    private static void put(double[][] all, int step, double[] values) {
        for (int i = 0; i < values.length; i++) {
            all[i][step] = values[i];
        }
    }

    /** y − W·Cᵀ·(C·W·Cᵀ)⁻¹·C·y: the nearest values that keep the constraints C·y = 0. */
    private static double[] move(
            double[] values,
            RealMatrix constraints,
            RealMatrix carried,
            org.hipparchus.linear.DecompositionSolver solver) {
        double[] off = solver.solve(new ArrayRealVector(constraints.operate(values), false))
                .toArray();
        double[] by = carried.operate(off);
        double[] moved = values.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] -= by[i];
        }
        return moved;
    }

    /** One row a sum: it less its leaves is zero. */
    private static RealMatrix constraints(Hierarchy hierarchy) {
        int parents = hierarchy.parents();
        RealMatrix constraints =
                MatrixUtils.createRealMatrix(parents, hierarchy.nodes().size());
        for (int p = 0; p < parents; p++) {
            constraints.setEntry(p, p, 1);
            for (int leaf : hierarchy.nodes().get(p).leaves()) {
                constraints.setEntry(p, parents + leaf, -1);
            }
        }
        return constraints;
    }

    private static double rootMeanSquare(double[] errors) {
        return Math.sqrt(Arrays.stream(errors).map(e -> e * e).average().orElse(0));
    }

    private static double[][] residuals(List<Forecast> base) {
        return base.stream()
                .map(f -> Arrays.stream(f.errors())
                        .flatMapToDouble(Arrays::stream)
                        .map(e -> Double.isNaN(e) ? 0 : e)
                        .toArray())
                .toArray(double[][]::new);
    }

    /** Relative to the largest, and none zero; all alike where no forecast was ever wrong. */
    private static double[] variances(double[][] residuals) {
        double[] variances = Arrays.stream(residuals)
                .mapToDouble(r -> Arrays.stream(r).map(e -> e * e).average().orElse(0))
                .toArray();
        double largest = Arrays.stream(variances).max().orElse(0);
        return Arrays.stream(variances)
                .map(v -> largest > 0 ? v / largest + RIDGE : 1)
                .toArray();
    }

    private static RealMatrix diagonal(List<Forecast> base) {
        return MatrixUtils.createRealDiagonalMatrix(variances(residuals(base)));
    }

    /** λ·diagonal + (1 − λ)·covariance, λ from how uncertain the correlations are. */
    private static RealMatrix shrunk(List<Forecast> base) {
        double[][] residuals = residuals(base);
        double[] variances = variances(residuals);
        int nodes = residuals.length;
        for (int i = 0; i < nodes; i++) {
            double deviation = rootMeanSquare(residuals[i]);
            residuals[i] = Arrays.stream(residuals[i])
                    .map(e -> deviation > 0 ? e / deviation : 0)
                    .toArray();
        }
        double uncertain = 0;
        double squares = 0;
        RealMatrix correlation = MatrixUtils.createRealIdentityMatrix(nodes);
        for (int i = 0; i < nodes; i++) {
            for (int j = 0; j < i; j++) {
                uncertain += correlate(residuals[i], residuals[j], correlation, i, j);
                squares += Math.pow(correlation.getEntry(i, j), 2);
            }
        }
        double lambda = squares > 0 ? Math.max(LEAST_SHRINKAGE, Math.min(1, uncertain / squares)) : 1;
        RealMatrix weights = MatrixUtils.createRealMatrix(nodes, nodes);
        for (int i = 0; i < nodes; i++) {
            for (int j = 0; j < nodes; j++) {
                double kept = i == j ? 1 : (1 - lambda) * correlation.getEntry(i, j);
                weights.setEntry(i, j, kept * Math.sqrt(variances[i] * variances[j]));
            }
        }
        return weights;
    }

    /** Sets the correlation of two series of scaled errors and returns its variance. */
    private static double correlate(double[] one, double[] other, RealMatrix correlation, int i, int j) {
        int n = one.length;
        double sum = 0;
        double square = 0;
        for (int t = 0; t < n; t++) {
            double product = one[t] * other[t];
            sum += product;
            square += product * product;
        }
        correlation.setEntry(i, j, sum / n);
        correlation.setEntry(j, i, sum / n);
        return (square - sum * sum / n) * n / Math.pow(Math.max(1, n - 1), 3);
    }

    /** The leaves' forecasts, none below zero that never was. */
    private static List<Forecast> floored(Hierarchy hierarchy, List<Forecast> all) {
        List<Forecast> leaves = new ArrayList<>();
        for (int i = hierarchy.parents(); i < all.size(); i++) {
            boolean floor =
                    Arrays.stream(hierarchy.nodes().get(i).series().values()).allMatch(v -> v >= 0);
            Forecast leaf = all.get(i);
            double[] mean = leaf.mean();
            leaves.add(leaf.with(
                    floor ? Arrays.stream(mean).map(v -> Math.max(0, v)).toArray() : mean, leaf.errors()));
        }
        return leaves;
    }

    /** Forecasts of all nodes, each sum that of {@code leaves}; all are rounded to so few decimals that sums are exact. */
    static List<Forecast> summed(Hierarchy hierarchy, List<Forecast> base, List<Forecast> leaves) {
        double largest = 1;
        for (Forecast leaf : leaves) {
            for (double value : leaf.mean()) {
                largest = Math.max(largest, Math.abs(value) * leaves.size());
            }
        }
        double unit = Math.pow(10, largest < 100 ? 6 : 2);
        List<Forecast> even = leaves.stream()
                .map(l -> l.with(rounded(l.mean(), unit), l.errors()))
                .toList();
        List<Forecast> all = new ArrayList<>();
        for (int i = 0; i < hierarchy.parents(); i++) {
            List<Forecast> parts =
                    hierarchy.nodes().get(i).leaves().stream().map(even::get).toList();
            all.add(base.get(i).with(rounded(total(parts, base.get(i).mean().length), unit), errors(parts)));
        }
        all.addAll(even);
        return all;
    }

    private static double[] rounded(double[] values, double unit) {
        return Arrays.stream(values).map(v -> Math.rint(v * unit) / unit).toArray();
    }

    private static double[] total(List<Forecast> parts, int horizon) {
        double[] sum = new double[horizon];
        for (Forecast part : parts) {
            double[] mean = part.mean();
            for (int h = 0; h < horizon; h++) {
                sum[h] += mean[h];
            }
        }
        return sum;
    }

    private static double[][] errors(List<Forecast> parts) {
        int origins = parts.stream().mapToInt(Forecast::origins).min().orElse(0);
        int horizon = parts.get(0).mean().length;
        double[][] sum = new double[origins][horizon];
        for (Forecast part : parts) {
            for (int k = 0; k < origins; k++) {
                for (int h = 0; h < horizon; h++) {
                    sum[k][h] += part.errors()[k][h];
                }
            }
        }
        return sum;
    }
}
