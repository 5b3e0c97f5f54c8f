package io.trimtab.optimizer.frontier;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.optimizer.TradeOff;
import io.trimtab.optimizer.solver.CriticalPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A path in the units of its two axes.
 *
 * <p>Segment k runs from point k - 1 down to point k; a fraction on it is measured upwards from point k. On a ray beyond
 * the first point the fraction is minus the excess of lambda. On a segment lambda and net return are linear in the
 * fraction, and {@code drisk = 2 lambda dreturn}.
 */
final class Curve {
    /** What rounding leaves of the conditions of a point, as a part of lambda times return. */
    private static final double LAST_BITS = 0x1p-45;

    /** So much of the largest weight, or of one, may be wrong with each. */
    private static final double LAST_BIT = 0x1p-52;

    /** A portfolio of which less than this part of another is left is nothing. */
    private static final double NOTHING = 1e-12;

    /** A risk is good to this part of itself. */
    private static final double LOST = 1e-13;

    private final CriticalPath path;
    private final TradeOff sides;
    private final double unit;
    private final double riskConstant;
    private final double returnConstant;
    /** Whether the axes are variance and expected return. */
    private final boolean plain;

    private final boolean lifted;

    Curve(CriticalPath path, TradeOff sides) {
        this.path = path;
        this.sides = sides;
        unit = sides.curvature();
        riskConstant = sides.riskConstant();
        returnConstant = sides.returnConstant();
        plain = sides.riskIsVariance() && sides.returnIsExpectedReturn();
        lifted = sides.positions() > universe().size();
    }

    Universe universe() {
        return sides.universe();
    }

    int points() {
        return path.points();
    }

    int last() {
        return path.points() - 1;
    }

    double tolerance(int k) {
        return path.tilt(k);
    }

    double netReturn(int k) {
        return Math.fma(unit, path.gain(k), returnConstant);
    }

    double risk(int k) {
        double risk = Math.fma(unit, path.cost(k), riskConstant);
        return sides.riskIsVariance() ? Math.max(0, risk) : risk;
    }

    /**
     * Whether a portfolio has no variance that can be told from rounding, or no positions but what rounding leaves of one,
     * or of those at the first point.
     */
    boolean isRiskless(int k) {
        double[] w = positions(k, 0);
        return sides.isRiskless(w) || gross(w) < NOTHING * Math.max(1, gross(positions(0, 0)));
    }

    private static double gross(double[] w) {
        double sum = 0;
        for (double x : w) {
            sum += Math.abs(x);
        }
        return sum;
    }

    /** The size of what may cancel in the net return of a point. */
    double returnSize(int k) {
        double[] w = positions(k, 0);
        double[] tilt = sides.tilt();
        double sum = Math.abs(returnConstant);
        for (int j = 0; j < w.length; j++) {
            sum += unit * Math.abs(tilt[j] * w[j]);
        }
        return sum;
    }

    /** What the last bits of a point's weights, of which each may be as large as those of one, are worth. */
    double returnRounding(int k) {
        double[] w = positions(k, 0);
        double[] tilt = sides.tilt();
        double sum = 0;
        for (int j = 0; j < w.length; j++) {
            sum += w[j] == 0 ? 0 : unit * Math.abs(tilt[j]);
        }
        return LAST_BIT * Math.max(1, gross(w)) * sum;
    }

    /** How far along the ray positions have changed by one altogether. */
    double oneFurther() {
        double[] w = positions(0, -1);
        double[] start = positions(0, 0);
        for (int j = 0; j < w.length; j++) {
            w[j] -= start[j];
        }
        double change = gross(w);
        return change > 0 ? 1 / change : 1;
    }

    boolean hasRay() {
        return path.hasRay();
    }

    /** The rate of the net return along the ray, per unit of lambda. */
    double rayReturn() {
        return unit * path.rayGain();
    }

    // ---- what stands at a turning point

    TurningPoint turningPoint(int index) {
        List<StateChange> changes = new ArrayList<>();
        for (int c = 0; c < path.changes(index); c++) {
            int code = path.code(index, c);
            changes.add(new StateChange(
                    kind(code), name(code), position(path.above(index, c)), position(path.below(index, c))));
        }
        double net = netReturn(index);
        double risk = risk(index);
        if (plain) {
            return new TurningPoint(index, path.tilt(index), net, net, risk, risk, changes);
        }
        double[] w = new double[sides.positions()];
        path.weightsInto(index, 0, w);
        return new TurningPoint(
                index, path.tilt(index), sides.expectedReturn(w), net, sides.variance(w), risk, changes);
    }

    private StateChange.Kind kind(int code) {
        if (code >= sides.positions()) {
            return StateChange.Kind.CONSTRAINT;
        }
        return code < universe().size() ? StateChange.Kind.ASSET : StateChange.Kind.SLACK;
    }

    private String name(int code) {
        return switch (kind(code)) {
            case ASSET -> universe().id(code);
            case SLACK -> sides.softened(code);
            case CONSTRAINT -> sides.rowName(code - sides.positions());
        };
    }

    private static StateChange.Position position(CriticalPath.Side side) {
        return switch (side) {
            case LOWER -> StateChange.Position.AT_LOWER;
            case UPPER -> StateChange.Position.AT_UPPER;
            case BREAKPOINT -> StateChange.Position.RESTING;
            case FREE -> StateChange.Position.FREE;
        };
    }

    // ---- where things are

    /** The last point, or the first whose lambda is not above this one; the point above all others if on a ray. */
    int byTolerance(double riskTolerance) {
        int low = 0;
        int high = last();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (path.tilt(middle) <= riskTolerance) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    double toleranceFraction(int k, double riskTolerance) {
        double here = path.tilt(k);
        if (k == 0) {
            return here < riskTolerance ? here - riskTolerance : 0;
        }
        double above = path.tilt(k - 1);
        return riskTolerance > here && above < Double.POSITIVE_INFINITY ? (riskTolerance - here) / (above - here) : 0;
    }

    int byReturn(double wanted) {
        int low = 0;
        int high = last();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (netReturn(middle) <= wanted) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    double returnFraction(int k, double wanted) {
        double here = netReturn(k);
        if (!(wanted > here)) {
            return 0;
        }
        if (k == 0) {
            return path.hasRay() ? (here - wanted) / rayReturn() : 0;
        }
        return Math.min(1, (wanted - here) / (netReturn(k - 1) - here));
    }

    int byRisk(double wanted) {
        int low = 0;
        int high = last();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (risk(middle) <= wanted) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** With g the fraction: risk(g) = risk + 2 h g + a g^2, h = lambda dreturn, a = dlambda dreturn. */
    double riskFraction(int k, double wanted) {
        double c = wanted - risk(k);
        if (!(c > 0)) {
            return 0;
        }
        double h;
        double a;
        if (k == 0) {
            a = path.hasRay() ? rayReturn() : 0;
            if (!(a > 0)) {
                return 0;
            }
            h = path.tilt(0) * a;
        } else {
            double rise = netReturn(k - 1) - netReturn(k);
            if (!(rise > 0)) {
                return 0;
            }
            h = path.tilt(k) * rise;
            a = (path.tilt(k - 1) - path.tilt(k)) * rise;
        }
        double g = c / (h + Math.sqrt(h * h + a * c));
        return k == 0 ? -g : Math.min(1, g);
    }

    // ---- portfolios

    /** The weights of assets alone; slacks cost room of their own. */
    void weightsInto(int k, double fraction, double[] out) {
        Check.length(out.length, universe().size(), "out");
        if (lifted) {
            System.arraycopy(positions(k, fraction), 0, out, 0, out.length);
        } else {
            positionsInto(k, fraction, out);
        }
    }

    private double[] positions(int k, double fraction) {
        double[] all = new double[sides.positions()];
        positionsInto(k, fraction, all);
        return all;
    }

    private void positionsInto(int k, double fraction, double[] out) {
        if (fraction < 0) {
            path.rayInto(-fraction, out);
        } else if (fraction == 0) {
            path.weightsInto(k, 0, out);
        } else {
            path.weightsInto(k - 1, 1 - fraction, out);
        }
    }

    FrontierPoint at(int k, double fraction) {
        double t = path.tilt(k);
        double here = netReturn(k);
        double risk = risk(k);
        if (fraction == 0) {
            return point(t, k, fraction, here, risk);
        }
        if (fraction < 0) {
            double rate = rayReturn();
            double further = -fraction;
            return point(
                    t + further, k, fraction, Math.fma(further, rate, here), risk + further * rate * (2 * t + further));
        }
        double up = path.tilt(k - 1);
        double rise = netReturn(k - 1) - here;
        double bend = up < Double.POSITIVE_INFINITY ? (up - t) * rise : 0;
        double between = Math.fma(fraction, risk(k - 1) - risk, risk) - fraction * (1 - fraction) * bend;
        return point(
                up < Double.POSITIVE_INFINITY ? Math.fma(fraction, up - t, t) : t,
                k,
                fraction,
                Math.fma(fraction, rise, here),
                between);
    }

    private FrontierPoint point(double tolerance, int k, double fraction, double net, double risk) {
        double[] w = positions(k, fraction);
        Weights weights =
                Weights.of(universe(), lifted ? Arrays.copyOf(w, universe().size()) : w);
        if (plain) {
            double variance = cancelled(k, fraction, risk) ? sides.variance(w) : Math.max(0, risk);
            return new FrontierPoint(tolerance, weights, net, net, variance, variance, List.of());
        }
        double variance = sides.variance(w);
        double own = sides.riskIsVariance() ? variance : risk;
        return new FrontierPoint(tolerance, weights, sides.expectedReturn(w), net, variance, own, sides.softSlacks(w));
    }

    /** Whether a risk between two points, of which a part is lambda times return, has lost digits that count to rounding. */
    private boolean cancelled(int k, double fraction, double risk) {
        return fraction > 0
                && fraction < 1
                && path.tilt(k - 1) < Double.POSITIVE_INFINITY
                && LAST_BITS * path.tilt(k - 1) * Math.abs(netReturn(k - 1)) > LOST * risk;
    }
}
