package io.trimtab.risk.limit;

import java.util.function.DoubleUnaryOperator;

/** The largest argument, from 0 to an upper end, at which a convex function is within a bound. */
final class Bisection {
    /** There is no such argument. */
    static final double NONE = -1;

    private static final int STEPS = 60;
    private static final double GOLDEN = 0.6180339887498949;

    private Bisection() {}

    static double largest(double upper, double bound, DoubleUnaryOperator convex) {
        if (convex.applyAsDouble(upper) <= bound) {
            return upper;
        }
        double low = convex.applyAsDouble(0) <= bound ? 0 : lowest(upper, convex);
        if (!(convex.applyAsDouble(low) <= bound)) {
            return NONE;
        }
        double high = upper;
        for (int i = 0; i < STEPS && high - low > Math.ulp(high); i++) {
            double middle = 0.5 * (low + high);
            if (convex.applyAsDouble(middle) <= bound) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Golden section. */
    private static double lowest(double upper, DoubleUnaryOperator convex) {
        double a = 0;
        double b = upper;
        double x = b - GOLDEN * (b - a);
        double y = a + GOLDEN * (b - a);
        double fx = convex.applyAsDouble(x);
        double fy = convex.applyAsDouble(y);
        for (int i = 0; i < STEPS; i++) {
            if (fx <= fy) {
                b = y;
                y = x;
                fy = fx;
                x = b - GOLDEN * (b - a);
                fx = convex.applyAsDouble(x);
            } else {
                a = x;
                x = y;
                fx = fy;
                y = a + GOLDEN * (b - a);
                fy = convex.applyAsDouble(y);
            }
        }
        return fx <= fy ? x : y;
    }
}
