package dev.lepton.core.forecast.method;

import java.util.function.ToDoubleFunction;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.hipparchus.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/** Nelder and Mead's simplex search that keeps the best point it saw, also when its evaluations run out. */
final class Descent {
    private static final double TOLERANCE = 1e-7;

    private double best = Double.POSITIVE_INFINITY;
    private double[] at;

    private Descent(double[] start) {
        at = start.clone();
    }

    /**
     * The lowest point found.
     *
     * @param loss infinite where a point is not allowed
     * @param steps first step along each coordinate
     */
    static double[] lowest(ToDoubleFunction<double[]> loss, double[] start, double[] steps, int evaluations) {
        Descent descent = new Descent(start);
        try {
            new SimplexOptimizer(TOLERANCE, TOLERANCE)
                    .optimize(
                            new MaxEval(evaluations),
                            new ObjectiveFunction(point -> descent.seen(loss.applyAsDouble(point), point)),
                            GoalType.MINIMIZE,
                            new InitialGuess(start),
                            new NelderMeadSimplex(steps));
        } catch (MathIllegalStateException e) {
            // Evaluations ran out: the best point so far counts.
        }
        return descent.at;
    }

    private double seen(double loss, double[] point) {
        double value = Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
        if (value < best) {
            best = value;
            at = point.clone();
        }
        return Math.min(value, Double.MAX_VALUE / 4);
    }
}
