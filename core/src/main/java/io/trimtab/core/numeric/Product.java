package io.trimtab.core.numeric;

/**
 * C += alpha A B on strided views: element (i, k) of A is {@code a[ao + i * ra + k * ca]}, of B likewise, and C is
 * column-major. A negative stride runs a chain backwards.
 *
 * @param lower whether only the elements of C on and below the diagonal are read and written
 */
@SuppressWarnings("ArrayRecordComponent") // names the caller's arrays for the length of one call
record Product(
        int m,
        int n,
        int k,
        double alpha,
        double[] a,
        int ao,
        int ra,
        int ca,
        double[] b,
        int bo,
        int rb,
        int cb,
        double[] c,
        int co,
        int ldc,
        boolean lower) {
    double right(int p, int j) {
        return alpha * b[bo + p * rb + j * cb];
    }

    /** The first row of column j that is calculated. */
    int firstRow(int j) {
        return lower ? j : 0;
    }

    long work() {
        long all = 2L * m * n * k;
        return lower ? all / 2 : all;
    }
}
