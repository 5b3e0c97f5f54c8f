package io.trimtab.risk.measure;

/**
 * Measures that are weighted sums of ordered returns: sum of c_i r_(i), r_(0) the lowest, taken as the sum of
 * c_i (r_(i) - r_(0)) plus r_(0) times the sum of c_i, so that equal returns scatter by exactly 0.
 *
 * <p>The derivative by a return is its coefficient; returns that tie share theirs equally, or in proportion to their
 * probabilities: that is the subgradient taken.
 */
final class OrderWeighted {
    private OrderWeighted() {}

    /** The coefficients of returns by their order. */
    @FunctionalInterface
    interface Coefficients {
        /**
         * One coefficient: of a return, or of all that tie, by the weight below it, its own and that above. Where all count
         * alike, these are the rank (0 for the lowest return), 1, and the number of higher ranks; under probabilities, these.
         *
         * @param below exactly 0 for the lowest return
         * @param here above 0
         * @param above exactly 0 for the highest return
         * @param series what the total and divisors are of
         * @return what the return is multiplied by
         */
        double of(double below, double here, double above, MeasuredSeries series);
    }

    static Measure measure(String name, int fewest, Coefficients coefficients) {
        return Measure.of(name, Homogeneity.PROPORTIONAL, fewest, series -> value(series, coefficients))
                .withGradient((series, out) -> gradientInto(series, coefficients, out))
                .weighable();
    }

    static double value(MeasuredSeries series, Coefficients coefficients) {
        return series.weights() == null ? plain(series, coefficients) : weighed(series, coefficients);
    }

    private static double plain(MeasuredSeries series, Coefficients coefficients) {
        int n = series.size();
        double[] sorted = series.sorted();
        double least = sorted[0];
        double level = 0;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double c = coefficients.of(i, 1, n - 1.0 - i, series);
            level += c;
            if (c != 0) {
                sum = Math.fma(c, sorted[i] - least, sum);
            }
        }
        return Math.fma(whole(level, n), least, sum);
    }

    private static double weighed(MeasuredSeries series, Coefficients coefficients) {
        int n = series.size();
        double[] sorted = series.sorted();
        double[] masses = series.masses();
        double[] above = series.massesAbove();
        double least = Double.NaN;
        double below = 0;
        double level = 0;
        double sum = 0;
        for (int k = 0; k < n; k++) {
            if (masses[k] > 0) {
                least = below == 0 ? sorted[k] : least;
                double c = coefficients.of(below, masses[k], above[k], series);
                level += c;
                sum = c == 0 ? sum : Math.fma(c, sorted[k] - least, sum);
                below += masses[k];
            }
        }
        return Math.fma(whole(level, n), least, sum);
    }

    /** The coefficients of a level add up to 1 or -1 and those of a scatter to 0, but for rounding. */
    private static double whole(double level, int n) {
        double whole = Math.rint(level);
        return Math.abs(level - whole) <= n * 0x1p-50 ? whole : level;
    }

    static double gradientInto(MeasuredSeries series, Coefficients coefficients, double[] out) {
        int n = series.size();
        double[] weights = series.weights();
        double[] sorted = series.sorted();
        double[] shared = series.scratch(0, n);
        if (weights == null) {
            shareInto(series, coefficients, shared);
        } else {
            double below = 0;
            for (int k = 0; k < n; k++) {
                double here = series.masses()[k];
                shared[k] = here > 0 ? coefficients.of(below, here, series.massesAbove()[k], series) / here : 0;
                below += here;
            }
        }
        double[] returns = series.array();
        for (int t = 0; t < n; t++) {
            out[t] = shared[rank(n, sorted, returns[t])] * (weights == null ? 1 : weights[t]);
        }
        return value(series, coefficients);
    }

    private static void shareInto(MeasuredSeries series, Coefficients coefficients, double[] shared) {
        int n = series.size();
        double[] sorted = series.sorted();
        for (int i = 0; i < n; ) {
            int end = i;
            double sum = 0;
            while (end < n && sorted[end] == sorted[i]) {
                sum += coefficients.of(end, 1, n - 1.0 - end, series);
                end++;
            }
            double each = sum / (end - i);
            while (i < end) {
                shared[i++] = each;
            }
        }
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
