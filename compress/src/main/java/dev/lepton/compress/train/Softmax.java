package dev.lepton.compress.train;

import java.util.List;

/** Softmax and its logarithm over one axis. */
final class Softmax implements Operator {
    private final int axis;
    private final boolean logarithm;

    Softmax(int axis, boolean logarithm) {
        this.axis = axis;
        this.logarithm = logarithm;
    }

    @Override
    public Floats forward(List<Floats> inputs) {
        Floats x = inputs.get(0);
        Lines lines = new Lines(x.shape());
        float[] y = new float[x.size()];
        for (int line = 0; line < lines.count; line++) {
            int from = lines.from(line);
            float top = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < lines.length; i++) {
                top = Math.max(top, x.values()[from + i * lines.step]);
            }
            double sum = 0;
            for (int i = 0; i < lines.length; i++) {
                sum += Math.exp(x.values()[from + i * lines.step] - top);
            }
            double log = Math.log(sum);
            for (int i = 0; i < lines.length; i++) {
                double value = x.values()[from + i * lines.step] - top - log;
                y[from + i * lines.step] = (float) (logarithm ? value : Math.exp(value));
            }
        }
        return new Floats(y, x.shape());
    }

    @Override
    public void backward(Step step) {
        if (!step.wants(0)) {
            return;
        }
        float[] y = step.output().values();
        float[] g = step.gradient().values();
        float[] into = step.into(0).values();
        Lines lines = new Lines(step.output().shape());
        for (int line = 0; line < lines.count; line++) {
            int from = lines.from(line);
            double sum = 0;
            for (int i = 0; i < lines.length; i++) {
                int at = from + i * lines.step;
                sum += logarithm ? g[at] : (double) g[at] * y[at];
            }
            for (int i = 0; i < lines.length; i++) {
                int at = from + i * lines.step;
                into[at] += (float) (logarithm ? g[at] - Math.exp(y[at]) * sum : y[at] * (g[at] - sum));
            }
        }
    }

    /** Lines along the axis. */
    private final class Lines {
        private final int length;
        private final int step;
        private final int count;

        private Lines(int[] shape) {
            int own = axis < 0 ? axis + shape.length : axis;
            length = shape[own];
            step = Floats.size(shape, own + 1, shape.length);
            count = Floats.size(shape) / length;
        }

        private int from(int line) {
            return line / step * step * length + line % step;
        }
    }
}
