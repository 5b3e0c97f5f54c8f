package io.trimtab.optimizer;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;

/**
 * One convex piecewise linear function of each asset's weight: zero at its first breakpoint, or at weight zero if it has
 * none. The arrays are written by nobody once it is made.
 */
final class ConvexFunctions {
    private final double[][] breakpoints;
    private final double[][] slopes;

    private ConvexFunctions(double[][] breakpoints, double[][] slopes) {
        this.breakpoints = breakpoints;
        this.slopes = slopes;
    }

    /** Checks and copies. */
    static ConvexFunctions of(Universe universe, double[][] breakpoints, double[][] slopes, String name) {
        int n = universe.size();
        Check.length(breakpoints.length, n, "breakpoints of \"" + name + "\"");
        Check.length(slopes.length, n, "slopes of \"" + name + "\"");
        double[][] points = new double[n][];
        double[][] rates = new double[n][];
        for (int j = 0; j < n; j++) {
            String where = " of " + universe.id(j) + " in \"" + name + "\"";
            points[j] = breakpoints[j].clone();
            rates[j] = slopes[j].clone();
            Check.length(rates[j].length, points[j].length + 1, "slopes" + where);
            Check.allFinite(points[j], "breakpoints" + where);
            Check.allFinite(rates[j], "slopes" + where);
            for (int k = 1; k < rates[j].length; k++) {
                if (rates[j][k - 1] > rates[j][k] || (k > 1 && !(points[j][k - 2] < points[j][k - 1]))) {
                    throw new IllegalArgumentException("breakpoints and slopes" + where
                            + " must increase (only a convex function can be bounded from above): at number " + k);
                }
            }
        }
        return new ConvexFunctions(points, rates);
    }

    double[] breakpoints(int j) {
        return breakpoints[j];
    }

    double[] slopes(int j) {
        return slopes[j];
    }

    double value(int j, double x) {
        double[] at = breakpoints[j];
        double[] slope = slopes[j];
        if (at.length == 0) {
            return slope[0] * x;
        }
        if (x <= at[0]) {
            return slope[0] * (x - at[0]);
        }
        double value = 0;
        int k = 0;
        while (k + 1 < at.length && at[k + 1] < x) {
            value = Math.fma(slope[k + 1], at[k + 1] - at[k], value);
            k++;
        }
        return Math.fma(slope[k + 1], x - at[k], value);
    }

    /** The slope just above x. */
    double slopeAbove(int j, double x) {
        int k = 0;
        while (k < breakpoints[j].length && breakpoints[j][k] <= x) {
            k++;
        }
        return slopes[j][k];
    }

    /** The slope just below x. */
    double slopeBelow(int j, double x) {
        int k = 0;
        while (k < breakpoints[j].length && breakpoints[j][k] < x) {
            k++;
        }
        return slopes[j][k];
    }

    /** The size of the terms of which the value at x is a sum. */
    double size(int j, double x) {
        double[] at = breakpoints[j];
        double[] slope = slopes[j];
        double steepest = Math.max(Math.abs(slope[0]), Math.abs(slope[slope.length - 1]));
        double far = at.length == 0 ? 0 : Math.max(Math.abs(at[0]), Math.abs(at[at.length - 1]));
        return steepest * (Math.abs(x) + far);
    }
}
