package io.trimtab.optimizer.frontier;

/**
 * Finds the highest Sharpe ratio on a curve whose risk is the variance.
 *
 * <p>With m the net return, v the variance and t the risk tolerance, {@code dv = 2 t dm} along the curve, so that
 * {@code d((m - rf) / sqrt(v)) = phi / v^1.5 dm} with {@code phi = v - t (m - rf)}. Upwards from the least variance,
 * where t = 0 and phi = v, the ratio rises until phi passes zero, once, as the frontier is concave (it may stay zero,
 * where cash pays rf). Along a segment from below, {@code phi = phi_0 + g (t_0 dm - dt (m_0 - rf))}: linear in g. All of
 * it holds for piecewise linear costs in m, because m stays linear on each segment.
 */
final class Tangent {
    /** Below this multiple of the terms that cancel in it phi is rounding. */
    private static final double ROUNDING = 1e-13;

    /** So much of the first point's return may be left of one that is nothing. */
    private static final double LAST_BIT = 0x1p-52;

    /** The same of what decides whether the ratio stays the same along a ray. */
    private static final double LEVEL = 1e-12;

    private final Curve curve;

    Tangent(Curve curve) {
        this.curve = curve;
    }

    MaximumSharpe touch(double riskFree) {
        int last = curve.last();
        double most = curve.netReturn(0);
        double rate = curve.hasRay() ? curve.rayReturn() : 0;
        if (!beats(0, riskFree) && !(rate > 0)) {
            return new MaximumSharpe.NoneBeatsRiskFree(riskFree, most);
        }
        if (curve.isRiskless(last) && beats(last, riskFree)) {
            return new MaximumSharpe.NotAttained(Double.POSITIVE_INFINITY);
        }
        for (int k = last; k > 0; k--) {
            if (falls(k - 1, riskFree)) {
                return tangency(k, fraction(k, riskFree), riskFree);
            }
        }
        if (!(rate > 0)) {
            return tangency(0, 0, riskFree);
        }
        double phi = phi(0, riskFree);
        double t = curve.tolerance(0);
        double slope = t * rate - (curve.netReturn(0) - riskFree);
        double size = Math.abs(riskFree) + Math.max(Math.abs(curve.netReturn(0)), curve.returnSize(0));
        boolean level = Math.abs(slope) <= LEVEL * (t * rate + size)
                && (curve.isRiskless(0) || Math.abs(phi) <= LEVEL * (curve.risk(0) + t * size));
        if (level) { // every portfolio of the ray has the highest ratio
            return tangency(0, curve.isRiskless(0) ? -curve.oneFurther() : 0, riskFree);
        }
        if (slope < 0) {
            return tangency(0, Math.min(0, phi / slope), riskFree);
        }
        return new MaximumSharpe.NotAttained(Math.sqrt(rate));
    }

    /** Whether a return is above the riskless one by more than rounding. */
    private boolean beats(int k, double riskFree) {
        double size = Math.abs(riskFree) + curve.returnSize(k);
        double rounding = ROUNDING * size + LAST_BIT * curve.returnSize(0) + curve.returnRounding(k);
        return curve.netReturn(k) - riskFree > rounding;
    }

    private double phi(int k, double riskFree) {
        return curve.risk(k) - curve.tolerance(k) * (curve.netReturn(k) - riskFree);
    }

    /** Whether the ratio falls at a point, seen from below. */
    private boolean falls(int k, double riskFree) {
        double t = curve.tolerance(k);
        double excess = curve.netReturn(k) - riskFree;
        if (t == Double.POSITIVE_INFINITY) {
            return excess > 0;
        }
        double terms = curve.risk(k) + t * (Math.abs(curve.netReturn(k)) + Math.abs(riskFree));
        return phi(k, riskFree) < -ROUNDING * terms;
    }

    private double fraction(int k, double riskFree) {
        double t = curve.tolerance(k);
        double up = curve.tolerance(k - 1);
        if (curve.isRiskless(k)) { // and does not beat: the ratio is the same all the way, and at its end risk counts
            return 1;
        }
        if (up == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double slope = t * (curve.netReturn(k - 1) - curve.netReturn(k)) - (up - t) * (curve.netReturn(k) - riskFree);
        double g = -phi(k, riskFree) / slope;
        return g > 0 ? Math.min(1, g) : 0;
    }

    private MaximumSharpe tangency(int k, double fraction, double riskFree) {
        FrontierPoint point = curve.at(k, fraction);
        return new MaximumSharpe.Tangency(point, point.sharpeRatio(riskFree));
    }
}
