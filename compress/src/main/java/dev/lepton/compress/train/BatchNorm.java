package dev.lepton.compress.train;

import java.util.List;

/** Batch normalisation as at inference: mean and variance are given and stay; scale and shift are trained. */
final class BatchNorm implements Operator {
    private final float epsilon;

    BatchNorm(float epsilon) {
        this.epsilon = epsilon;
    }

    @Override
    public Floats forward(List<Floats> inputs) {
        Floats x = inputs.get(0);
        float[] y = new float[x.size()];
        int channels = x.extent(1);
        int plane = Floats.size(x.shape(), 2, x.rank());
        for (int i = 0; i < y.length; i++) {
            int c = i / plane % channels;
            y[i] = normal(
                                    x.values()[i],
                                    inputs.get(3).values()[c],
                                    inputs.get(4).values()[c])
                            * inputs.get(1).values()[c]
                    + inputs.get(2).values()[c];
        }
        return new Floats(y, x.shape());
    }

    private float normal(float x, float mean, float variance) {
        return (float) ((x - mean) / Math.sqrt(variance + epsilon));
    }

    @Override
    public void backward(Step step) {
        Floats x = step.input(0);
        int channels = x.extent(1);
        int plane = Floats.size(x.shape(), 2, x.rank());
        float[] g = step.gradient().values();
        for (int i = 0; i < g.length; i++) {
            int c = i / plane % channels;
            float mean = step.input(3).values()[c];
            float variance = step.input(4).values()[c];
            if (step.wants(0)) {
                step.into(0).values()[i] += (float) (g[i] * step.input(1).values()[c] / Math.sqrt(variance + epsilon));
            }
            if (step.wants(1)) {
                step.into(1).values()[c] += g[i] * normal(x.values()[i], mean, variance);
            }
            if (step.wants(2)) {
                step.into(2).values()[c] += g[i];
            }
        }
    }
}
