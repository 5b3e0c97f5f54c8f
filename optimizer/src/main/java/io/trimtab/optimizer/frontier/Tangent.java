package io.trimtab.optimizer.frontier;

import io.trimtab.optimizer.solver.CriticalPath;

/**
 * Finds the highest Sharpe ratio on a path.
 *
 * <p>With m the return, v the variance and t the risk tolerance, {@code dv = 2 t dm} along the path, so that
 * {@code d((m - rf) / sqrt(v)) = phi / v^1.5 dm} with {@code phi = v - t (m - rf)}. Upwards from the least variance,
 * where t = 0 and phi = v, the ratio rises until phi passes zero, once, as the frontier is concave (it may stay zero,
 * where cash pays rf). Along a segment from below, {@code phi = phi_0 + g (t_0 dm - dt (m_0 - rf))}: linear in g.
 */
final class Tangent {
    /** Below this multiple of the terms that cancel in it phi is rounding. */
    private static final double ROUNDING = 1e-13;

    private final EfficientFrontier frontier;
    private final CriticalPath path;
    private final double[] tilt;

    Tangent(EfficientFrontier frontier, CriticalPath path, double[] tilt) {
        this.frontier = frontier;
        this.path = path;
        this.tilt = tilt;
    }

    MaximumSharpe touch(double riskFree) {
        int last = path.points() - 1;
        double most = path.gain(0);
        double rate = path.hasRay() ? path.rayGain() : 0;
        if (most <= riskFree && !(rate > 0)) {
            return new MaximumSharpe.NoneBeatsRiskFree(riskFree, most);
        }
        if (path.cost(last) == 0 && path.gain(last) > riskFree) {
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
        double slope = path.tilt(0) * rate - (path.gain(0) - riskFree);
        if (slope < 0) {
            return tangency(0, Math.min(0, phi / slope), riskFree);
        }
        return new MaximumSharpe.NotAttained(Math.sqrt(rate));
    }

    private double phi(int k, double riskFree) {
        return path.cost(k) - path.tilt(k) * (path.gain(k) - riskFree);
    }

    /** Whether the ratio falls at a point, seen from below. */
    private boolean falls(int k, double riskFree) {
        double t = path.tilt(k);
        double excess = path.gain(k) - riskFree;
        if (t == Double.POSITIVE_INFINITY) {
            return excess > 0;
        }
        double terms = path.cost(k) + t * (Math.abs(path.gain(k)) + Math.abs(riskFree));
        return phi(k, riskFree) < -ROUNDING * terms;
    }

    private double fraction(int k, double riskFree) {
        double t = path.tilt(k);
        double up = path.tilt(k - 1);
        if (up == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double slope = t * (path.gain(k - 1) - path.gain(k)) - (up - t) * (path.gain(k) - riskFree);
        double g = -phi(k, riskFree) / slope;
        return g > 0 ? Math.min(1, g) : 0;
    }

    private MaximumSharpe tangency(int k, double fraction, double riskFree) {
        FrontierPoint point = frontier.at(k, fraction);
        return new MaximumSharpe.Tangency(point, point.sharpeRatio(riskFree));
    }
}
