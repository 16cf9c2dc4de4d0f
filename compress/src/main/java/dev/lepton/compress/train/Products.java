package dev.lepton.compress.train;

/**
 * Products of matrices of 32-bit floats. Every implementation gives the same bits: each element of the result is a chain of fused
 * multiply-adds over {@code k} in ascending order, begun at what stood there.
 */
interface Products {
    /** A part of an array seen as a matrix: element {@code (i, j)} is at {@code from + i * row + j * column}. */
    record Matrix(Floats data, int from, int row, int column) {
        float[] values() {
            return data.values();
        }
    }

    /**
     * {@code c += a b}, with {@code a} of {@code m x k}, {@code b} of {@code k x n} and {@code c} of {@code m x n}.
     *
     * @param b whose columns are next to each other, as are those of {@code c}
     */
    void add(int m, int n, int k, Matrix a, Matrix b, Matrix c);

    /** The fastest on this machine: with the JDK's vector module where the program was started with it, else plain loops. */
    static Products fastest() {
        return Fastest.PRODUCTS;
    }

    /** Whether the vector module is in use. */
    static boolean vectors() {
        return !(fastest() instanceof PlainProducts);
    }

    /** Looked for once. */
    final class Fastest {
        static final Products PRODUCTS = find();

        private Fastest() {}

        private static Products find() {
            if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
                return new PlainProducts();
            }
            try {
                return Class.forName("dev.lepton.compress.train.VectorProducts")
                        .asSubclass(Products.class)
                        .getDeclaredConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException | LinkageError e) {
                return new PlainProducts();
            }
        }
    }
}
