package dev.lepton.compress.train;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * With the JDK's vector module. Four rows by four vectors are held in registers; each lane does what the plain loops do for its
 * element, so the bits are the same. Loaded by name only where the module is there.
 */
final class VectorProducts implements Products {
    private static final VectorSpecies<Float> KIND = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = KIND.length();

    VectorProducts() {}

    @Override
    public void add(int m, int n, int k, Matrix a, Matrix b, Matrix c) {
        int j = 0;
        for (; j + 4 * LANES <= n; j += 4 * LANES) {
            int i = 0;
            for (; i + 4 <= m; i += 4) {
                wideRows(k, a, a.from() + i * a.row(), b, b.from() + j, c, c.from() + i * c.row() + j);
            }
            for (; i < m; i++) {
                wideRow(k, a, a.from() + i * a.row(), b, b.from() + j, c, c.from() + i * c.row() + j);
            }
        }
        for (; j + LANES <= n; j += LANES) {
            narrow(m, k, a, b, b.from() + j, c, c.from() + j);
        }
        if (j < n) {
            rest(m, n - j, k, a, b, b.from() + j, c, c.from() + j);
        }
    }

    private static void narrow(int m, int k, Matrix a, Matrix b, int right, Matrix c, int to) {
        int i = 0;
        for (; i + 8 <= m; i += 8) {
            rows(k, a, a.from() + i * a.row(), b, right, c, to + i * c.row());
        }
        for (; i < m; i++) {
            row(k, a, a.from() + i * a.row(), b, right, c, to + i * c.row());
        }
    }

    /** The last columns, fewer than a vector, are padded: masks are slow. */
    private static void rest(int m, int columns, int k, Matrix a, Matrix b, int right, Matrix c, int to) {
        Matrix wideB = new Floats(new float[k * LANES], k, LANES).matrix(0, LANES, 1);
        Matrix wideC = new Floats(new float[m * LANES], m, LANES).matrix(0, LANES, 1);
        for (int l = 0; l < k; l++) {
            for (int x = 0; x < columns; x++) {
                wideB.values()[l * LANES + x] = b.values()[right + l * b.row() + x];
            }
        }
        for (int i = 0; i < m; i++) {
            System.arraycopy(c.values(), to + i * c.row(), wideC.values(), i * LANES, columns);
        }
        narrow(m, k, a, wideB, 0, wideC, 0);
        for (int i = 0; i < m; i++) {
            System.arraycopy(wideC.values(), i * LANES, c.values(), to + i * c.row(), columns);
        }
    }

    private static void wideRows(int k, Matrix a, int from, Matrix b, int right, Matrix c, int to) {
        float[] x = a.values();
        float[] y = b.values();
        float[] z = c.values();
        int step = a.column();
        int r1 = a.row();
        int r2 = 2 * r1;
        int r3 = 3 * r1;
        int down = b.row();
        int t1 = to + c.row();
        int t2 = t1 + c.row();
        int t3 = t2 + c.row();
        FloatVector c00 = FloatVector.fromArray(KIND, z, to);
        FloatVector c01 = FloatVector.fromArray(KIND, z, to + LANES);
        FloatVector c02 = FloatVector.fromArray(KIND, z, to + 2 * LANES);
        FloatVector c03 = FloatVector.fromArray(KIND, z, to + 3 * LANES);
        FloatVector c10 = FloatVector.fromArray(KIND, z, t1);
        FloatVector c11 = FloatVector.fromArray(KIND, z, t1 + LANES);
        FloatVector c12 = FloatVector.fromArray(KIND, z, t1 + 2 * LANES);
        FloatVector c13 = FloatVector.fromArray(KIND, z, t1 + 3 * LANES);
        FloatVector c20 = FloatVector.fromArray(KIND, z, t2);
        FloatVector c21 = FloatVector.fromArray(KIND, z, t2 + LANES);
        FloatVector c22 = FloatVector.fromArray(KIND, z, t2 + 2 * LANES);
        FloatVector c23 = FloatVector.fromArray(KIND, z, t2 + 3 * LANES);
        FloatVector c30 = FloatVector.fromArray(KIND, z, t3);
        FloatVector c31 = FloatVector.fromArray(KIND, z, t3 + LANES);
        FloatVector c32 = FloatVector.fromArray(KIND, z, t3 + 2 * LANES);
        FloatVector c33 = FloatVector.fromArray(KIND, z, t3 + 3 * LANES);
        int p = from;
        int q = right;
        for (int l = 0; l < k; l++, p += step, q += down) {
            FloatVector b0 = FloatVector.fromArray(KIND, y, q);
            FloatVector b1 = FloatVector.fromArray(KIND, y, q + LANES);
            FloatVector b2 = FloatVector.fromArray(KIND, y, q + 2 * LANES);
            FloatVector b3 = FloatVector.fromArray(KIND, y, q + 3 * LANES);
            FloatVector a0 = FloatVector.broadcast(KIND, x[p]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(KIND, x[p + r1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(KIND, x[p + r2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(KIND, x[p + r3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
        }
        c00.intoArray(z, to);
        c01.intoArray(z, to + LANES);
        c02.intoArray(z, to + 2 * LANES);
        c03.intoArray(z, to + 3 * LANES);
        c10.intoArray(z, t1);
        c11.intoArray(z, t1 + LANES);
        c12.intoArray(z, t1 + 2 * LANES);
        c13.intoArray(z, t1 + 3 * LANES);
        c20.intoArray(z, t2);
        c21.intoArray(z, t2 + LANES);
        c22.intoArray(z, t2 + 2 * LANES);
        c23.intoArray(z, t2 + 3 * LANES);
        c30.intoArray(z, t3);
        c31.intoArray(z, t3 + LANES);
        c32.intoArray(z, t3 + 2 * LANES);
        c33.intoArray(z, t3 + 3 * LANES);
    }

    private static void wideRow(int k, Matrix a, int from, Matrix b, int right, Matrix c, int to) {
        float[] x = a.values();
        float[] y = b.values();
        float[] z = c.values();
        FloatVector c0 = FloatVector.fromArray(KIND, z, to);
        FloatVector c1 = FloatVector.fromArray(KIND, z, to + LANES);
        FloatVector c2 = FloatVector.fromArray(KIND, z, to + 2 * LANES);
        FloatVector c3 = FloatVector.fromArray(KIND, z, to + 3 * LANES);
        int q = right;
        for (int l = 0; l < k; l++, q += b.row()) {
            FloatVector a0 = FloatVector.broadcast(KIND, x[from + l * a.column()]);
            c0 = a0.fma(FloatVector.fromArray(KIND, y, q), c0);
            c1 = a0.fma(FloatVector.fromArray(KIND, y, q + LANES), c1);
            c2 = a0.fma(FloatVector.fromArray(KIND, y, q + 2 * LANES), c2);
            c3 = a0.fma(FloatVector.fromArray(KIND, y, q + 3 * LANES), c3);
        }
        c0.intoArray(z, to);
        c1.intoArray(z, to + LANES);
        c2.intoArray(z, to + 2 * LANES);
        c3.intoArray(z, to + 3 * LANES);
    }

    private static void rows(int k, Matrix a, int from, Matrix b, int right, Matrix c, int to) {
        float[] x = a.values();
        float[] y = b.values();
        float[] z = c.values();
        int row = a.row();
        int step = a.column();
        int down = c.row();
        FloatVector c0 = FloatVector.fromArray(KIND, z, to);
        FloatVector c1 = FloatVector.fromArray(KIND, z, to + down);
        FloatVector c2 = FloatVector.fromArray(KIND, z, to + 2 * down);
        FloatVector c3 = FloatVector.fromArray(KIND, z, to + 3 * down);
        FloatVector c4 = FloatVector.fromArray(KIND, z, to + 4 * down);
        FloatVector c5 = FloatVector.fromArray(KIND, z, to + 5 * down);
        FloatVector c6 = FloatVector.fromArray(KIND, z, to + 6 * down);
        FloatVector c7 = FloatVector.fromArray(KIND, z, to + 7 * down);
        int p = from;
        int q = right;
        for (int l = 0; l < k; l++, p += step, q += b.row()) {
            FloatVector v = FloatVector.fromArray(KIND, y, q);
            c0 = v.fma(FloatVector.broadcast(KIND, x[p]), c0);
            c1 = v.fma(FloatVector.broadcast(KIND, x[p + row]), c1);
            c2 = v.fma(FloatVector.broadcast(KIND, x[p + 2 * row]), c2);
            c3 = v.fma(FloatVector.broadcast(KIND, x[p + 3 * row]), c3);
            c4 = v.fma(FloatVector.broadcast(KIND, x[p + 4 * row]), c4);
            c5 = v.fma(FloatVector.broadcast(KIND, x[p + 5 * row]), c5);
            c6 = v.fma(FloatVector.broadcast(KIND, x[p + 6 * row]), c6);
            c7 = v.fma(FloatVector.broadcast(KIND, x[p + 7 * row]), c7);
        }
        c0.intoArray(z, to);
        c1.intoArray(z, to + down);
        c2.intoArray(z, to + 2 * down);
        c3.intoArray(z, to + 3 * down);
        c4.intoArray(z, to + 4 * down);
        c5.intoArray(z, to + 5 * down);
        c6.intoArray(z, to + 6 * down);
        c7.intoArray(z, to + 7 * down);
    }

    private static void row(int k, Matrix a, int from, Matrix b, int right, Matrix c, int to) {
        float[] x = a.values();
        float[] y = b.values();
        FloatVector sum = FloatVector.fromArray(KIND, c.values(), to);
        int q = right;
        for (int l = 0; l < k; l++, q += b.row()) {
            FloatVector v = FloatVector.fromArray(KIND, y, q);
            sum = v.fma(FloatVector.broadcast(KIND, x[from + l * a.column()]), sum);
        }
        sum.intoArray(c.values(), to);
    }
}
