package dev.lepton.core.predict.learn;

import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RRQRDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * Ordinary least squares, all features solved jointly by QR with pivots; features that others give already have no weight of
 * their own.
 */
public final class LeastSquares implements Learner {
    private static final double DEPENDENT = 1e-9;

    @Override
    public String name() {
        return "ols";
    }

    @Override
    public Predictor fit(double[][] x, double[] y, long seed) {
        Standard standard = Standard.of(x);
        double level = Standard.mean(y);
        double[] weights = weights(standard.apply(x), y, level);
        return standard.linear(level, weights);
    }

    private static double[] weights(double[][] z, double[] y, double level) {
        int features = z[0].length;
        if (features == 0) {
            return new double[0];
        }
        RealMatrix matrix = MatrixUtils.createRealMatrix(z);
        RRQRDecomposition qr = new RRQRDecomposition(matrix);
        RealMatrix r = qr.getR();
        int rank = 0;
        while (rank < Math.min(features, z.length)
                && Math.abs(r.getEntry(rank, rank)) > DEPENDENT * Math.abs(r.getEntry(0, 0))) {
            rank++;
        }
        double[] right = qr.getQT().operate(new ArrayRealVector(y).mapSubtract(level)).toArray();
        double[] solved = new double[features];
        for (int i = rank - 1; i >= 0; i--) {
            double sum = right[i];
            for (int j = i + 1; j < rank; j++) {
                sum -= r.getEntry(i, j) * solved[j];
            }
            solved[i] = sum / r.getEntry(i, i);
        }
        return qr.getP().operate(solved);
    }
}
