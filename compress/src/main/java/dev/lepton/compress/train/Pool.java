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
                node,
                x.shape(),
                Arrays.stream(kernel).mapToInt(Math::toIntExact).toArray());
    }

    @Override
    public Floats forward(List<Floats> inputs) {
        Floats x = inputs.get(0);
        Window w = window(x);
        Floats y = Floats.zeros(w.shape(x.extent(0), x.extent(1), x.rank()));
        int[][] covered = w.covered();
        int planes = x.extent(0) * x.extent(1);
        if (largest && from.length != y.size()) {
            from = new int[y.size()];
        }
        int at = 0;
        for (int plane = 0; plane < planes; plane++) {
            int start = plane * w.inHigh * w.inWide;
            for (int[] inside : covered) {
                if (largest) {
                    from[at] = top(x.values(), start, inside);
                    y.values()[at] = x.values()[from[at]];
                } else {
                    y.values()[at] = sum(x.values(), start, inside) / divisor(inside, w);
                }
                at++;
            }
        }
        return y;
    }

    private static int top(float[] x, int start, int[] inside) {
        int best = start + inside[0];
        for (int offset : inside) {
            best = x[start + offset] > x[best] ? start + offset : best;
        }
        return best;
    }

    private static float sum(float[] x, int start, int[] inside) {
        float sum = 0;
        for (int offset : inside) {
            sum += x[start + offset];
        }
        return sum;
    }

    private int divisor(int[] inside, Window w) {
        return padsCount ? w.high * w.wide : inside.length;
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
        int[][] covered = w.covered();
        for (int at = 0; at < g.length; at++) {
            int[] inside = covered[at % covered.length];
            float share = g[at] / divisor(inside, w);
            for (int offset : inside) {
                into[at / covered.length * w.inHigh * w.inWide + offset] += share;
            }
        }
    }
}
