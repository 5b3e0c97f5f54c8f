package io.trimtab.optimizer.solver;

import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.numeric.Kernels;
import java.util.Arrays;

/**
 * A primal-dual interior-point method: goes to the neighbourhood of the optimum in some fifteen large factorisations,
 * whatever bounds hold there, and says which seem to.
 *
 * <p>Legend: {@code H = S + diag(d)}, c the linear coefficients; w the weights, s the activities of rows that are no
 * equations, y the multipliers of all rows; for each finite bound of a weight or activity, v the distance from it and z
 * its multiplier; mu the mean of the products vz. Each iteration solves
 *
 * <pre>
 *   (H + diag(theta)) dw - A' dy = r,     A dw + diag(1/phi) dy = t,     theta, phi = sums of z/v,  1/phi = 0 in equations
 * </pre>
 *
 * <p>by {@link ShiftedBlock} and the Schur complement of the rows: once for Mehrotra's predictor, once for his corrector
 * (SIAM J. Optim. 2 (1992), 575-601), and up to {@value #CORRECTORS} times for the multiple centrality correctors of
 * Gondzio (Comput. Optim. Appl. 6 (1996), 137-156), which lengthen the step at the price of a solve. Primal and dual
 * steps are one, because H couples them.
 *
 * <p>theta makes the matrix positive definite whatever the rank of S, so copies and T &lt; n are nothing special; weights
 * without bounds get a shift of the size of rounding where S does not see them. The answer is approximate: a crossover
 * ({@link BlockPivoting}, or the active-set method from these weights) makes it exact. Programs with piecewise linear
 * functions are not for this method. Deterministic; O(n^3 / 3) per iteration for a dense S, O(n r^2) for one of r
 * factors.
 */
final class InteriorPoint {
    private static final int MOST_ITERATIONS = 100;
    private static final int CORRECTORS = 2;
    /** Residuals and gap to end at, relative to the data. */
    private static final double CLOSE = 1e-11;
    /** Residuals and gap that still are an answer when no step is possible any more. */
    private static final double GOOD = 1e-6;
    /** By which equations are softened within a step, so that dependent ones do no harm. */
    private static final double DEPENDENT = 1e-12;
    /** Of the way to the nearest bound. */
    private static final double SHORTENED = 0.995;

    private final QuadraticProgram p;
    private final int n;
    private final int m;
    private final ShiftedBlock block;
    private final int[] free;
    private int count;
    /** Distances and multipliers: of the lower bounds, then of the upper ones; n + m each. 0 where there is no bound. */
    private final double[] v;

    private final double[] z;
    private final double[] dv;
    private final double[] dz;
    private final double[] target;
    final double[] w;
    final double[] y;
    /** The best of the points passed. */
    private final double[] bestW;

    private final double[] bestY;
    private final double[] bestV;
    private final double[] bestZ;
    private final double[] s;
    private final double[] product;
    private final double[] shift;
    private final double[] dw;
    private final double[] dy;
    private final double[] ds;
    private final double[] phi;
    private final double[] dualResidual;
    private final double[] rowResidual;
    private double[] step = new double[0];
    private double[] response = new double[0];
    private final double[] schur;
    private final double[] small;
    private double unit;
    private double shiftFloor;
    private int iterations;

    InteriorPoint(QuadraticProgram p) {
        this.p = p;
        n = p.n;
        m = p.m;
        block = ShiftedBlock.of(p.risk);
        free = new int[n];
        v = new double[2 * (n + m)];
        z = new double[2 * (n + m)];
        dv = new double[2 * (n + m)];
        dz = new double[2 * (n + m)];
        target = new double[2 * (n + m)];
        w = new double[n];
        y = new double[m];
        bestW = new double[n];
        bestY = new double[m];
        bestV = new double[2 * (n + m)];
        bestZ = new double[2 * (n + m)];
        s = new double[m];
        product = new double[n];
        shift = new double[n];
        dw = new double[n];
        dy = new double[m];
        ds = new double[m];
        phi = new double[m];
        dualResidual = new double[n];
        rowResidual = new double[m];
        schur = new double[m * m];
        small = new double[m];
    }

    /** The factorisations of the last run. */
    int iterations() {
        return iterations;
    }

    /**
     * Runs to the neighbourhood of the optimum.
     *
     * @return false if it did not get there: the program may be infeasible or unbounded, or a limit was reached
     */
    boolean run(Limits limits) {
        start();
        double best = Double.POSITIVE_INFINITY;
        int worse = 0;
        for (iterations = 0; iterations < MOST_ITERATIONS; iterations++) {
            double error = residuals();
            worse = error < 0.9 * best ? 0 : worse + 1;
            if (error < best) {
                best = error;
                System.arraycopy(w, 0, bestW, 0, n);
                System.arraycopy(y, 0, bestY, 0, m);
                System.arraycopy(v, 0, bestV, 0, v.length);
                System.arraycopy(z, 0, bestZ, 0, z.length);
            }
            boolean over = error <= CLOSE || !(error < Double.POSITIVE_INFINITY) || worse > 8;
            if (over || limits.reached() || !factor() || !(advance() > 1e-10)) {
                break;
            }
        }
        System.arraycopy(bestW, 0, w, 0, n);
        System.arraycopy(bestY, 0, y, 0, m);
        System.arraycopy(bestV, 0, v, 0, v.length);
        System.arraycopy(bestZ, 0, z, 0, z.length);
        return best <= GOOD;
    }

    // ---- the start

    private void start() {
        unit = 0;
        for (int j = 0; j < n; j++) {
            unit = Math.max(unit, Math.abs(p.q[j] * p.tilt));
        }
        count = 0;
        double room = 0;
        for (int j = 0; j < n; j++) {
            w[j] = inside(p.lower[j], p.upper[j]);
            if (p.lower[j] < p.upper[j]) {
                free[count++] = j;
                room = Math.max(room, Math.abs(w[j]));
            }
        }
        p.multiplyInto(w, product);
        for (int j = 0; j < n; j++) {
            unit = Math.max(unit, Math.abs(product[j]));
        }
        unit = unit > 0 ? unit : p.largestVolatility > 0 ? p.largestVolatility * p.largestVolatility : 1;
        if (step.length < count * Math.max(1, m)) {
            step = new double[count];
            response = new double[count * Math.max(1, m)];
        }
        shiftFloor = 1e-14 * Math.max(p.largestVolatility * p.largestVolatility, unit * 1e-8);
        Arrays.fill(v, 0);
        Arrays.fill(z, 0);
        Arrays.fill(y, 0);
        for (int j = 0; j < n; j++) {
            if (p.lower[j] < p.upper[j]) {
                begin(j, w[j], p.lower[j], p.upper[j]);
            }
        }
        for (int i = 0; i < m; i++) {
            s[i] = inside(p.rowLower[i], p.rowUpper[i]);
            if (p.rowLower[i] < p.rowUpper[i]) {
                double activity = p.activity(i, w);
                double margin = margin(p.rowLower[i], p.rowUpper[i]);
                s[i] = Math.max(p.rowLower[i] + margin, Math.min(p.rowUpper[i] - margin, activity));
                begin(n + i, s[i], p.rowLower[i], p.rowUpper[i]);
            }
        }
    }

    private static double margin(double lo, double hi) {
        return Math.min(1e-1, 0.1 * (hi - lo));
    }

    /** A point well inside a range: the nearest to zero that is. */
    private static double inside(double lo, double hi) {
        double margin = lo == hi ? 0 : Math.min(0.1, 0.1 * (hi - lo));
        return Math.max(lo + margin, Math.min(hi - margin, 0));
    }

    private void begin(int k, double x, double lo, double hi) {
        if (lo > Double.NEGATIVE_INFINITY) {
            v[k] = x - lo;
            z[k] = unit;
        }
        if (hi < Double.POSITIVE_INFINITY) {
            v[n + m + k] = hi - x;
            z[n + m + k] = unit;
        }
    }

    // ---- where it stands

    /** Computes the residuals; returns the largest, relative to the data. */
    private double residuals() {
        p.multiplyInto(w, product);
        double largest = unit;
        double dual = 0;
        double form = 0;
        double linear = 0;
        for (int j = 0; j < n; j++) {
            double d = product[j] + p.tilt * p.q[j];
            form += product[j] * w[j];
            linear += p.tilt * p.q[j] * w[j];
            largest = Math.max(largest, Math.abs(product[j]));
            for (int i = 0; i < m; i++) {
                d = Math.fma(-p.a[j * m + i], y[i], d);
            }
            dualResidual[j] = d - z[j] + z[n + m + j];
        }
        for (int k = 0; k < count; k++) {
            dual = Math.max(dual, Math.abs(dualResidual[free[k]]));
        }
        double primal = 0;
        for (int i = 0; i < m; i++) {
            boolean equation = p.rowLower[i] == p.rowUpper[i];
            double level = equation ? p.rowLower[i] : s[i];
            rowResidual[i] = level - p.activity(i, w);
            primal = Math.max(primal, Math.abs(rowResidual[i]) / Math.max(1, Math.abs(level)));
            if (!equation) {
                dual = Math.max(dual, Math.abs(y[i] - z[n + i] + z[n + m + n + i]));
            }
        }
        double gap = complementarity() * pairs();
        double size = Math.max(Math.max(Math.abs(form) / 2, Math.abs(linear)), 1e-3 * unit);
        return Math.max(primal, Math.max(dual / largest, gap / size));
    }

    private int pairs() {
        int pairs = 0;
        for (double x : v) {
            pairs += x > 0 ? 1 : 0;
        }
        return pairs;
    }

    /** mu, the mean of the products of distances and multipliers. */
    private double complementarity() {
        return complementarity(0);
    }

    private double complementarity(double length) {
        double sum = 0;
        int pairs = 0;
        for (int k = 0; k < v.length; k++) {
            if (v[k] > 0) {
                sum = Math.fma(Math.fma(length, dv[k], v[k]), Math.fma(length, dz[k], z[k]), sum);
                pairs++;
            }
        }
        return pairs == 0 ? 0 : sum / pairs;
    }

    // ---- one iteration

    private boolean factor() {
        int half = n + m;
        for (int j = 0; j < n; j++) {
            double theta = ratio(j) + ratio(half + j);
            shift[j] = (p.diagonal.length == 0 ? 0 : p.diagonal[j]) + Math.max(theta, shiftFloor);
        }
        int tries = 0;
        while (!block.factor(free, count, shift)) {
            if (++tries > 4) {
                return false;
            }
            shiftFloor *= 100;
            for (int j = 0; j < n; j++) {
                shift[j] += shiftFloor;
            }
        }
        if (m == 0) {
            return true;
        }
        for (int i = 0; i < m; i++) {
            for (int k = 0; k < count; k++) {
                response[i * count + k] = p.a[free[k] * m + i];
            }
        }
        block.solve(m, response);
        for (int b = 0; b < m; b++) {
            for (int a = b; a < m; a++) {
                double sum = 0;
                for (int k = 0; k < count; k++) {
                    sum = Math.fma(p.a[free[k] * m + a], response[b * count + k], sum);
                }
                schur[b * m + a] = sum;
            }
            double total = ratio(n + b) + ratio(half + n + b);
            phi[b] = total;
            boolean equation = p.rowLower[b] == p.rowUpper[b];
            // a row that holds nothing has phi = 0; its multiplier is then zero
            double soft = DEPENDENT * schur[b * m + b] + (schur[b * m + b] > 0 ? 0 : 1 / unit);
            schur[b * m + b] += equation ? soft : 1 / Math.max(total, Double.MIN_NORMAL * 0x1p60);
        }
        return Cholesky.factor(m, schur, 0, m, 0) == m;
    }

    private double ratio(int k) {
        return v[k] > 0 ? z[k] / v[k] : 0;
    }

    /** Predictor, corrector, centrality correctors, and the step; returns its length. */
    private double advance() {
        double mu = complementarity();
        for (int k = 0; k < v.length; k++) {
            target[k] = v[k] > 0 ? -v[k] * z[k] : 0;
        }
        direction(1);
        double affine = length();
        double ratio = mu > 0 ? complementarity(affine) / mu : 0;
        double sigma = ratio * ratio * ratio;
        for (int k = 0; k < v.length; k++) {
            target[k] = v[k] > 0 ? sigma * mu - v[k] * z[k] - dv[k] * dz[k] : 0;
        }
        direction(1);
        double reached = length();
        for (int c = 0; c < CORRECTORS && reached < 0.9; c++) {
            double longer = centre(sigma * mu, reached);
            if (!(longer > reached * 1.05)) {
                break;
            }
            reached = longer;
        }
        double step = Math.min(1, SHORTENED * reached);
        move(step);
        return step;
    }

    /** Gondzio: aims at products between a tenth and ten times the target after a longer step. */
    private double centre(double mu, double reached) {
        double aim = Math.min(1, 1.5 * reached + 0.1);
        double[] before = target.clone();
        double[] oldDw = dw.clone();
        double[] oldDy = dy.clone();
        double[] oldDs = ds.clone();
        double[] oldDv = dv.clone();
        double[] oldDz = dz.clone();
        for (int k = 0; k < v.length; k++) {
            if (v[k] > 0) {
                double trial = (v[k] + aim * dv[k]) * (z[k] + aim * dz[k]);
                double wanted = Math.max(0.1 * mu, Math.min(10 * mu, trial));
                target[k] += Math.max(wanted - trial, -10 * mu);
            }
        }
        direction(1);
        double longer = length();
        if (!(longer > reached * 1.05)) {
            System.arraycopy(before, 0, target, 0, target.length);
            System.arraycopy(oldDw, 0, dw, 0, n);
            System.arraycopy(oldDy, 0, dy, 0, m);
            System.arraycopy(oldDs, 0, ds, 0, m);
            System.arraycopy(oldDv, 0, dv, 0, dv.length);
            System.arraycopy(oldDz, 0, dz, 0, dz.length);
        }
        return longer;
    }

    /** The Newton direction to the products in {@code target} (their changes), with the whole residuals. */
    private void direction(double residualPart) {
        int half = n + m;
        for (int k = 0; k < count; k++) {
            int j = free[k];
            step[k] = -residualPart * dualResidual[j] + pull(j) - pull(half + j);
        }
        block.solve(1, step);
        for (int i = 0; i < m; i++) {
            double t = residualPart * rowResidual[i];
            if (p.rowLower[i] < p.rowUpper[i]) {
                double stationary = residualPart * -(y[i] - z[n + i] + z[half + n + i]);
                double total = Math.max(phi[i], Double.MIN_NORMAL * 0x1p60);
                t += (stationary + pull(n + i) - pull(half + n + i)) / total;
            }
            for (int k = 0; k < count; k++) {
                t = Math.fma(-p.a[free[k] * m + i], step[k], t);
            }
            small[i] = t;
        }
        if (m > 0) {
            Cholesky.solve(m, schur, 0, m, small, 0);
        }
        System.arraycopy(small, 0, dy, 0, m);
        Arrays.fill(dw, 0);
        for (int i = 0; i < m; i++) {
            Kernels.axpy(count, dy[i], response, i * count, step, 0);
        }
        for (int k = 0; k < count; k++) {
            dw[free[k]] = step[k];
            bounded(free[k], step[k]);
        }
        for (int i = 0; i < m; i++) {
            if (p.rowLower[i] < p.rowUpper[i]) {
                double change = 0;
                for (int k = 0; k < count; k++) {
                    change = Math.fma(p.a[free[k] * m + i], step[k], change);
                }
                ds[i] = change - residualPart * rowResidual[i];
                bounded(n + i, ds[i]);
            }
        }
    }

    /** What a bound adds to the right-hand side. */
    private double pull(int k) {
        return v[k] > 0 ? target[k] / v[k] : 0;
    }

    /** Changes of the distances and multipliers of one weight or activity that moves by x. */
    private void bounded(int k, double x) {
        int upper = n + m + k;
        if (v[k] > 0) {
            dv[k] = x;
            dz[k] = (target[k] - z[k] * x) / v[k];
        }
        if (v[upper] > 0) {
            dv[upper] = -x;
            dz[upper] = (target[upper] + z[upper] * x) / v[upper];
        }
    }

    /** How far the direction can be followed, at most 1 / SHORTENED. */
    private double length() {
        double length = 1 / SHORTENED;
        for (int k = 0; k < v.length; k++) {
            if (v[k] > 0) {
                if (dv[k] < 0) {
                    length = Math.min(length, -v[k] / dv[k]);
                }
                if (dz[k] < 0) {
                    length = Math.min(length, -z[k] / dz[k]);
                }
            }
        }
        return length;
    }

    private void move(double length) {
        int half = n + m;
        for (int k = 0; k < count; k++) {
            int j = free[k];
            w[j] = Math.fma(length, dw[j], w[j]);
        }
        for (int i = 0; i < m; i++) {
            y[i] = Math.fma(length, dy[i], y[i]);
            s[i] = Math.fma(length, ds[i], s[i]);
        }
        for (int k = 0; k < v.length; k++) {
            if (v[k] > 0) {
                v[k] = Math.max(Math.fma(length, dv[k], v[k]), Double.MIN_NORMAL);
                z[k] = Math.max(Math.fma(length, dz[k], z[k]), Double.MIN_NORMAL);
            }
        }
        assert v.length == 2 * half;
    }

    // ---- the end

    /** Says of every asset and row which bound it seems to be at, and gives the weights and multipliers. */
    void placeInto(Iterate at) {
        for (int j = 0; j < n; j++) {
            byte side = p.lower[j] == p.upper[j] ? Iterate.AT_LOWER : side(j, Iterate.FREE);
            double inside = Math.max(p.lower[j], Math.min(p.upper[j], w[j]));
            at.w[j] = side == Iterate.AT_LOWER ? p.lower[j] : side == Iterate.AT_UPPER ? p.upper[j] : inside;
            at.state[j] = side;
        }
        for (int i = 0; i < m; i++) {
            at.rowState[i] = p.rowLower[i] == p.rowUpper[i] ? Iterate.AT_LOWER : side(n + i, Iterate.SLACK);
            at.y[i] = at.rowState[i] == Iterate.SLACK ? 0 : y[i];
        }
    }

    /** A bound seems to hold if its multiplier, in the unit of the gradient, exceeds the distance. */
    private byte side(int k, byte otherwise) {
        int upper = n + m + k;
        boolean low = v[k] > 0 && z[k] > unit * v[k];
        boolean high = v[upper] > 0 && z[upper] > unit * v[upper];
        if (low && high) {
            return z[k] * v[upper] > z[upper] * v[k] ? Iterate.AT_LOWER : Iterate.AT_UPPER;
        }
        return low ? Iterate.AT_LOWER : high ? Iterate.AT_UPPER : otherwise;
    }
}
