package dev.lepton.compress.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** The mean over some axes: GlobalAveragePool, ReduceMean; or the sum: ReduceSum. */
final class Mean implements Operator {
    private final IntFunction<boolean[]> gone;
    private final boolean keep;
    private final boolean sum;

    /** @param gone which axes of an input of so many are averaged over */
    Mean(IntFunction<boolean[]> gone, boolean keep, boolean sum) {
        this.gone = gone;
        this.keep = keep;
        this.sum = sum;
    }

    @Override
    public Floats forward(List<Floats> inputs) {
        Floats x = inputs.get(0);
        int[] kept = kept(x.shape());
        int[] places = Broadcast.of(x.shape(), kept).right();
        Floats y = Floats.zeros(kept);
        for (int i = 0; i < places.length; i++) {
            y.values()[places[i]] += x.values()[i];
        }
        float divisor = divisor(x.size(), y.size());
        for (int i = 0; i < y.size(); i++) {
            y.values()[i] /= divisor;
        }
        return keep ? y : y.shaped(dropped(x.shape()));
    }

    private float divisor(int in, int out) {
        return sum ? 1 : (float) in / out;
    }

    private int[] kept(int[] shape) {
        boolean[] axes = gone.apply(shape.length);
        int[] kept = shape.clone();
        for (int i = 0; i < kept.length; i++) {
            kept[i] = axes[i] ? 1 : kept[i];
        }
        return kept;
    }

    private int[] dropped(int[] shape) {
        boolean[] axes = gone.apply(shape.length);
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < shape.length; i++) {
            if (!axes[i]) {
                left.add(shape[i]);
            }
        }
        return left.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public void backward(Step step) {
        if (step.wants(0)) {
            int[] shape = step.input(0).shape();
            int[] places = Broadcast.of(shape, kept(shape)).right();
            float[] g = step.gradient().values();
            float[] into = step.into(0).values();
            float divisor = divisor(into.length, g.length);
            for (int i = 0; i < into.length; i++) {
                into[i] += g[places[i]] / divisor;
            }
        }
    }

    /** The axes in {@code list}, negative ones counted from the end; all when there are none. */
    static IntFunction<boolean[]> axes(long... list) {
        return rank -> {
            boolean[] gone = new boolean[rank];
            Arrays.fill(gone, list.length == 0);
            for (long axis : list) {
                gone[(int) (axis < 0 ? axis + rank : axis)] = true;
            }
            return gone;
        };
    }
}
