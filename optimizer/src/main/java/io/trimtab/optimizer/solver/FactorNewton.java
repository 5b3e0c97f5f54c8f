package io.trimtab.optimizer.solver;

import io.trimtab.risk.model.FactorStructure;
import java.util.Arrays;

/**
 * Newton's method on the dual of a program whose covariance is few squares and a diagonal.
 *
 * <p>Legend: S = CC' + diag(d), C of n rows and r columns; f = C'w the portfolio's exposures, l their multipliers (f
 * itself at the optimum), y those of the rows; F free assets. Given l and y the problem falls apart into one asset each:
 *
 * <pre>
 * w_j(l, y) = clip(-(q_j + c_j'l - a_j'y) / d_j, lower_j, upper_j)
 * g(l, y)   = -l'l/2 + sum_i (y_i times the bound of its sign) + sum_j (minimum over w_j)    concave, to be maximised
 * grad g    = (C'w - l, b - Aw);    -hess g is the matrix of {@link FactorSystem}, r + |W| unknowns
 * </pre>
 *
 * <p>g is once differentiable and piecewise quadratic, so Newton's method with a line search ends after finitely many
 * steps at the very partition of the optimum (Li and Swetits, "A Newton method for convex regression, data smoothing and
 * quadratic programming with bounded constraints", SIAM J. Optimization 3 (1993), 466-488). Any number of assets changes
 * state in one step; a multiplier of an inequality row does not change its sign within one. A step costs O(nr + |F| (r +
 * m)^2 + (r + m)^3 / 3), and a handful suffices.
 *
 * <p>Convex piecewise linear functions of a weight change nothing but the minimum over that weight, which may then be at
 * a breakpoint as well as at a bound; y of their rows is not positive, so that it remains a minimum of a convex function.
 *
 * <p>Assets without residual variance get a little, about the weight they have (a proximal term); what comes out is then
 * a good start for the active-set method and not an optimum. Where the method does not settle, an infeasible program
 * above all, it declines.
 */
final class FactorNewton {
    enum Result {
        /** The partition of the optimum, and multipliers for it. */
        SETTLED,
        STOPPED,
        DECLINED
    }

    /** Residual variances below this part of the variance count as none. */
    private static final double RESIDUAL = 1e-7;
    /** The part of the variance that those get instead. */
    private static final double PROXIMAL = 1e-3;

    /** How well the rows must be met; the last digits are {@link FactorPolish}'s. */
    private static final double MET = 1e-7;

    private static final int STEPS = 60;

    final QuadraticProgram p;
    final FactorStructure s;
    final int r;
    /** d, at least a little of each variance. */
    final double[] d;
    /** How many assets have a d that is not their own. */
    private int proximal;

    private final double[] centre;
    /** l and y, and the direction in which they move. */
    final double[] dual;

    private final double[] direction;
    /** q + Cl - A'y less the proximal terms, and its change along the direction. */
    private final double[] base;

    private final double[] slope;
    final double[] w;
    /** Iterate.AT_LOWER, AT_UPPER or FREE. */
    final byte[] state;

    final int[] free;
    int freeCount;
    /** Rows with a part in the direction, and the bound that each is to meet. */
    final int[] held;

    final double[] bound;
    int heldCount;
    int passes;
    final FactorSystem system;
    /** Where each weight stands among its breakpoints. */
    final Segments segments;
    /** The multipliers of the rows that have breakpoints. */
    private final double[] kinked;

    private final boolean[] excluded;
    private final double[] activity;
    private final double[] exposure;
    private final double[] rhs;
    private int changes;

    FactorNewton(QuadraticProgram p, FactorStructure s) {
        this.p = p;
        this.s = s;
        r = s.rank();
        int n = p.n;
        int m = p.m;
        d = new double[n];
        centre = new double[n];
        dual = new double[r + m];
        direction = new double[r + m];
        rhs = new double[r + m];
        base = new double[n];
        slope = new double[n];
        w = new double[n];
        state = new byte[n];
        free = new int[n];
        held = new int[m];
        bound = new double[m];
        activity = new double[m];
        excluded = new boolean[m];
        exposure = new double[r];
        segments = new Segments(p);
        kinked = new double[p.kinks.rows.length];
        system = new FactorSystem(p, s, d, segments);
        residuals();
    }

    private void residuals() {
        for (int j = 0; j < p.n; j++) {
            double own = own(j);
            if (!(own > RESIDUAL * p.variance(j))) {
                proximal++;
                double floor = 1e-4 * p.largestVolatility;
                own += Math.max(PROXIMAL * p.variance(j), floor * floor);
            }
            d[j] = own;
        }
    }

    private double own(int j) {
        return p.diagonal.length == 0 ? s.residualVariance(j) : s.residualVariance(j) + p.diagonal[j];
    }

    /** How many assets have (next to) no residual variance. */
    int proximal() {
        return proximal;
    }

    // ---- the run

    /** Begins from weights: their exposures are the first multipliers. */
    void start(double[] weights) {
        s.projectInto(weights, exposure);
        System.arraycopy(exposure, 0, dual, 0, r);
        Arrays.fill(dual, r, r + p.m, 0);
        Arrays.fill(state, Iterate.PARKED);
        for (int j = 0; j < p.n; j++) {
            centre[j] = (d[j] - own(j)) * weights[j];
        }
        segments.start(p);
        system.start();
    }

    /** Goes on from the multipliers as they are, with the program as it is. */
    Result run(Limits limits) {
        segments.refresh();
        for (int i = 0; i < p.m; i++) {
            boolean nowhere = Double.isInfinite(dual[r + i] > 0 ? p.rowLower[i] : p.rowUpper[i]);
            dual[r + i] = nowhere ? 0 : dual[r + i];
        }
        price();
        boolean full = false;
        boolean longer = false;
        for (int steps = 0; steps < STEPS; steps++) {
            classify();
            holdRows();
            if (full && changes == 0 && quiet()) {
                return Result.SETTLED;
            }
            if (limits.reached()) {
                return Result.STOPPED;
            }
            if (!newton()) {
                return Result.DECLINED;
            }
            double t = search(!(longer && changes == 0));
            if (!(t > 0)) {
                return Result.DECLINED;
            }
            move(t);
            full = t == 1;
            longer = t > 1;
        }
        return Result.DECLINED;
    }

    /** Whether all rows are satisfied, and those with a multiplier met. */
    private boolean quiet() {
        for (int h = 0; h < heldCount; h++) {
            int i = held[h];
            if (idle(i) || !(Math.abs(bound[i] - activity[i]) <= MET * Math.max(1, Math.abs(bound[i])))) {
                return false;
            }
        }
        return true;
    }

    private boolean idle(int row) {
        return dual[r + row] == 0 && p.rowLower[row] != p.rowUpper[row];
    }

    /** base from the multipliers alone. */
    private void price() {
        passes++;
        s.combineInto(dual, base);
        int m = p.m;
        for (int j = 0; j < p.n; j++) {
            double sum = Math.fma(p.tilt, p.q[j], base[j] - centre[j]);
            for (int i = 0; i < m; i++) {
                sum = Math.fma(-p.a[j * m + i], dual[r + i], sum);
            }
            base[j] = sum;
        }
    }

    /** Weights and partition for the multipliers; counts the changes. */
    private void classify() {
        freeCount = 0;
        changes = 0;
        kinkedRows(0);
        for (int j = 0; j < p.n; j++) {
            double x = weight(j, base[j]);
            int segment = segments.segment(j);
            byte now = segments.seat(j, x);
            if (now == Iterate.PARKED) {
                now = Iterate.FREE;
                free[freeCount++] = j;
            }
            w[j] = x;
            if (state[j] != now || segment != segments.segment(j)) {
                state[j] = now;
                changes++;
            }
        }
        s.projectInto(w, exposure);
        Arrays.fill(activity, 0, p.m, 0);
        for (int j = 0; j < p.n; j++) {
            segments.addActivity(j, w[j], activity);
        }
    }

    private void kinkedRows(double t) {
        for (int k = 0; k < kinked.length; k++) {
            int i = r + p.kinks.rows[k];
            kinked[k] = Math.fma(t, direction[i], dual[i]);
        }
    }

    /** The best weight of one asset for the derivative of its smooth part at zero. */
    private double weight(int j, double derivative) {
        int count = p.kinks.count(j);
        double x = -derivative / d[j];
        for (int k = 0; k <= count && count > 0; k++) {
            x = -(derivative + bend(j, k)) / d[j];
            if (k > 0 && x <= p.kinks.point(j, k - 1)) {
                x = p.kinks.point(j, k - 1);
                break;
            }
            if (k == count || x < p.kinks.point(j, k)) {
                break;
            }
        }
        return Math.max(p.lower[j], Math.min(p.upper[j], x));
    }

    /** The slope of an asset's functions on a segment. */
    private double bend(int j, int segment) {
        double sum = p.tilt * p.kinks.slope(j, segment);
        for (int k = 0; k < kinked.length; k++) {
            sum = Math.fma(-kinked[k], p.kinks.rowSlope(k, j, segment), sum);
        }
        return sum;
    }

    /** Equalities, rows whose multiplier is not zero, and rows that are violated. */
    private void holdRows() {
        heldCount = 0;
        for (int i = 0; i < p.m; i++) {
            double y = dual[r + i];
            double low = p.rowLower[i];
            double high = p.rowUpper[i];
            boolean below = activity[i] < low - Iterate.ROW_TOLERANCE * Math.max(1, Math.abs(low));
            boolean above = activity[i] > high + Iterate.ROW_TOLERANCE * Math.max(1, Math.abs(high));
            if (low == high || y != 0 || below || above) {
                bound[i] = y > 0 || (y == 0 && !above) ? low : high;
                held[heldCount++] = i;
            }
        }
    }

    // ---- the direction

    /** Violated rows that the direction would push the wrong way are left out of it. */
    private boolean newton() {
        Arrays.fill(excluded, false);
        system.assemble(free, freeCount, held, heldCount);
        while (true) {
            if (!system.factor(excluded)) {
                return false;
            }
            solve();
            int before = heldCount;
            int count = 0;
            for (int h = 0; h < heldCount; h++) {
                int i = held[h];
                double push = direction[r + i];
                excluded[i] = idle(i) && (bound[i] == p.rowLower[i] ? push < 0 : push > 0);
                if (!excluded[i]) {
                    held[count++] = i;
                }
            }
            heldCount = count;
            if (count == before) {
                return true;
            }
        }
    }

    private void solve() {
        for (int i = 0; i < r; i++) {
            rhs[i] = exposure[i] - dual[i];
        }
        for (int h = 0; h < heldCount; h++) {
            rhs[r + h] = bound[held[h]] - activity[held[h]];
        }
        system.solve(rhs);
        System.arraycopy(rhs, 0, direction, 0, r);
        Arrays.fill(direction, r, r + p.m, 0);
        for (int h = 0; h < heldCount; h++) {
            direction[r + held[h]] = rhs[r + h];
        }
    }

    // ---- the line search

    /** A derivative of this part of the first is as good as none. */
    private static final double SLACK = 0.1;

    private static final int SEARCHES = 40;
    private static final double LONGEST = 1e12;

    /**
     * A step at which the derivative of g has (nearly) fallen to zero; 1 if that is one; 0 if there is none. Not beyond 1
     * where a longer step has just changed nothing: l has then gone too far, and only y may go on.
     */
    private double search(boolean beyond) {
        slopes();
        double most = longest();
        double initial = derivative(0);
        if (!(initial > 0)) {
            return initial == 0 ? Math.min(1, most) : 0;
        }
        double low = 0;
        double atLow = initial;
        double high = Math.min(1, most);
        double atHigh = derivative(high);
        while (atHigh > SLACK * initial && high < most && beyond) {
            if (high > LONGEST) {
                return 0;
            }
            low = high;
            atLow = atHigh;
            high = Math.min(4 * high, most);
            atHigh = derivative(high);
        }
        return atHigh >= -SLACK * initial ? high : between(low, atLow, high, atHigh, SLACK * initial);
    }

    /** The Illinois form of the secant rule; ends at a step where the derivative is positive if need be. */
    private double between(double from, double atFrom, double to, double atTo, double small) {
        double low = from;
        double high = to;
        double left = atFrom;
        double right = atTo;
        int side = 0;
        for (int k = 0; k < SEARCHES; k++) {
            double t = low + (high - low) * left / (left - right);
            if (!(t > low && t < high)) {
                break;
            }
            double value = derivative(t);
            if (Math.abs(value) <= small) {
                return t;
            }
            if (value > 0) {
                low = t;
                left = value;
                right *= side > 0 ? 0.5 : 1;
                side = 1;
            } else {
                high = t;
                right = value;
                left *= side < 0 ? 0.5 : 1;
                side = -1;
            }
        }
        return low > 0 ? low : high;
    }

    private void slopes() {
        passes++;
        s.combineInto(direction, slope);
        int m = p.m;
        for (int j = 0; j < p.n; j++) {
            double sum = slope[j];
            for (int h = 0; h < heldCount; h++) {
                sum = Math.fma(-p.a[j * m + held[h]], direction[r + held[h]], sum);
            }
            slope[j] = sum;
        }
    }

    /** To where the first multiplier of an inequality reaches zero. */
    private double longest() {
        double most = Double.POSITIVE_INFINITY;
        for (int h = 0; h < heldCount; h++) {
            most = Math.min(most, reach(held[h]));
        }
        return most;
    }

    private double reach(int row) {
        double y = dual[r + row];
        double change = direction[r + row];
        return p.rowLower[row] != p.rowUpper[row] && y * change < 0 ? -y / change : Double.POSITIVE_INFINITY;
    }

    /** The derivative of g along the direction. */
    private double derivative(double t) {
        double sum = p.kinks.isEmpty() ? smooth(t) : bent(t);
        for (int i = 0; i < r; i++) {
            sum = Math.fma(-direction[i], Math.fma(t, direction[i], dual[i]), sum);
        }
        for (int h = 0; h < heldCount; h++) {
            sum = Math.fma(direction[r + held[h]], bound[held[h]], sum);
        }
        return sum;
    }

    private double smooth(double t) {
        double sum = 0;
        for (int j = 0; j < p.n; j++) {
            double x = -Math.fma(t, slope[j], base[j]) / d[j];
            sum = Math.fma(slope[j], Math.max(p.lower[j], Math.min(p.upper[j], x)), sum);
        }
        return sum;
    }

    private double bent(double t) {
        kinkedRows(t);
        double sum = 0;
        for (int j = 0; j < p.n; j++) {
            double x = weight(j, Math.fma(t, slope[j], base[j]));
            sum = Math.fma(slope[j], x, sum);
            if (p.kinks.count(j) > 0) {
                int segment = p.kinks.below(j, x);
                for (int k = 0; k < kinked.length; k++) {
                    double change = direction[r + p.kinks.rows[k]];
                    sum = Math.fma(-change, p.kinks.rowValue(k, j, segment, x), sum);
                }
            }
        }
        return sum;
    }

    private void move(double t) {
        for (int h = 0; h < heldCount; h++) {
            int i = held[h];
            dual[r + i] = t >= reach(i) ? 0 : Math.fma(t, direction[r + i], dual[r + i]);
        }
        for (int i = 0; i < r; i++) {
            dual[i] = Math.fma(t, direction[i], dual[i]);
        }
        for (int j = 0; j < p.n; j++) {
            base[j] = Math.fma(t, slope[j], base[j]);
        }
    }

    // ---- for what comes after

    /** Factors the system of the partition and the rows held as they are. */
    boolean factorPartition() {
        Arrays.fill(excluded, false);
        system.assemble(free, freeCount, held, heldCount);
        return system.factor(excluded);
    }
}
