package io.trimtab.risk.measure;

/**
 * Measures that are weighted sums of ordered returns: sum of c_i r_(i), r_(0) the lowest, taken as the sum of
 * c_i (r_(i) - r_(0)) plus r_(0) times the sum of c_i, so that equal returns scatter by exactly 0.
 *
 * <p>The derivative by a return is its coefficient; returns that tie share theirs equally: that is the subgradient taken.
 */
final class OrderWeighted {
    private OrderWeighted() {}

    /** The coefficients for n returns. */
    @FunctionalInterface
    interface Coefficients {
        /**
         * One coefficient.
         *
         * @param rank 0 for the lowest return
         * @param n the number of returns
         * @return what the return of that rank is multiplied by
         */
        double of(int rank, int n);
    }

    static Measure measure(String name, int fewest, Coefficients coefficients) {
        return Measure.of(name, Homogeneity.PROPORTIONAL, fewest, series -> value(series, coefficients))
                .withGradient((series, out) -> gradientInto(series, coefficients, out));
    }

    static double value(MeasuredSeries series, Coefficients coefficients) {
        int n = series.size();
        double[] sorted = series.sorted();
        double least = sorted[0];
        double level = 0;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double c = coefficients.of(i, n);
            level += c;
            if (c != 0) {
                sum = Math.fma(c, sorted[i] - least, sum);
            }
        }
        // the coefficients of a level add up to 1 or -1 and those of a scatter to 0, but for rounding
        double whole = Math.rint(level);
        return Math.fma(Math.abs(level - whole) <= n * 0x1p-50 ? whole : level, least, sum);
    }

    static double gradientInto(MeasuredSeries series, Coefficients coefficients, double[] out) {
        int n = series.size();
        double[] sorted = series.sorted();
        double[] shared = series.scratch(0, n);
        for (int i = 0; i < n; ) {
            int end = i;
            double sum = 0;
            while (end < n && sorted[end] == sorted[i]) {
                sum += coefficients.of(end, n);
                end++;
            }
            double each = sum / (end - i);
            while (i < end) {
                shared[i++] = each;
            }
        }
        double[] returns = series.array();
        for (int t = 0; t < n; t++) {
            out[t] = shared[rank(n, sorted, returns[t])];
        }
        return value(series, coefficients);
    }

    /** The first position in ascending values of one that is among them. */
    static int rank(int n, double[] sorted, double value) {
        int low = 0;
        int high = n - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
