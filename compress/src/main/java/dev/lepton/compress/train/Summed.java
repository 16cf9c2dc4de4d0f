package dev.lepton.compress.train;

import java.util.Arrays;
import java.util.List;

/** Sum of any number of operands of one shape. */
final class Summed implements Operator {
    @Override
    public Floats forward(List<Floats> inputs) {
        int[] shape = inputs.get(0).shape();
        float[] sum = inputs.get(0).values().clone();
        for (Floats other : inputs.subList(1, inputs.size())) {
            if (!Arrays.equals(shape, other.shape())) {
                throw new IllegalArgumentException(
                        "It sums " + Arrays.toString(shape) + " and " + Arrays.toString(other.shape()) + ".");
            }
            for (int i = 0; i < sum.length; i++) {
                sum[i] += other.values()[i];
            }
        }
        return new Floats(sum, shape);
    }

    @Override
    public void backward(Step step) {
        float[] g = step.gradient().values();
        for (int input = 0; input < step.inputs(); input++) {
            if (step.wants(input)) {
                float[] into = step.into(input).values();
                for (int i = 0; i < g.length; i++) {
                    into[i] += g[i];
                }
            }
        }
    }
}
