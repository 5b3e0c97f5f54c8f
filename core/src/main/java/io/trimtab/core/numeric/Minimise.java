package io.trimtab.core.numeric;

import io.trimtab.core.check.Check;
import java.util.function.DoubleUnaryOperator;

/**
 * A minimum of a function of one variable within an interval.
 *
 * <pre>{@code
 * Minimise.Minimum minimum = Minimise.brent(v -> (v - 1) * (v - 1), 0, 3, 1e-8, 200);
 * }</pre>
 *
 * <p>Method: R. P. Brent, Algorithms for Minimization without Derivatives, 1973, chapter 5: parabolic interpolation
 * safeguarded by golden sections. A function with one minimum in the interval gives that one, any other a local one; the
 * ends themselves are approached but not evaluated. No method of comparison can place a smooth minimum better than the
 * root of the precision, so tolerances below 1.5e-8 |x| buy nothing.
 */
public final class Minimise {
    /** (3 - sqrt 5) / 2. */
    private static final double GOLDEN = 0.3819660112501051;

    private static final double ROOT_EPSILON = 0x1p-26;

    private Minimise() {}

    /** How a search ended. */
    public enum Status {
        /** The interval around x is as small as was asked. */
        CONVERGED,
        /** The function returned NaN; x is where. */
        NOT_A_NUMBER,
        /** The evaluations allowed did not suffice; x is the best so far. */
        EVALUATION_LIMIT
    }

    /**
     * The end of a search.
     *
     * @param status how it ended
     * @param x the minimum, or the point of failure
     * @param value the function there
     * @param evaluations the number of function evaluations
     */
    public record Minimum(Status status, double x, double value, int evaluations) {
        /**
         * Whether x is a minimum.
         *
         * @return true if the status is {@link Status#CONVERGED}
         */
        public boolean converged() {
            return status == Status.CONVERGED;
        }
    }

    /**
     * Finds a minimum between two points.
     *
     * @param function the function
     * @param low the lower end, finite
     * @param high the upper end, finite and above the lower
     * @param tolerance the absolute tolerance on x, at least 0, to which 2^-26 |x| is added
     * @param maxEvaluations the most function evaluations, at least 1
     * @return the minimum, or why there is none
     */
    public static Minimum brent(
            DoubleUnaryOperator function, double low, double high, double tolerance, int maxEvaluations) {
        Check.finite(low, "low");
        Check.finite(high, "high");
        Check.notNegative(tolerance, "tolerance");
        Check.atLeast(maxEvaluations, 1, "maxEvaluations");
        if (!(low < high)) {
            throw new IllegalArgumentException("low must be below high, was " + low + " against " + high);
        }
        // x: best, w: second best, v: previous w, u: new point; d: step, e: step before it
        double a = low;
        double b = high;
        double x = a + GOLDEN * (b - a);
        double w = x;
        double v = x;
        double d = 0;
        double e = 0;
        double fx = function.applyAsDouble(x);
        if (Double.isNaN(fx)) {
            return new Minimum(Status.NOT_A_NUMBER, x, fx, 1);
        }
        double fw = fx;
        double fv = fx;
        int evaluations = 1;
        while (true) {
            double middle = a / 2 + b / 2;
            double step = ROOT_EPSILON * Math.abs(x) + tolerance / 3 + Double.MIN_NORMAL;
            if (Math.abs(x - middle) <= 2 * step - (b - a) / 2) {
                return new Minimum(Status.CONVERGED, x, fx, evaluations);
            }
            if (evaluations >= maxEvaluations) {
                return new Minimum(Status.EVALUATION_LIMIT, x, fx, evaluations);
            }
            double p = 0;
            double q = 0;
            double r = 0;
            if (Math.abs(e) > step) {
                r = (x - w) * (fx - fv);
                q = (x - v) * (fx - fw);
                p = (x - v) * q - (x - w) * r;
                q = 2 * (q - r);
                if (q > 0) {
                    p = -p;
                } else {
                    q = -q;
                }
                r = e;
                e = d;
            }
            // Written so that NaN, from values that overflow, takes the golden section.
            if (Math.abs(p) < Math.abs(q * r / 2) && p > q * (a - x) && p < q * (b - x)) {
                d = p / q;
                double u = x + d;
                if (u - a < 2 * step || b - u < 2 * step) {
                    d = x < middle ? step : -step;
                }
            } else {
                e = x < middle ? b - x : a - x;
                d = GOLDEN * e;
            }
            double u = x + (Math.abs(d) >= step ? d : Math.copySign(step, d));
            double fu = function.applyAsDouble(u);
            evaluations++;
            if (Double.isNaN(fu)) {
                return new Minimum(Status.NOT_A_NUMBER, u, fu, evaluations);
            }
            if (fu <= fx) {
                if (u < x) {
                    b = x;
                } else {
                    a = x;
                }
                v = w;
                fv = fw;
                w = x;
                fw = fx;
                x = u;
                fx = fu;
            } else {
                if (u < x) {
                    a = u;
                } else {
                    b = u;
                }
                if (fu <= fw || w == x) {
                    v = w;
                    fv = fw;
                    w = u;
                    fw = fu;
                } else if (fu <= fv || v == x || v == w) {
                    v = u;
                    fv = fu;
                }
            }
        }
    }
}
