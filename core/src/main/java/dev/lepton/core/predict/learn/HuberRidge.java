package dev.lepton.core.predict.learn;

import java.util.Arrays;

/** Ridge that lets no single example pull hard: an error beyond 1.345 deviations counts by its size, not its square (Huber, 1964). */
public final class HuberRidge implements Learner {
    private static final double KNEE = 1.345;
    private static final double DEVIATION = 1.4826;
    private static final int ROUNDS = 12;

    @Override
    public String name() {
        return "huber";
    }

    @Override
    public Predictor fit(double[][] x, double[] y, long seed) {
        Standard standard = Standard.of(x);
        double[][] z = standard.apply(x);
        double[] share = new double[y.length];
        Arrays.fill(share, 1);
        double level = MedianGuess.median(y);
        double[] weights = new double[z[0].length];
        for (int round = 0; round < ROUNDS; round++) {
            weights = new Ridge.Spectrum(z, y, share, level).best();
            double[] errors = new double[y.length];
            for (int i = 0; i < y.length; i++) {
                errors[i] = y[i] - level - dot(weights, z[i]);
            }
            double size = DEVIATION
                    * MedianGuess.median(Arrays.stream(errors).map(Math::abs).toArray());
            double shares = 0;
            double shift = 0;
            for (int i = 0; i < y.length; i++) {
                share[i] = size == 0 || Math.abs(errors[i]) <= KNEE * size ? 1 : KNEE * size / Math.abs(errors[i]);
                shares += share[i];
                shift += share[i] * errors[i];
            }
            level += shift / shares;
        }
        return standard.linear(level, weights);
    }

    private static double dot(double[] weights, double[] features) {
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
            sum += weights[j] * features[j];
        }
        return sum;
    }
}
