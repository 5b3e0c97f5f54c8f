package io.trimtab.optimizer.solver;

import io.trimtab.core.market.Universe;
import io.trimtab.core.time.NanoClock;
import io.trimtab.risk.model.RiskModel;
import java.util.Arrays;

/**
 * One-sided derivatives of the minimum with respect to bounds, at a given optimum.
 *
 * <p>Where more bounds are reached than weights are free (a degenerate vertex), or prices are not unique, the minimum has
 * a kink: it falls by one rate if a bound is loosened and rises by another if it is tightened. Both are values of one
 * linear program (Gauvin and Tolle 1977; exact for convex quadratic problems, whose optimal multipliers are the same at
 * every optimum): with g the gradient at the optimum and b the direction in which bounds move,
 *
 * <pre>
 * V'(b) = min g'd   subject to  a_i'd >= b_i for rows at a bound below (<= above, = where both coincide),
 *                               d_j >= b_j for weights at a bound below (<= above, = where fixed)
 * </pre>
 *
 * <p>which the engine solves as it solves everything else. A direction in which the bounds leave nothing feasible gives
 * infinity.
 */
public final class BoundPrices {
    private static final double ON_ROW = 1e-12;

    private final QuadraticProgram p;
    private final double[] gradient;
    private final boolean[] rowAtLower;
    private final boolean[] rowAtUpper;
    private final boolean[] atLower;
    private final boolean[] atUpper;

    /**
     * Prepares the derivatives at an optimum.
     *
     * @param program the program
     * @param w the optimal weights
     * @param y the multipliers of the rows, in the unit the rows were given in
     */
    public BoundPrices(QuadraticProgram program, double[] w, double[] y) {
        p = program;
        gradient = new double[p.n];
        rowAtLower = new boolean[p.m];
        rowAtUpper = new boolean[p.m];
        atLower = new boolean[p.n];
        atUpper = new boolean[p.n];
        Residuals residuals = new Residuals(p);
        residuals.certify(w, y);
        for (int j = 0; j < p.n; j++) {
            atLower[j] = w[j] == p.lower[j];
            atUpper[j] = w[j] == p.upper[j];
            // a free weight has no reduced cost: what is left of it is rounding, along which nothing may be gained
            gradient[j] = atLower[j] || atUpper[j] ? residuals.reducedCost(j, y) : 0;
            for (int i = 0; i < p.m; i++) {
                gradient[j] = Math.fma(p.a[j * p.m + i], y[i] / p.rowScale[i], gradient[j]);
            }
        }
        for (int i = 0; i < p.m; i++) {
            double activity = p.activity(i, w);
            double room = ON_ROW * Math.max(1, Math.abs(activity));
            rowAtLower[i] = activity - p.rowLower[i] <= room || (y[i] > 0 && p.rowLower[i] > Double.NEGATIVE_INFINITY);
            rowAtUpper[i] = p.rowUpper[i] - activity <= room || (y[i] < 0 && p.rowUpper[i] < Double.POSITIVE_INFINITY);
        }
    }

    /**
     * The directional derivative of the minimum.
     *
     * @param rowLower how far the bound below of each row moves, in the unit the rows were given in
     * @param rowUpper the same of the bounds above
     * @param lower how far the bound below of each weight moves
     * @param upper the same of the bounds above
     * @return the derivative; infinity if nothing is feasible in that direction; NaN if rounding won
     */
    public double derivative(double[] rowLower, double[] rowUpper, double[] lower, double[] upper) {
        double[][] rows = new double[p.m][p.n];
        double[] low = new double[p.m];
        double[] high = new double[p.m];
        for (int i = 0; i < p.m; i++) {
            for (int j = 0; j < p.n; j++) {
                rows[i][j] = p.a[j * p.m + i];
            }
            low[i] = rowAtLower[i] ? rowLower[i] * p.rowScale[i] : Double.NEGATIVE_INFINITY;
            high[i] = rowAtUpper[i] ? rowUpper[i] * p.rowScale[i] : Double.POSITIVE_INFINITY;
            if (low[i] > high[i]) {
                return Double.POSITIVE_INFINITY;
            }
        }
        double[] below = new double[p.n];
        double[] above = new double[p.n];
        for (int j = 0; j < p.n; j++) {
            below[j] = atLower[j] ? lower[j] : Double.NEGATIVE_INFINITY;
            above[j] = atUpper[j] ? upper[j] : Double.POSITIVE_INFINITY;
            if (below[j] > above[j]) {
                return Double.POSITIVE_INFINITY;
            }
        }
        QuadraticProgram linear =
                new QuadraticProgram(new NoRisk(p.risk.universe(), p.n), gradient, rows, low, high, below, above);
        QuadraticSolver solver = new QuadraticSolver(linear);
        QuadraticSolver.Status status =
                solver.solve(new Limits(NanoClock.system(), 100 * (p.n + p.m), Long.MAX_VALUE));
        if (status == QuadraticSolver.Status.INFEASIBLE) {
            return Double.POSITIVE_INFINITY;
        }
        if (status != QuadraticSolver.Status.OPTIMAL) {
            return Double.NaN;
        }
        double[] d = new double[p.n];
        solver.weightsInto(d);
        Residuals value = new Residuals(linear);
        value.certify(d, new double[p.m]);
        return value.linear();
    }

    /** A covariance of zeros. */
    private static final class NoRisk implements RiskModel {
        private final Universe universe;
        private final int n;

        NoRisk(Universe universe, int n) {
            this.universe = universe;
            this.n = n;
        }

        @Override
        public Universe universe() {
            return universe;
        }

        @Override
        public double variance(int index) {
            return 0;
        }

        @Override
        public void multiplyInto(double[] x, double[] out) {
            Arrays.fill(out, 0, n, 0);
        }

        @Override
        public void columnInto(int index, double[] out, int offset) {
            Arrays.fill(out, offset, offset + n, 0);
        }

        @Override
        public void blockInto(int[] assets, int count, double[] out) {
            Arrays.fill(out, 0, count * count, 0);
        }
    }
}
