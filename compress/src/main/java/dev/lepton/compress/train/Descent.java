package dev.lepton.compress.train;

import java.util.HashMap;
import java.util.Map;

/** Steps downhill: Adam (Kingma, Ba 2015; 0.9, 0.999, 1e-8), or plain descent with momentum. */
final class Descent {
    private static final double FIRST = 0.9;
    private static final double SECOND = 0.999;
    private static final double LEAST = 1e-8;

    private final double momentum;
    private final Map<String, float[]> means = new HashMap<>();
    private final Map<String, float[]> squares = new HashMap<>();
    private int steps;

    /** @param momentum negative for Adam */
    Descent(double momentum) {
        this.momentum = momentum;
    }

    /** One step of {@code rate}; weights that are to be {@code zeros} stay zero. */
    void step(Network network, double rate, Zeros zeros) {
        steps++;
        network.trained().forEach((name, weight) -> {
            float[] gradient = network.gradient(name).values();
            float[] mean = means.computeIfAbsent(name, n -> new float[gradient.length]);
            if (momentum >= 0) {
                plain(weight.values(), gradient, mean, rate);
            } else {
                adam(
                        weight.values(),
                        gradient,
                        mean,
                        squares.computeIfAbsent(name, n -> new float[gradient.length]),
                        rate);
            }
            zeros.set(name, weight.values());
        });
    }

    private void plain(float[] weight, float[] gradient, float[] last, double rate) {
        for (int i = 0; i < weight.length; i++) {
            last[i] = (float) (momentum * last[i] + gradient[i]);
            weight[i] -= (float) (rate * last[i]);
        }
    }

    private void adam(float[] weight, float[] gradient, float[] mean, float[] square, double rate) {
        float a = (float) FIRST;
        float b = (float) SECOND;
        float scale = (float) (rate / (1 - Math.pow(FIRST, steps)));
        float root = (float) (1 / (1 - Math.pow(SECOND, steps)));
        float least = (float) LEAST;
        for (int i = 0; i < weight.length; i++) {
            float g = gradient[i];
            mean[i] = a * mean[i] + (1 - a) * g;
            square[i] = b * square[i] + (1 - b) * g * g;
            weight[i] -= scale * mean[i] / ((float) Math.sqrt(square[i] * root) + least);
        }
    }
}
