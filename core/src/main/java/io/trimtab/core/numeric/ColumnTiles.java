package io.trimtab.core.numeric;

/**
 * Matrix times matrix in plain Java, blocked for the cache and written so that the JIT compiler vectorises it.
 *
 * <p>A block of A is copied column by column into arrays of its own, because HotSpot's loop vectoriser handles {@code
 * u[i] = fma(a0[i], b, u[i])} over separate arrays but gives up on several offsets into one array (measured: 30 against
 * 13 GFLOP/s, JDK 17 and 25). Four columns times two is the largest tile that JDK 17 still vectorises.
 */
final class ColumnTiles {
    /** Rows and columns of the block of A that stays in the second-level cache. */
    private static final int ROWS = 192;

    private static final int DEPTH = 192;

    private ColumnTiles() {}

    static void multiply(Product product) {
        int rows = Math.min(ROWS, product.m());
        double[][] columns = new double[Math.min(DEPTH, product.k())][rows];
        double[] u = new double[rows];
        double[] v = new double[rows];
        for (int p0 = 0; p0 < product.k(); p0 += DEPTH) {
            int depth = Math.min(DEPTH, product.k() - p0);
            for (int i0 = 0; i0 < product.m(); i0 += ROWS) {
                int height = Math.min(ROWS, product.m() - i0);
                pack(product, i0, height, p0, depth, columns);
                block(product, i0, height, p0, depth, columns, u, v);
            }
        }
    }

    private static void pack(Product product, int i0, int height, int p0, int depth, double[][] columns) {
        double[] a = product.a();
        int ra = product.ra();
        int ca = product.ca();
        int origin = product.ao() + i0 * ra + p0 * ca;
        if (ra == 1) {
            for (int p = 0; p < depth; p++) {
                System.arraycopy(a, origin + p * ca, columns[p], 0, height);
            }
            return;
        }
        // Eight rows at a time: each row is read along its own lines, each column written in runs of a line.
        for (int i = 0; i < height; i += 8) {
            int end = Math.min(height, i + 8);
            for (int p = 0; p < depth; p++) {
                double[] column = columns[p];
                for (int r = i; r < end; r++) {
                    column[r] = a[origin + r * ra + p * ca];
                }
            }
        }
    }

    private static void block(
            Product product, int i0, int height, int p0, int depth, double[][] columns, double[] u, double[] v) {
        double[] c = product.c();
        int n = product.n();
        for (int j = 0; j < n; j += 2) {
            int from = Math.max(0, product.firstRow(j) - i0);
            if (from >= height) {
                return; // all further columns begin lower still
            }
            boolean pair = j + 1 < n;
            int cu = product.co() + i0 + j * product.ldc();
            int cv = cu + product.ldc();
            System.arraycopy(c, cu + from, u, from, height - from);
            if (pair) {
                System.arraycopy(c, cv + from, v, from, height - from);
            }
            twoColumns(product, from, height, p0, depth, columns, j, pair ? j + 1 : j, u, v);
            System.arraycopy(u, from, c, cu + from, height - from);
            int second = Math.max(0, product.firstRow(j + 1) - i0);
            if (pair && second < height) {
                System.arraycopy(v, second, c, cv + second, height - second);
            }
        }
    }

    private static void twoColumns(
            Product product,
            int from,
            int to,
            int p0,
            int depth,
            double[][] columns,
            int j,
            int next,
            double[] u,
            double[] v) {
        int p = 0;
        for (; p + 4 <= depth; p += 4) {
            fourByTwo(
                    from,
                    to,
                    columns[p],
                    columns[p + 1],
                    columns[p + 2],
                    columns[p + 3],
                    product.right(p0 + p, j),
                    product.right(p0 + p + 1, j),
                    product.right(p0 + p + 2, j),
                    product.right(p0 + p + 3, j),
                    u,
                    product.right(p0 + p, next),
                    product.right(p0 + p + 1, next),
                    product.right(p0 + p + 2, next),
                    product.right(p0 + p + 3, next),
                    v);
        }
        for (; p < depth; p++) {
            oneByTwo(from, to, columns[p], product.right(p0 + p, j), u, product.right(p0 + p, next), v);
        }
    }

    private static void fourByTwo(
            int from,
            int to,
            double[] a0,
            double[] a1,
            double[] a2,
            double[] a3,
            double b0,
            double b1,
            double b2,
            double b3,
            double[] u,
            double d0,
            double d1,
            double d2,
            double d3,
            double[] v) {
        for (int i = from; i < to; i++) {
            double x0 = a0[i];
            double x1 = a1[i];
            double x2 = a2[i];
            double x3 = a3[i];
            u[i] = Math.fma(x3, b3, Math.fma(x2, b2, Math.fma(x1, b1, Math.fma(x0, b0, u[i]))));
            v[i] = Math.fma(x3, d3, Math.fma(x2, d2, Math.fma(x1, d1, Math.fma(x0, d0, v[i]))));
        }
    }

    private static void oneByTwo(int from, int to, double[] a0, double b0, double[] u, double d0, double[] v) {
        for (int i = from; i < to; i++) {
            u[i] = Math.fma(a0[i], b0, u[i]);
            v[i] = Math.fma(a0[i], d0, v[i]);
        }
    }
}
