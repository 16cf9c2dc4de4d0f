package dev.lepton.core.predict.learn;

import java.util.List;

/** A way to learn a number from others. The same input and seed give the same predictor. */
public interface Learner {
    /** What it is called, for instance {@code ridge}. */
    String name();

    /**
     * What {@code x} says of {@code y}.
     *
     * @param x a row for each example, the same features in each, all finite
     * @param y a number for each example, finite
     * @param seed what draws are made from, where there are any
     */
    Predictor fit(double[][] x, double[] y, long seed);

    /** What was learnt. */
    interface Predictor {
        /** The number to expect with these features. */
        double predict(double[] features);
    }

    /** Every way there is, the simplest first. */
    static List<Learner> all() {
        return List.of(
                new MedianGuess(),
                new LeastSquares(),
                new Ridge(),
                new ElasticNet(1),
                new ElasticNet(0.5),
                new HuberRidge(),
                new Cart(),
                new Forest(),
                new Boosting());
    }
}
