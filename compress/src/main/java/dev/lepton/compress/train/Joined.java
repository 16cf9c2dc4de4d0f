package dev.lepton.compress.train;

import java.util.List;

/** Concat along one axis. */
final class Joined implements Operator {
    private final int axis;

    Joined(int axis) {
        this.axis = axis;
    }

    @Override
    public Floats forward(List<Floats> inputs) {
        int[] shape = inputs.get(0).shape().clone();
        int own = axis < 0 ? axis + shape.length : axis;
        shape[own] = inputs.stream().mapToInt(x -> x.extent(own)).sum();
        Floats y = Floats.zeros(shape);
        int row = Floats.size(shape, own, shape.length);
        int at = 0;
        for (Floats x : inputs) {
            int width = Floats.size(x.shape(), own, shape.length);
            for (int from = 0, to = at; from < x.size(); from += width, to += row) {
                System.arraycopy(x.values(), from, y.values(), to, width);
            }
            at += width;
        }
        return y;
    }

    @Override
    public void backward(Step step) {
        int[] shape = step.output().shape();
        int own = axis < 0 ? axis + shape.length : axis;
        int row = Floats.size(shape, own, shape.length);
        float[] g = step.gradient().values();
        int at = 0;
        for (int i = 0; i < step.inputs(); i++) {
            Floats x = step.input(i);
            int width = Floats.size(x.shape(), own, shape.length);
            if (step.wants(i)) {
                float[] into = step.into(i).values();
                for (int from = 0, to = at; from < x.size(); from += width, to += row) {
                    for (int e = 0; e < width; e++) {
                        into[from + e] += g[to + e];
                    }
                }
            }
            at += width;
        }
    }
}
