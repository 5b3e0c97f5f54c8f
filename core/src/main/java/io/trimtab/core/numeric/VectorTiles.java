package io.trimtab.core.numeric;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Matrix times matrix by register tiles: every element of a tile is a lane of an accumulator that is loaded from C,
 * continued over the depth of the block and stored, so that its chain is the one of {@link ColumnTiles}.
 *
 * <p>Blocking after K. Goto and R. A. van de Geijn, Anatomy of high-performance matrix multiplication, ACM TOMS 34
 * (2008): strips of A as wide as a tile stay in the second-level cache, strips of B in the first. Rows and columns beyond
 * the matrix are zeros in the packed strips and are discarded; the depth is never padded, since adding a zero product
 * would turn -0.0 into 0.0.
 */
final class VectorTiles {
    private static final VectorSpecies<Double> WIDE = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = WIDE.length();

    /** Rows and columns of a tile. */
    private static final int HEIGHT = 3 * LANES;

    private static final int WIDTH = LANES == 8 ? 8 : 4;

    /** Depth and rows of a packed block of A (8 strips of 24 rows or 16 of 12). */
    private static final int DEPTH = 256;

    private static final int ROWS = 192;

    /** Columns of a packed block of B. */
    private static final int COLUMNS = 1024;

    private VectorTiles() {}

    static void multiply(Product product) {
        int depths = Math.min(DEPTH, product.k());
        double[] a = new double[roundUp(Math.min(ROWS, product.m()), HEIGHT) * depths];
        double[] b = new double[roundUp(Math.min(COLUMNS, product.n()), WIDTH) * depths];
        double[] edge = new double[HEIGHT * WIDTH];
        for (int j0 = 0; j0 < product.n(); j0 += COLUMNS) {
            int width = Math.min(COLUMNS, product.n() - j0);
            for (int p0 = 0; p0 < product.k(); p0 += DEPTH) {
                int depth = Math.min(DEPTH, product.k() - p0);
                packRight(product, p0, depth, j0, width, b);
                for (int i0 = product.firstRow(j0) / ROWS * ROWS; i0 < product.m(); i0 += ROWS) {
                    int height = Math.min(ROWS, product.m() - i0);
                    packLeft(product, i0, height, p0, depth, a);
                    block(product, i0, height, j0, width, depth, a, b, edge);
                }
            }
        }
    }

    private static int roundUp(int value, int unit) {
        return (value + unit - 1) / unit * unit;
    }

    private static void packRight(Product product, int p0, int depth, int j0, int width, double[] b) {
        int to = 0;
        for (int j = 0; j < width; j += WIDTH) {
            int columns = Math.min(WIDTH, width - j);
            for (int p = 0; p < depth; p++) {
                for (int t = 0; t < columns; t++) {
                    b[to + t] = product.right(p0 + p, j0 + j + t);
                }
                for (int t = columns; t < WIDTH; t++) {
                    b[to + t] = 0;
                }
                to += WIDTH;
            }
        }
    }

    private static void packLeft(Product product, int i0, int height, int p0, int depth, double[] packed) {
        double[] a = product.a();
        int ra = product.ra();
        int to = 0;
        for (int i = 0; i < height; i += HEIGHT) {
            int rows = Math.min(HEIGHT, height - i);
            for (int p = 0; p < depth; p++) {
                int from = product.ao() + (i0 + i) * ra + (p0 + p) * product.ca();
                if (ra == 1) {
                    System.arraycopy(a, from, packed, to, rows);
                } else {
                    for (int t = 0; t < rows; t++) {
                        packed[to + t] = a[from + t * ra];
                    }
                }
                for (int t = rows; t < HEIGHT; t++) {
                    packed[to + t] = 0;
                }
                to += HEIGHT;
            }
        }
    }

    private static void block(
            Product product, int i0, int height, int j0, int width, int depth, double[] a, double[] b, double[] edge) {
        double[] c = product.c();
        int ldc = product.ldc();
        for (int j = 0; j < width; j += WIDTH) {
            int columns = Math.min(WIDTH, width - j);
            int first = Math.max(0, product.firstRow(j0 + j) - i0) / HEIGHT * HEIGHT;
            for (int i = first; i < height; i += HEIGHT) {
                int rows = Math.min(HEIGHT, height - i);
                int at = product.co() + i0 + i + (j0 + j) * ldc;
                boolean whole = rows == HEIGHT && columns == WIDTH && i0 + i >= product.firstRow(j0 + j + WIDTH - 1);
                if (whole) {
                    tile(depth, a, i * depth, b, j * depth, c, at, ldc);
                } else {
                    copyIn(rows, columns, c, at, ldc, edge);
                    tile(depth, a, i * depth, b, j * depth, edge, 0, HEIGHT);
                    for (int t = 0; t < columns; t++) {
                        int skip = Math.max(0, product.firstRow(j0 + j + t) - (i0 + i));
                        if (skip < rows) {
                            System.arraycopy(edge, t * HEIGHT + skip, c, at + t * ldc + skip, rows - skip);
                        }
                    }
                }
            }
        }
    }

    private static void copyIn(int rows, int columns, double[] c, int at, int ldc, double[] edge) {
        for (int t = 0; t < columns; t++) {
            System.arraycopy(c, at + t * ldc, edge, t * HEIGHT, rows);
        }
    }

    private static void tile(int depth, double[] a, int ao, double[] b, int bo, double[] c, int co, int ldc) {
        if (WIDTH == 8) {
            byEight(depth, a, ao, b, bo, c, co, ldc);
        } else {
            byFour(depth, a, ao, b, bo, c, co, ldc);
        }
    }

    /** The tile of three vectors by four columns at {@code c[co]}, over one packed strip of A and of B. */
    private static void byFour(int depth, double[] a, int ao, double[] b, int bo, double[] c, int co, int ldc) {
        int o0 = co;
        int o1 = o0 + ldc;
        int o2 = o1 + ldc;
        int o3 = o2 + ldc;
        DoubleVector u0 = DoubleVector.fromArray(WIDE, c, o0);
        DoubleVector v0 = DoubleVector.fromArray(WIDE, c, o0 + LANES);
        DoubleVector w0 = DoubleVector.fromArray(WIDE, c, o0 + 2 * LANES);
        DoubleVector u1 = DoubleVector.fromArray(WIDE, c, o1);
        DoubleVector v1 = DoubleVector.fromArray(WIDE, c, o1 + LANES);
        DoubleVector w1 = DoubleVector.fromArray(WIDE, c, o1 + 2 * LANES);
        DoubleVector u2 = DoubleVector.fromArray(WIDE, c, o2);
        DoubleVector v2 = DoubleVector.fromArray(WIDE, c, o2 + LANES);
        DoubleVector w2 = DoubleVector.fromArray(WIDE, c, o2 + 2 * LANES);
        DoubleVector u3 = DoubleVector.fromArray(WIDE, c, o3);
        DoubleVector v3 = DoubleVector.fromArray(WIDE, c, o3 + LANES);
        DoubleVector w3 = DoubleVector.fromArray(WIDE, c, o3 + 2 * LANES);
        int p = ao;
        int q = bo;
        for (int k = 0; k < depth; k++) {
            DoubleVector x = DoubleVector.fromArray(WIDE, a, p);
            DoubleVector y = DoubleVector.fromArray(WIDE, a, p + LANES);
            DoubleVector z = DoubleVector.fromArray(WIDE, a, p + 2 * LANES);
            DoubleVector b0 = DoubleVector.broadcast(WIDE, b[q]);
            u0 = x.fma(b0, u0);
            v0 = y.fma(b0, v0);
            w0 = z.fma(b0, w0);
            DoubleVector b1 = DoubleVector.broadcast(WIDE, b[q + 1]);
            u1 = x.fma(b1, u1);
            v1 = y.fma(b1, v1);
            w1 = z.fma(b1, w1);
            DoubleVector b2 = DoubleVector.broadcast(WIDE, b[q + 2]);
            u2 = x.fma(b2, u2);
            v2 = y.fma(b2, v2);
            w2 = z.fma(b2, w2);
            DoubleVector b3 = DoubleVector.broadcast(WIDE, b[q + 3]);
            u3 = x.fma(b3, u3);
            v3 = y.fma(b3, v3);
            w3 = z.fma(b3, w3);
            p += 3 * LANES;
            q += 4;
        }
        u0.intoArray(c, o0);
        v0.intoArray(c, o0 + LANES);
        w0.intoArray(c, o0 + 2 * LANES);
        u1.intoArray(c, o1);
        v1.intoArray(c, o1 + LANES);
        w1.intoArray(c, o1 + 2 * LANES);
        u2.intoArray(c, o2);
        v2.intoArray(c, o2 + LANES);
        w2.intoArray(c, o2 + 2 * LANES);
        u3.intoArray(c, o3);
        v3.intoArray(c, o3 + LANES);
        w3.intoArray(c, o3 + 2 * LANES);
    }

    /** The tile of three vectors by eight columns at {@code c[co]}, over one packed strip of A and of B. */
    private static void byEight(int depth, double[] a, int ao, double[] b, int bo, double[] c, int co, int ldc) {
        int o0 = co;
        int o1 = o0 + ldc;
        int o2 = o1 + ldc;
        int o3 = o2 + ldc;
        int o4 = o3 + ldc;
        int o5 = o4 + ldc;
        int o6 = o5 + ldc;
        int o7 = o6 + ldc;
        DoubleVector u0 = DoubleVector.fromArray(WIDE, c, o0);
        DoubleVector v0 = DoubleVector.fromArray(WIDE, c, o0 + LANES);
        DoubleVector w0 = DoubleVector.fromArray(WIDE, c, o0 + 2 * LANES);
        DoubleVector u1 = DoubleVector.fromArray(WIDE, c, o1);
        DoubleVector v1 = DoubleVector.fromArray(WIDE, c, o1 + LANES);
        DoubleVector w1 = DoubleVector.fromArray(WIDE, c, o1 + 2 * LANES);
        DoubleVector u2 = DoubleVector.fromArray(WIDE, c, o2);
        DoubleVector v2 = DoubleVector.fromArray(WIDE, c, o2 + LANES);
        DoubleVector w2 = DoubleVector.fromArray(WIDE, c, o2 + 2 * LANES);
        DoubleVector u3 = DoubleVector.fromArray(WIDE, c, o3);
        DoubleVector v3 = DoubleVector.fromArray(WIDE, c, o3 + LANES);
        DoubleVector w3 = DoubleVector.fromArray(WIDE, c, o3 + 2 * LANES);
        DoubleVector u4 = DoubleVector.fromArray(WIDE, c, o4);
        DoubleVector v4 = DoubleVector.fromArray(WIDE, c, o4 + LANES);
        DoubleVector w4 = DoubleVector.fromArray(WIDE, c, o4 + 2 * LANES);
        DoubleVector u5 = DoubleVector.fromArray(WIDE, c, o5);
        DoubleVector v5 = DoubleVector.fromArray(WIDE, c, o5 + LANES);
        DoubleVector w5 = DoubleVector.fromArray(WIDE, c, o5 + 2 * LANES);
        DoubleVector u6 = DoubleVector.fromArray(WIDE, c, o6);
        DoubleVector v6 = DoubleVector.fromArray(WIDE, c, o6 + LANES);
        DoubleVector w6 = DoubleVector.fromArray(WIDE, c, o6 + 2 * LANES);
        DoubleVector u7 = DoubleVector.fromArray(WIDE, c, o7);
        DoubleVector v7 = DoubleVector.fromArray(WIDE, c, o7 + LANES);
        DoubleVector w7 = DoubleVector.fromArray(WIDE, c, o7 + 2 * LANES);
        int p = ao;
        int q = bo;
        for (int k = 0; k < depth; k++) {
            DoubleVector x = DoubleVector.fromArray(WIDE, a, p);
            DoubleVector y = DoubleVector.fromArray(WIDE, a, p + LANES);
            DoubleVector z = DoubleVector.fromArray(WIDE, a, p + 2 * LANES);
            DoubleVector b0 = DoubleVector.broadcast(WIDE, b[q]);
            u0 = x.fma(b0, u0);
            v0 = y.fma(b0, v0);
            w0 = z.fma(b0, w0);
            DoubleVector b1 = DoubleVector.broadcast(WIDE, b[q + 1]);
            u1 = x.fma(b1, u1);
            v1 = y.fma(b1, v1);
            w1 = z.fma(b1, w1);
            DoubleVector b2 = DoubleVector.broadcast(WIDE, b[q + 2]);
            u2 = x.fma(b2, u2);
            v2 = y.fma(b2, v2);
            w2 = z.fma(b2, w2);
            DoubleVector b3 = DoubleVector.broadcast(WIDE, b[q + 3]);
            u3 = x.fma(b3, u3);
            v3 = y.fma(b3, v3);
            w3 = z.fma(b3, w3);
            DoubleVector b4 = DoubleVector.broadcast(WIDE, b[q + 4]);
            u4 = x.fma(b4, u4);
            v4 = y.fma(b4, v4);
            w4 = z.fma(b4, w4);
            DoubleVector b5 = DoubleVector.broadcast(WIDE, b[q + 5]);
            u5 = x.fma(b5, u5);
            v5 = y.fma(b5, v5);
            w5 = z.fma(b5, w5);
            DoubleVector b6 = DoubleVector.broadcast(WIDE, b[q + 6]);
            u6 = x.fma(b6, u6);
            v6 = y.fma(b6, v6);
            w6 = z.fma(b6, w6);
            DoubleVector b7 = DoubleVector.broadcast(WIDE, b[q + 7]);
            u7 = x.fma(b7, u7);
            v7 = y.fma(b7, v7);
            w7 = z.fma(b7, w7);
            p += 3 * LANES;
            q += 8;
        }
        u0.intoArray(c, o0);
        v0.intoArray(c, o0 + LANES);
        w0.intoArray(c, o0 + 2 * LANES);
        u1.intoArray(c, o1);
        v1.intoArray(c, o1 + LANES);
        w1.intoArray(c, o1 + 2 * LANES);
        u2.intoArray(c, o2);
        v2.intoArray(c, o2 + LANES);
        w2.intoArray(c, o2 + 2 * LANES);
        u3.intoArray(c, o3);
        v3.intoArray(c, o3 + LANES);
        w3.intoArray(c, o3 + 2 * LANES);
        u4.intoArray(c, o4);
        v4.intoArray(c, o4 + LANES);
        w4.intoArray(c, o4 + 2 * LANES);
        u5.intoArray(c, o5);
        v5.intoArray(c, o5 + LANES);
        w5.intoArray(c, o5 + 2 * LANES);
        u6.intoArray(c, o6);
        v6.intoArray(c, o6 + LANES);
        w6.intoArray(c, o6 + 2 * LANES);
        u7.intoArray(c, o7);
        v7.intoArray(c, o7 + LANES);
        w7.intoArray(c, o7 + 2 * LANES);
    }
}
