package dev.lepton.compress.train;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.onnx.NodeProto;
import java.util.Arrays;
import java.util.List;

/** MaxPool and AveragePool over one or two axes. */
final class Pool implements Operator {
    private final NodeProto node;
    private final boolean largest;
    private final boolean padsCount;
    private int[] from = {};

    Pool(NodeProto node) {
        this.node = node;
        this.largest = node.getOpType().equals("MaxPool");
        this.padsCount = Attributes.whole(node, "count_include_pad", 0) != 0;
    }

    private Window window(Floats x) {
        long[] kernel = Attributes.wholes(node, "kernel_shape").orElse(new long[0]);
        return Window.of(
                node, x.shape(), Arrays.stream(kernel).mapToInt(Math::toIntExact).toArray());
    }

    @Override
    public Floats forward(List<Floats> inputs) {
        Floats x = inputs.get(0);
        Window w = window(x);
        Floats y = Floats.zeros(w.shape(x.extent(0), x.extent(1), x.rank()));
        int planes = x.extent(0) * x.extent(1);
        int places = w.outHigh * w.outWide;
        if (largest && from.length != y.size()) {
            from = new int[y.size()];
        }
        for (int plane = 0; plane < planes; plane++) {
            for (int place = 0; place < places; place++) {
                int at = plane * places + place;
                if (largest) {
                    from[at] = top(x.values(), plane, place, w);
                    y.values()[at] = x.values()[from[at]];
                } else {
                    y.values()[at] = mean(x.values(), plane, place, w);
                }
            }
        }
        return y;
    }

    private static int top(float[] x, int plane, int place, Window w) {
        int best = -1;
        int row = place / w.outWide * w.stepDown - w.padTop;
        int column = place % w.outWide * w.stepRight - w.padLeft;
        for (int i = 0; i < w.high; i++) {
            for (int j = 0; j < w.wide; j++) {
                int r = row + i * w.spreadDown;
                int c = column + j * w.spreadRight;
                if (r >= 0 && r < w.inHigh && c >= 0 && c < w.inWide) {
                    int at = (plane * w.inHigh + r) * w.inWide + c;
                    best = best < 0 || x[at] > x[best] ? at : best;
                }
            }
        }
        return best;
    }

    private float mean(float[] x, int plane, int place, Window w) {
        float sum = 0;
        int row = place / w.outWide * w.stepDown - w.padTop;
        int column = place % w.outWide * w.stepRight - w.padLeft;
        for (int r = Math.max(0, row); r < Math.min(w.inHigh, row + w.high); r++) {
            for (int c = Math.max(0, column); c < Math.min(w.inWide, column + w.wide); c++) {
                sum += x[(plane * w.inHigh + r) * w.inWide + c];
            }
        }
        return sum / divisor(row, column, w);
    }

    private int divisor(int row, int column, Window w) {
        int inside = (Math.min(w.inHigh, row + w.high) - Math.max(0, row))
                * (Math.min(w.inWide, column + w.wide) - Math.max(0, column));
        return padsCount ? w.high * w.wide : inside;
    }

    @Override
    public void backward(Step step) {
        if (!step.wants(0)) {
            return;
        }
        float[] g = step.gradient().values();
        float[] into = step.into(0).values();
        if (largest) {
            for (int i = 0; i < g.length; i++) {
                into[from[i]] += g[i];
            }
            return;
        }
        Window w = window(step.input(0));
        int places = w.outHigh * w.outWide;
        for (int at = 0; at < g.length; at++) {
            int place = at % places;
            int row = place / w.outWide * w.stepDown - w.padTop;
            int column = place % w.outWide * w.stepRight - w.padLeft;
            float share = g[at] / divisor(row, column, w);
            for (int r = Math.max(0, row); r < Math.min(w.inHigh, row + w.high); r++) {
                for (int c = Math.max(0, column); c < Math.min(w.inWide, column + w.wide); c++) {
                    into[(at / places * w.inHigh + r) * w.inWide + c] += share;
                }
            }
        }
    }
}
