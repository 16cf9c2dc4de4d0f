package dev.lepton.compress.train;

import dev.lepton.compress.graph.Attributes;
import dev.lepton.compress.onnx.NodeProto;
import java.util.Arrays;
import java.util.List;

/** Conv over one or two axes, in groups: windows are laid out as columns of a matrix, sample by sample, and multiplied. */
final class Convolution implements Operator {
    private static final int TILE = 16;

    private final Products products = Products.fastest();
    private final NodeProto node;
    private final int groups;
    private Floats columns = Floats.zeros(0);
    private Floats columnGradients = Floats.zeros(0);
    private Floats turned = Floats.zeros(0);

    Convolution(NodeProto node) {
        this.node = node;
        this.groups = (int) Attributes.whole(node, "group", 1);
    }

    @Override
    public Floats forward(List<Floats> inputs) {
        Floats x = inputs.get(0);
        Floats w = inputs.get(1);
        Geometry g = new Geometry(x, w);
        Floats y = Floats.zeros(g.window.shape(x.extent(0), g.outChannels, x.rank()));
        if (inputs.size() > 2) {
            bias(y, inputs.get(2).values(), g);
        }
        room(g);
        for (int s = 0; s < x.extent(0); s++) {
            for (int part = 0; part < groups; part++) {
                layOut(x.values(), g.sample(s, part), g);
                products.add(
                        g.outs,
                        g.places,
                        g.taps,
                        w.matrix(part * g.outs * g.taps, g.taps, 1),
                        columns.matrix(0, g.places, 1),
                        y.matrix(g.result(s, part), g.places, 1));
            }
        }
        return y;
    }

    private static void bias(Floats y, float[] bias, Geometry g) {
        for (int c = 0; c * g.places < y.size(); c++) {
            Arrays.fill(y.values(), c * g.places, (c + 1) * g.places, bias[c % g.outChannels]);
        }
    }

    private void room(Geometry g) {
        if (columns.size() != g.taps * g.places) {
            columns = Floats.zeros(g.taps * g.places);
            columnGradients = Floats.zeros(g.taps * g.places);
            turned = Floats.zeros(g.taps * g.places);
        }
    }

    @Override
    public void backward(Step step) {
        Floats x = step.input(0);
        Floats w = step.input(1);
        Floats dy = step.gradient();
        Geometry g = new Geometry(x, w);
        room(g);
        for (int s = 0; s < x.extent(0); s++) {
            for (int part = 0; part < groups; part++) {
                Products.Matrix gradient = dy.matrix(g.result(s, part), g.places, 1);
                if (step.wants(1)) {
                    layOut(x.values(), g.sample(s, part), g);
                    turn(g);
                    products.add(
                            g.outs,
                            g.taps,
                            g.places,
                            gradient,
                            turned.matrix(0, g.taps, 1),
                            step.into(1).matrix(part * g.outs * g.taps, g.taps, 1));
                }
                if (step.wants(0)) {
                    Arrays.fill(columnGradients.values(), 0);
                    products.add(
                            g.taps,
                            g.places,
                            g.outs,
                            w.matrix(part * g.outs * g.taps, 1, g.taps),
                            gradient,
                            columnGradients.matrix(0, g.places, 1));
                    putBack(step.into(0).values(), g.sample(s, part), g);
                }
            }
        }
        if (step.inputs() > 2 && step.wants(2)) {
            sums(dy.values(), step.into(2).values(), g);
        }
    }

    private static void sums(float[] gradient, float[] into, Geometry g) {
        for (int c = 0; c * g.places < gradient.length; c++) {
            float sum = 0;
            for (int p = c * g.places; p < (c + 1) * g.places; p++) {
                sum += gradient[p];
            }
            into[c % g.outChannels] += sum;
        }
    }

    private void turn(Geometry g) {
        float[] from = columns.values();
        float[] to = turned.values();
        for (int t0 = 0; t0 < g.taps; t0 += TILE) {
            for (int p0 = 0; p0 < g.places; p0 += TILE) {
                int lastTap = Math.min(g.taps, t0 + TILE);
                int lastPlace = Math.min(g.places, p0 + TILE);
                for (int p = p0; p < lastPlace; p++) {
                    for (int t = t0; t < lastTap; t++) {
                        to[p * g.taps + t] = from[t * g.places + p];
                    }
                }
            }
        }
    }

    private void layOut(float[] x, int from, Geometry g) {
        float[] to = columns.values();
        Window w = g.window;
        int at = 0;
        for (int tap = 0; tap < g.taps; tap++) {
            int plane = from + tap / (w.high * w.wide) * w.inHigh * w.inWide;
            int down = tap / w.wide % w.high * w.spreadDown - w.padTop;
            int left = tap % w.wide * w.spreadRight - w.padLeft;
            int first = w.first(left);
            int last = w.last(left);
            for (int r = 0; r < w.outHigh; r++, at += w.outWide) {
                int row = r * w.stepDown + down;
                if (row < 0 || row >= w.inHigh || first >= last) {
                    Arrays.fill(to, at, at + w.outWide, 0);
                    continue;
                }
                Arrays.fill(to, at, at + first, 0);
                Arrays.fill(to, at + last, at + w.outWide, 0);
                int source = plane + row * w.inWide + left;
                if (w.stepRight == 1) {
                    System.arraycopy(x, source + first, to, at + first, last - first);
                } else {
                    for (int q = first; q < last; q++) {
                        to[at + q] = x[source + q * w.stepRight];
                    }
                }
            }
        }
    }

    private void putBack(float[] dx, int from, Geometry g) {
        float[] back = columnGradients.values();
        Window w = g.window;
        int at = 0;
        for (int tap = 0; tap < g.taps; tap++) {
            int plane = from + tap / (w.high * w.wide) * w.inHigh * w.inWide;
            int down = tap / w.wide % w.high * w.spreadDown - w.padTop;
            int left = tap % w.wide * w.spreadRight - w.padLeft;
            int first = w.first(left);
            int last = w.last(left);
            for (int r = 0; r < w.outHigh; r++, at += w.outWide) {
                int row = r * w.stepDown + down;
                if (row >= 0 && row < w.inHigh) {
                    int target = plane + row * w.inWide + left;
                    for (int q = first; q < last; q++) {
                        dx[target + q * w.stepRight] += back[at + q];
                    }
                }
            }
        }
    }

    /** Sizes of one run. */
    private final class Geometry {
        private final Window window;
        private final int outChannels;
        /** Channels in and out of one group. */
        private final int ins;

        private final int outs;
        /** Weights of one output channel. */
        private final int taps;
        /** Places of the window in one sample. */
        private final int places;

        private final int channels;

        private Geometry(Floats x, Floats w) {
            window = Window.of(node, x.shape(), Arrays.copyOfRange(w.shape(), 2, w.rank()));
            outChannels = w.extent(0);
            channels = x.extent(1);
            ins = w.extent(1);
            outs = outChannels / groups;
            taps = ins * window.high * window.wide;
            places = window.outHigh * window.outWide;
        }

        private int sample(int sample, int part) {
            return (sample * channels + part * ins) * window.inHigh * window.inWide;
        }

        private int result(int sample, int part) {
            return (sample * outChannels + part * outs) * places;
        }
    }
}
