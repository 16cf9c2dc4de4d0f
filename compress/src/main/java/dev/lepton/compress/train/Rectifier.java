package dev.lepton.compress.train;

import java.util.List;

/** Relu, apart from other functions because it runs so often. */
final class Rectifier implements Operator {
    @Override
    public Floats forward(List<Floats> inputs) {
        float[] x = inputs.get(0).values();
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = Math.max(0, x[i]);
        }
        return new Floats(y, inputs.get(0).shape());
    }

    @Override
    public void backward(Step step) {
        if (step.wants(0)) {
            float[] y = step.output().values();
            float[] g = step.gradient().values();
            float[] into = step.into(0).values();
            for (int i = 0; i < y.length; i++) {
                into[i] += y[i] > 0 ? g[i] : 0;
            }
        }
    }
}
