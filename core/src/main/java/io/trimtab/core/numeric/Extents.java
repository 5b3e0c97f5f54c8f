package io.trimtab.core.numeric;

import java.util.Objects;

/** Bounds of vectors and column-major matrices inside arrays, checked before anything is written. */
final class Extents {
    private Extents() {}

    static void vector(int n, double[] x, int offset) {
        Objects.checkFromIndexSize(offset, n, x.length);
    }

    static void matrix(int rows, int columns, double[] a, int offset, int leading, String name) {
        if (rows < 0 || columns < 0 || leading < Math.max(1, rows)) {
            throw refused(rows, columns, a, offset, leading, name);
        }
        if (rows == 0 || columns == 0) {
            return;
        }
        long end = offset + (long) (columns - 1) * leading + rows;
        if (offset < 0 || end > a.length) {
            throw refused(rows, columns, a, offset, leading, name);
        }
    }

    private static IndexOutOfBoundsException refused(
            int rows, int columns, double[] a, int offset, int leading, String name) {
        return new IndexOutOfBoundsException("matrix " + name + ": " + rows + " x " + columns + " at offset " + offset
                + " with leading dimension " + leading + " does not fit an array of " + a.length
                + " (the leading dimension must be at least the number of rows, and at least 1)");
    }
}
