package dev.lepton.compress.train;

import java.util.List;

/** A product with one matrix of weights, and a bias: Gemm, and MatMul whose second input has two axes. Rows are all axes but the last. */
final class MatrixProduct implements Operator {
    private final Products products = Products.fastest();
    private final boolean turned;

    /** @param turned whether the weights are {@code outputs x inputs} */
    MatrixProduct(boolean turned) {
        this.turned = turned;
    }

    @Override
    public Floats forward(List<Floats> inputs) {
        Floats x = inputs.get(0);
        Floats w = inputs.get(1);
        int k = x.extent(x.rank() - 1);
        int n = w.extent(turned ? 0 : 1);
        int m = x.size() / k;
        int[] shape = x.shape().clone();
        shape[shape.length - 1] = n;
        Floats y = Floats.zeros(shape);
        if (inputs.size() > 2) {
            float[] bias = inputs.get(2).values();
            for (int i = 0; i < m; i++) {
                System.arraycopy(bias, 0, y.values(), i * n, n);
            }
        }
        Floats right = turned ? transposed(w) : w;
        products.add(m, n, k, x.matrix(0, k, 1), right.matrix(0, n, 1), y.matrix(0, n, 1));
        return y;
    }

    @Override
    public void backward(Step step) {
        Floats x = step.input(0);
        Floats w = step.input(1);
        Floats dy = step.gradient();
        int k = x.extent(x.rank() - 1);
        int n = w.extent(turned ? 0 : 1);
        int m = x.size() / k;
        if (step.wants(0)) {
            Floats right = turned ? w : transposed(w);
            products.add(
                    m,
                    k,
                    n,
                    dy.matrix(0, n, 1),
                    right.matrix(0, k, 1),
                    step.into(0).matrix(0, k, 1));
        }
        if (step.wants(1)) {
            if (turned) {
                products.add(
                        n,
                        k,
                        m,
                        dy.matrix(0, 1, n),
                        x.matrix(0, k, 1),
                        step.into(1).matrix(0, k, 1));
            } else {
                products.add(
                        k,
                        n,
                        m,
                        x.matrix(0, 1, k),
                        dy.matrix(0, n, 1),
                        step.into(1).matrix(0, n, 1));
            }
        }
        if (step.inputs() > 2 && step.wants(2)) {
            sums(dy.values(), step.into(2).values());
        }
    }

    private static void sums(float[] gradient, float[] into) {
        for (int i = 0; i < gradient.length; i++) {
            into[i % into.length] += gradient[i];
        }
    }

    /** A matrix with rows and columns exchanged. */
    static Floats transposed(Floats matrix) {
        int rows = matrix.extent(0);
        int columns = matrix.extent(1);
        float[] to = new float[rows * columns];
        float[] from = matrix.values();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                to[j * rows + i] = from[i * columns + j];
            }
        }
        return new Floats(to, columns, rows);
    }
}
