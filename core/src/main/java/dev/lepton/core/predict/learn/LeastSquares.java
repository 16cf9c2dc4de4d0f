package dev.lepton.core.predict.learn;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealVector;

/**
 * Ordinary least squares, all features solved jointly by QR; a feature that those before it give already has no weight of its
 * own.
 */
public final class LeastSquares implements Learner {
    private static final double DEPENDENT = 1e-7;

    @Override
    public String name() {
        return "ols";
    }

    @Override
    public Predictor fit(double[][] x, double[] y, long seed) {
        Standard standard = Standard.of(x);
        double level = Standard.mean(y);
        double[][] z = standard.apply(x);
        double[] weights = new double[z[0].length];
        List<Integer> kept = independent(z);
        if (!kept.isEmpty()) {
            double[][] columns = new double[z.length][kept.size()];
            for (int i = 0; i < z.length; i++) {
                for (int j = 0; j < kept.size(); j++) {
                    columns[i][j] = z[i][kept.get(j)];
                }
            }
            RealVector solved = new QRDecomposition(MatrixUtils.createRealMatrix(columns))
                    .getSolver()
                    .solve(new ArrayRealVector(y).mapSubtract(level));
            for (int j = 0; j < kept.size(); j++) {
                weights[kept.get(j)] = solved.getEntry(j);
            }
        }
        return standard.linear(level, weights);
    }

    /** The features that are not sums of those before them; the mean takes one of the examples. */
    private static List<Integer> independent(double[][] z) {
        List<Integer> kept = new ArrayList<>();
        List<RealVector> axes = new ArrayList<>();
        for (int j = 0; j < z[0].length && kept.size() < z.length - 1; j++) {
            RealVector column = new ArrayRealVector(z.length);
            for (int i = 0; i < z.length; i++) {
                column.setEntry(i, z[i][j]);
            }
            double size = column.getNorm();
            for (int twice = 0; twice < 2; twice++) {
                for (RealVector axis : axes) {
                    column = column.subtract(axis.mapMultiply(axis.dotProduct(column)));
                }
            }
            if (size > 0 && column.getNorm() > DEPENDENT * size) {
                kept.add(j);
                axes.add(column.mapDivide(column.getNorm()));
            }
        }
        return kept;
    }
}
