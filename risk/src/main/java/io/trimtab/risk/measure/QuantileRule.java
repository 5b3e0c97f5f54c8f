package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.numeric.OrderStatistics;

/**
 * How a quantile is read off n ordered values x_(1), ..., x_(n): the nine definitions of Hyndman and Fan, and the
 * upper inverse.
 *
 * <pre>{@code
 * double median = QuantileRule.TYPE_7.quantile(values, 0.5);
 * }</pre>
 *
 * <p>Each is x_(j) + g (x_(j+1) - x_(j)) with j the integer part of n p + m, m as stated and g its fraction or 0 or 1.
 * Where n p + m is within 1e-9 of an integer it is that integer. Source: Hyndman and Fan, "Sample quantiles in
 * statistical packages", American Statistician 50 (1996), 361-365. Types 1, 3 and 4 differ between the losses at p and
 * the gains at 1 - p: Trimtab always applies the rule to losses. O(n) by selection.
 */
public enum QuantileRule {
    /** Inverse of the empirical distribution: the smallest x with at least a fraction p of values at or below it. */
    TYPE_1,
    /** As type 1, averaged where the distribution is flat. */
    TYPE_2,
    /** The value nearest to rank n p, the even rank on ties; SAS. */
    TYPE_3,
    /** Linear interpolation of the empirical distribution; m = 0. */
    TYPE_4,
    /** Hazen: steps cut in the middle; m = 1/2. */
    TYPE_5,
    /** Weibull: expected ranks; m = p. */
    TYPE_6,
    /** Interpolation between modes; m = 1 - p. The default of R, NumPy, pandas and PerformanceAnalytics. */
    TYPE_7,
    /** Approximately median-unbiased for every distribution; m = (p + 1) / 3. */
    TYPE_8,
    /** Approximately unbiased for normal values; m = p / 4 + 3/8. */
    TYPE_9,
    /**
     * The upper end of what type 2 averages: the (floor(n p) + 1)-th value. On losses this is the k-th worst with k =
     * ceil(alpha n), as Riskfolio and skfolio define value at risk.
     */
    UPPER_INVERSE;

    private static final double SNAP = 1e-9;

    /**
     * The quantile of some values.
     *
     * @param values at least one, all finite; not changed
     * @param p the probability, strictly within (0, 1)
     * @return the quantile
     * @throws IllegalArgumentException if there is no value, one is not finite, or p is out of range
     */
    public double quantile(double[] values, double p) {
        Check.atLeast(Check.notNull(values, "values").length, 1, "number of values");
        Check.strictlyWithin(p, 0, 1, "p");
        double[] scratch = Check.allFinite(values, "values").clone();
        return select(values.length, scratch, values.length * p, p);
    }

    /** The integer a number is meant to be, or the number itself. */
    static double snap(double x) {
        double nearest = Math.rint(x);
        return Math.abs(x - nearest) <= SNAP ? nearest : x;
    }

    /** As {@link #quantile} on values that are reordered, with n p given, so that a tail can be measured exactly. */
    double select(int n, double[] scratch, double np, double p) {
        double h = position(np, p);
        int j = (int) Math.floor(h);
        double g = weight(j, h - j);
        int low = Math.max(1, Math.min(n, j));
        double below = OrderStatistics.select(n, scratch, 0, low - 1);
        if (g == 0 || j < 1 || low == n) {
            return below;
        }
        return between(below, smallest(n, scratch, low), g);
    }

    /** The quantile of values in ascending order, of which the first n count. */
    double ofSorted(int n, double[] ascending, double p) {
        return ofSorted(n, ascending, n * p, p);
    }

    /** As {@link #ofSorted(int, double[], double)} with n p given. */
    double ofSorted(int n, double[] ascending, double np, double p) {
        double h = position(np, p);
        int j = (int) Math.floor(h);
        double g = weight(j, h - j);
        double below = ascending[Math.max(1, Math.min(n, j)) - 1];
        double above = ascending[Math.max(1, Math.min(n, j + 1)) - 1];
        return between(below, above, g);
    }

    /** below + g (above - below), exact at both ends and without overflow. */
    static double between(double below, double above, double g) {
        if (g == 0 || above == below) {
            return below;
        }
        double gap = above - below;
        return g == 1 ? above : Double.isInfinite(gap) ? (1 - g) * below + g * above : below + g * gap;
    }

    /** n p + m, exact where it ought to be an integer. */
    double position(double np, double p) {
        return snap(np
                + switch (this) {
                    case TYPE_1, TYPE_2, TYPE_4, UPPER_INVERSE -> 0;
                    case TYPE_3 -> -0.5;
                    case TYPE_5 -> 0.5;
                    case TYPE_6 -> p;
                    case TYPE_7 -> 1 - p;
                    case TYPE_8 -> (p + 1) / 3;
                    case TYPE_9 -> p / 4 + 0.375;
                });
    }

    /** The weight of x_(j+1), given the fraction of the position. */
    double weight(int j, double fraction) {
        return switch (this) {
            case TYPE_1 -> fraction == 0 ? 0 : 1;
            case TYPE_2 -> fraction == 0 ? 0.5 : 1;
            case TYPE_3 -> fraction == 0 && j % 2 == 0 ? 0 : 1;
            case UPPER_INVERSE -> 1;
            case TYPE_4, TYPE_5, TYPE_6, TYPE_7, TYPE_8, TYPE_9 -> fraction;
        };
    }

    private static double smallest(int n, double[] x, int from) {
        double least = x[from];
        for (int i = from + 1; i < n; i++) {
            least = Math.min(least, x[i]);
        }
        return least;
    }
}
