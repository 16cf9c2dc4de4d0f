package dev.lepton.compress.train;

import java.util.List;

/** Layer normalisation from one axis to the last. */
final class LayerNorm implements Operator {
    private final int axis;
    private final float epsilon;

    LayerNorm(int axis, float epsilon) {
        this.axis = axis;
        this.epsilon = epsilon;
    }

    private int width(Floats x) {
        return Floats.size(x.shape(), axis < 0 ? axis + x.rank() : axis, x.rank());
    }

    @Override
    public Floats forward(List<Floats> inputs) {
        Floats x = inputs.get(0);
        int width = width(x);
        float[] y = new float[x.size()];
        for (int from = 0; from < y.length; from += width) {
            Row row = new Row(x.values(), from, width);
            for (int i = 0; i < width; i++) {
                float shift = inputs.size() > 2 ? inputs.get(2).values()[i] : 0;
                y[from + i] = (float)
                        (row.normal(x.values()[from + i]) * inputs.get(1).values()[i] + shift);
            }
        }
        return new Floats(y, x.shape());
    }

    @Override
    public void backward(Step step) {
        Floats x = step.input(0);
        int width = width(x);
        float[] g = step.gradient().values();
        float[] scale = step.input(1).values();
        for (int from = 0; from < g.length; from += width) {
            Row row = new Row(x.values(), from, width);
            double sum = 0;
            double along = 0;
            for (int i = 0; i < width; i++) {
                double scaled = (double) g[from + i] * scale[i];
                sum += scaled;
                along += scaled * row.normal(x.values()[from + i]);
            }
            for (int i = 0; i < width; i++) {
                double normal = row.normal(x.values()[from + i]);
                if (step.wants(0)) {
                    double scaled = (double) g[from + i] * scale[i];
                    step.into(0).values()[from + i] +=
                            (float) ((scaled - sum / width - normal * along / width) / row.deviation);
                }
                if (step.wants(1)) {
                    step.into(1).values()[i] += (float) (g[from + i] * normal);
                }
                if (step.inputs() > 2 && step.wants(2)) {
                    step.into(2).values()[i] += g[from + i];
                }
            }
        }
    }

    /** Mean and deviation of one row. */
    private final class Row {
        private final double mean;
        private final double deviation;

        private Row(float[] x, int from, int width) {
            double sum = 0;
            for (int i = 0; i < width; i++) {
                sum += x[from + i];
            }
            mean = sum / width;
            double squares = 0;
            for (int i = 0; i < width; i++) {
                squares += (x[from + i] - mean) * (x[from + i] - mean);
            }
            deviation = Math.sqrt(squares / width + epsilon);
        }

        private double normal(float x) {
            return (x - mean) / deviation;
        }
    }
}
