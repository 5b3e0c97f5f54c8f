package io.trimtab.core.numeric;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels by the Vector API, with the same chains and lanes as the plain loops and hence the same bits.
 *
 * <p>Reductions always use eight lanes, as one vector or as two. Products use register tiles of three vectors by four
 * columns (sixteen registers, as AVX2 has) or, with eight lanes and so with AVX-512's thirty-two registers, by eight.
 */
final class VectorKernels implements VectorForm {
    private static final VectorSpecies<Double> WIDE = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> FOUR = DoubleVector.SPECIES_256;
    private static final int LANES = WIDE.length();

    /** Below this length the plain loop is as fast. */
    private static final int WORTH_VECTORS = 32;

    VectorKernels() {
        if (LANES != 4 && LANES != 8) {
            throw new UnsupportedOperationException("vectors of " + LANES + " lanes: the plain loops are as fast");
        }
    }

    @Override
    public double dot(int n, double[] x, int xo, double[] y, int yo) {
        DoubleVector low = DoubleVector.zero(FOUR);
        DoubleVector high = DoubleVector.zero(FOUR);
        int whole = n & ~7;
        for (int i = 0; i < whole; i += 8) {
            low = DoubleVector.fromArray(FOUR, x, xo + i).fma(DoubleVector.fromArray(FOUR, y, yo + i), low);
            high = DoubleVector.fromArray(FOUR, x, xo + i + 4).fma(DoubleVector.fromArray(FOUR, y, yo + i + 4), high);
        }
        return Reductions.finishDot(
                n - whole,
                x,
                xo + whole,
                y,
                yo + whole,
                low.lane(0),
                low.lane(1),
                low.lane(2),
                low.lane(3),
                high.lane(0),
                high.lane(1),
                high.lane(2),
                high.lane(3));
    }

    @Override
    public double sum(int n, double[] x, int xo) {
        DoubleVector low = DoubleVector.zero(FOUR);
        DoubleVector high = DoubleVector.zero(FOUR);
        int whole = n & ~7;
        for (int i = 0; i < whole; i += 8) {
            low = low.add(DoubleVector.fromArray(FOUR, x, xo + i));
            high = high.add(DoubleVector.fromArray(FOUR, x, xo + i + 4));
        }
        return Reductions.finishSum(
                n - whole,
                x,
                xo + whole,
                low.lane(0),
                low.lane(1),
                low.lane(2),
                low.lane(3),
                high.lane(0),
                high.lane(1),
                high.lane(2),
                high.lane(3));
    }

    @Override
    public void accumulate(
            int m, int n, double alpha, double[] a, int ao, int lda, double[] x, int xo, int xs, double[] y, int yo) {
        int whole = m < WORTH_VECTORS ? 0 : WIDE.loopBound(m);
        int j = 0;
        for (; j + 4 <= n; j += 4) {
            int q = xo + j * xs;
            fourColumns(
                    m,
                    whole,
                    a,
                    ao + j * lda,
                    lda,
                    alpha * x[q],
                    alpha * x[q + xs],
                    alpha * x[q + 2 * xs],
                    alpha * x[q + 3 * xs],
                    y,
                    yo);
        }
        for (; j < n; j++) {
            MatrixVector.axpy(m, alpha * x[xo + j * xs], a, ao + j * lda, y, yo);
        }
    }

    private static void fourColumns(
            int m,
            int whole,
            double[] a,
            int p0,
            int lda,
            double x0,
            double x1,
            double x2,
            double x3,
            double[] y,
            int yo) {
        int p1 = p0 + lda;
        int p2 = p1 + lda;
        int p3 = p2 + lda;
        int i = 0;
        for (; i < whole; i += LANES) {
            DoubleVector chain = DoubleVector.fromArray(WIDE, y, yo + i);
            chain = DoubleVector.fromArray(WIDE, a, p0 + i).fma(DoubleVector.broadcast(WIDE, x0), chain);
            chain = DoubleVector.fromArray(WIDE, a, p1 + i).fma(DoubleVector.broadcast(WIDE, x1), chain);
            chain = DoubleVector.fromArray(WIDE, a, p2 + i).fma(DoubleVector.broadcast(WIDE, x2), chain);
            chain = DoubleVector.fromArray(WIDE, a, p3 + i).fma(DoubleVector.broadcast(WIDE, x3), chain);
            chain.intoArray(y, yo + i);
        }
        for (; i < m; i++) {
            double t = Math.fma(a[p1 + i], x1, Math.fma(a[p0 + i], x0, y[yo + i]));
            y[yo + i] = Math.fma(a[p3 + i], x3, Math.fma(a[p2 + i], x2, t));
        }
    }

    @Override
    public void multiply(Product product) {
        VectorTiles.multiply(product);
    }
}
