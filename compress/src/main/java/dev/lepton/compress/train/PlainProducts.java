package dev.lepton.compress.train;

/** In plain loops, four steps of the chain at a time, which a compiler can turn into vector instructions. */
final class PlainProducts implements Products {
    @Override
    public void add(int m, int n, int k, Matrix a, Matrix b, Matrix c) {
        float[] left = a.values();
        for (int i = 0; i < m; i++) {
            int at = a.from() + i * a.row();
            int to = c.from() + i * c.row();
            int l = 0;
            for (; l + 4 <= k; l += 4) {
                int from = at + l * a.column();
                four(
                        n,
                        left[from],
                        left[from + a.column()],
                        left[from + 2 * a.column()],
                        left[from + 3 * a.column()],
                        b,
                        b.from() + l * b.row(),
                        c.values(),
                        to);
            }
            for (; l < k; l++) {
                one(n, left[at + l * a.column()], b.values(), b.from() + l * b.row(), c.values(), to);
            }
        }
    }

    private static void four(int n, float w, float x, float y, float z, Matrix b, int from, float[] c, int to) {
        float[] right = b.values();
        int second = from + b.row();
        int third = second + b.row();
        int fourth = third + b.row();
        for (int j = 0; j < n; j++) {
            c[to + j] = Math.fma(
                    z,
                    right[fourth + j],
                    Math.fma(
                            y,
                            right[third + j],
                            Math.fma(x, right[second + j], Math.fma(w, right[from + j], c[to + j]))));
        }
    }

    private static void one(int n, float w, float[] right, int from, float[] c, int to) {
        for (int j = 0; j < n; j++) {
            c[to + j] = Math.fma(w, right[from + j], c[to + j]);
        }
    }
}
