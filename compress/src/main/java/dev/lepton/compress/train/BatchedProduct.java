package dev.lepton.compress.train;

import java.util.Arrays;
import java.util.List;

/** MatMul of two stacks of matrices, where the axes before the last two broadcast. */
final class BatchedProduct implements Operator {
    private final Products products = Products.fastest();

    @Override
    public Floats forward(List<Floats> inputs) {
        Stacks stacks = new Stacks(inputs.get(0), inputs.get(1));
        Floats y = Floats.zeros(stacks.shape());
        for (int s = 0; s < stacks.count; s++) {
            products.add(
                    stacks.m,
                    stacks.n,
                    stacks.k,
                    stacks.a.matrix(stacks.left(s), stacks.k, 1),
                    stacks.b.matrix(stacks.right(s), stacks.n, 1),
                    y.matrix(s * stacks.m * stacks.n, stacks.n, 1));
        }
        return y;
    }

    @Override
    public void backward(Step step) {
        Stacks stacks = new Stacks(step.input(0), step.input(1));
        int m = stacks.m;
        int n = stacks.n;
        int k = stacks.k;
        Floats dy = step.gradient();
        for (int s = 0; s < stacks.count; s++) {
            int at = s * m * n;
            if (step.wants(0)) {
                float[] part = Arrays.copyOfRange(stacks.b.values(), stacks.right(s), stacks.right(s) + k * n);
                Floats right = MatrixProduct.transposed(new Floats(part, k, n));
                products.add(
                        m,
                        k,
                        n,
                        dy.matrix(at, n, 1),
                        right.matrix(0, k, 1),
                        step.into(0).matrix(stacks.left(s), k, 1));
            }
            if (step.wants(1)) {
                products.add(
                        k,
                        n,
                        m,
                        stacks.a.matrix(stacks.left(s), 1, k),
                        dy.matrix(at, n, 1),
                        step.into(1).matrix(stacks.right(s), n, 1));
            }
        }
    }

    /** Which matrix of either stack meets which. */
    private static final class Stacks {
        private final Floats a;
        private final Floats b;
        private final int m;
        private final int n;
        private final int k;
        private final int count;
        private final Broadcast lead;

        private Stacks(Floats a, Floats b) {
            this.a = a;
            this.b = b;
            this.m = a.extent(a.rank() - 2);
            this.k = a.extent(a.rank() - 1);
            this.n = b.extent(b.rank() - 1);
            this.lead = Broadcast.of(Arrays.copyOf(a.shape(), a.rank() - 2), Arrays.copyOf(b.shape(), b.rank() - 2));
            this.count = Floats.size(lead.shape());
        }

        private int[] shape() {
            int[] shape = Arrays.copyOf(lead.shape(), lead.shape().length + 2);
            shape[shape.length - 2] = m;
            shape[shape.length - 1] = n;
            return shape;
        }

        private int left(int stack) {
            return lead.left()[stack] * m * k;
        }

        private int right(int stack) {
            return lead.right()[stack] * k * n;
        }
    }
}
