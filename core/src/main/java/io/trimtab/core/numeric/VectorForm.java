package io.trimtab.core.numeric;

/** The kernels that have a second implementation: same results to the bit, by way of hardware vectors. */
interface VectorForm {
    double dot(int n, double[] x, int xo, double[] y, int yo);

    double sum(int n, double[] x, int xo);

    /** y += alpha A x, see {@link MatrixVector}. */
    void accumulate(
            int m, int n, double alpha, double[] a, int ao, int lda, double[] x, int xo, int xs, double[] y, int yo);

    /** C += alpha A B, see {@link ColumnTiles}. */
    void multiply(Product product);
}
