package io.trimtab.core.numeric;

import io.trimtab.core.check.Check;
import java.util.function.DoubleUnaryOperator;

/**
 * A root of a continuous function within a bracket.
 *
 * <pre>{@code
 * Roots.Root root = Roots.brent(v -> v * v - 2, 0, 2, 1e-12, 100);
 * }</pre>
 *
 * <p>Method: R. P. Brent, Algorithms for Minimization without Derivatives, 1973, chapter 4: inverse quadratic
 * interpolation and secant steps, safeguarded by bisection; at most about the square of bisection's evaluations,
 * typically eight to twelve. The tolerance is absolute, to which Brent's rule adds 2 eps |x|: {@code |x - root| <= tolerance
 * + 4 eps |x|}.
 */
public final class Roots {
    private Roots() {}

    /** How a search ended. */
    public enum Status {
        /** The bracket is as small as was asked, or the function is exactly zero. */
        CONVERGED,
        /** The function has the same sign at both ends. */
        NOT_BRACKETED,
        /** The function returned NaN; x is where. */
        NOT_A_NUMBER,
        /** The evaluations allowed did not suffice; x is the best so far. */
        EVALUATION_LIMIT
    }

    /**
     * The end of a search.
     *
     * @param status how it ended
     * @param x the root, or the point of failure
     * @param value the function there
     * @param evaluations the number of function evaluations
     */
    public record Root(Status status, double x, double value, int evaluations) {
        /**
         * Whether x is a root.
         *
         * @return true if the status is {@link Status#CONVERGED}
         */
        public boolean converged() {
            return status == Status.CONVERGED;
        }
    }

    /**
     * Finds a root between two points where the function has opposite signs.
     *
     * @param function the function
     * @param low one end of the bracket, finite
     * @param high the other end, finite
     * @param tolerance the absolute tolerance on x, at least 0
     * @param maxEvaluations the most function evaluations, at least 2
     * @return the root, or why there is none
     */
    public static Root brent(
            DoubleUnaryOperator function, double low, double high, double tolerance, int maxEvaluations) {
        Check.finite(low, "low");
        Check.finite(high, "high");
        Check.notNegative(tolerance, "tolerance");
        Check.atLeast(maxEvaluations, 2, "maxEvaluations");
        // a: previous iterate, b: best iterate, c: the point opposite to b in sign; d: step, e: step before it
        double a = low;
        double b = high;
        double fa = function.applyAsDouble(a);
        if (Double.isNaN(fa)) {
            return new Root(Status.NOT_A_NUMBER, a, fa, 1);
        }
        double fb = function.applyAsDouble(b);
        if (Double.isNaN(fb)) {
            return new Root(Status.NOT_A_NUMBER, b, fb, 2);
        }
        if (fa == 0) {
            return new Root(Status.CONVERGED, a, fa, 2);
        }
        if (fb != 0 && (fa > 0) == (fb > 0)) {
            return new Root(
                    Status.NOT_BRACKETED,
                    Math.abs(fa) < Math.abs(fb) ? a : b,
                    Math.abs(fa) < Math.abs(fb) ? fa : fb,
                    2);
        }
        double c = a;
        double fc = fa;
        double d = b - a;
        double e = d;
        int evaluations = 2;
        while (true) {
            if (Math.abs(fc) < Math.abs(fb)) {
                a = b;
                b = c;
                c = a;
                fa = fb;
                fb = fc;
                fc = fa;
            }
            double step = 2 * Math.ulp(1.0) * Math.abs(b) + tolerance / 2;
            double half = (c - b) / 2;
            if (Math.abs(half) <= step || fb == 0) {
                return new Root(Status.CONVERGED, b, fb, evaluations);
            }
            if (evaluations >= maxEvaluations) {
                return new Root(Status.EVALUATION_LIMIT, b, fb, evaluations);
            }
            if (Math.abs(e) < step || Math.abs(fa) <= Math.abs(fb)) {
                d = half;
                e = half;
            } else {
                double s = fb / fa;
                double p;
                double q;
                if (a == c) {
                    p = 2 * half * s;
                    q = 1 - s;
                } else {
                    double t = fa / fc;
                    double r = fb / fc;
                    p = s * (2 * half * t * (t - r) - (b - a) * (r - 1));
                    q = (t - 1) * (r - 1) * (s - 1);
                }
                if (p > 0) {
                    q = -q;
                } else {
                    p = -p;
                }
                // Written so that NaN, from values that overflow, bisects.
                if (2 * p < 3 * half * q - Math.abs(step * q) && p < Math.abs(e * q / 2)) {
                    e = d;
                    d = p / q;
                } else {
                    d = half;
                    e = half;
                }
            }
            a = b;
            fa = fb;
            b += Math.abs(d) > step ? d : Math.copySign(step, half);
            fb = function.applyAsDouble(b);
            evaluations++;
            if (Double.isNaN(fb)) {
                return new Root(Status.NOT_A_NUMBER, b, fb, evaluations);
            }
            if ((fb > 0) == (fc > 0)) {
                c = a;
                fc = fa;
                d = b - a;
                e = d;
            }
        }
    }
}
