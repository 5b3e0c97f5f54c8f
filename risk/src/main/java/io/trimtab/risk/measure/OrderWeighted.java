package io.trimtab.risk.measure;

/**
 * Measures that are weighted sums of ordered returns: sum of c_i r_(i), r_(0) the lowest.
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
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum = Math.fma(coefficients.of(i, n), sorted[i], sum);
        }
        return sum;
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
