package io.trimtab.optimizer.solver;

import io.trimtab.core.time.NanoClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One-sided derivatives of the minimum with respect to bounds, at a given optimum.
 *
 * <p>Where more bounds are reached than weights are free (a degenerate vertex), or prices are not unique, the minimum has
 * a kink: it falls by one rate if a bound is loosened and rises by another if it is tightened. Both are values of one
 * linear program (Gauvin and Tolle 1977; exact for convex quadratic problems, whose optimal multipliers are the same at
 * every optimum): with g the gradient at the optimum and b the direction in which bounds move,
 *
 * <pre>{@code
 * V'(b) = min g'd   subject to  a_i'd >= b_i for rows at a bound below (<= above, = where both coincide),
 *                               d_j >= b_j for weights at a bound below (<= above, = where fixed)
 * }</pre>
 *
 * <p>which the engine solves as it solves everything else. A direction in which the bounds leave nothing feasible gives
 * infinity.
 */
public final class BoundPrices {
    private static final double ON_ROW = 1e-12;

    /** So many rows that are added one by one are more than a price is worth. */
    private static final int MOST_ROWS = 500;

    private final QuadraticProgram p;
    private final double[] w;
    private final double[] gradient;
    private final boolean[] rowAtLower;
    private final boolean[] rowAtUpper;

    /**
     * Prepares the derivatives at an optimum.
     *
     * @param program the program; as it was solved
     * @param weights the optimal weights; copied
     * @param y the multipliers of the rows, in the unit the rows were given in
     */
    public BoundPrices(QuadraticProgram program, double[] weights, double[] y) {
        p = program;
        w = weights.clone();
        gradient = new double[p.n];
        rowAtLower = new boolean[p.m];
        rowAtUpper = new boolean[p.m];
        Residuals residuals = new Residuals(p);
        residuals.certify(w, y);
        for (int j = 0; j < p.n; j++) {
            gradient[j] = gradient(residuals, j, y);
        }
        for (int i = 0; i < p.m; i++) {
            double activity = p.activity(i, w);
            double room = ON_ROW * Math.max(1, Math.abs(activity));
            rowAtLower[i] = activity - p.rowLower[i] <= room || (y[i] > 0 && p.rowLower[i] > Double.NEGATIVE_INFINITY);
            rowAtUpper[i] = p.rowUpper[i] - activity <= room || (y[i] < 0 && p.rowUpper[i] < Double.POSITIVE_INFINITY);
        }
    }

    private boolean isFree(int j) {
        boolean atBreakpoint = p.kinks.count(j) > 0 && p.kinks.below(j, w[j]) != p.kinks.upTo(j, w[j]);
        return w[j] != p.lower[j] && w[j] != p.upper[j] && !atBreakpoint;
    }

    /**
     * The gradient without the piecewise linear functions at a breakpoint. A free weight has no reduced cost: what is
     * left of it is rounding, by which nothing may be gained.
     */
    private double gradient(Residuals residuals, int j, double[] y) {
        int segment = p.kinks.count(j) == 0 ? -1 : p.kinks.below(j, w[j]);
        double g = isFree(j) ? 0 : residuals.plainCost(j);
        for (int i = 0; i < p.m; i++) {
            g = Math.fma(p.a[j * p.m + i], y[i] / p.rowScale[i], g);
        }
        if (isFree(j) && segment >= 0) {
            for (int r = 0; r < p.kinks.rows.length; r++) {
                int i = p.kinks.rows[r];
                g = Math.fma(p.kinks.rowSlope(r, j, segment), y[i] / p.rowScale[i], g);
            }
            g -= p.tilt * p.kinks.slope(j, segment);
        }
        return Math.abs(g) <= residuals.resolution() ? 0 : g;
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
        double[] still = new double[p.n];
        return derivative(rowLower, rowUpper, lower, upper, still, still, direction -> new double[0]);
    }

    /** Rows of the program of directions that are too many to be written down beforehand. */
    public interface Rows {
        /**
         * A row that a direction violates.
         *
         * @param direction how the weights change
         * @return a coefficient for each weight and after them the largest value allowed; empty if the direction is allowed
         */
        double[] violatedBy(double[] direction);
    }

    /**
     * The same where parts of kinks of the objective move too, those of soft bounds on weights that are reached, and where
     * there are more rows.
     *
     * @param rowLower how far the bound below of each row moves, in the unit the rows were given in
     * @param rowUpper the same of the bounds above
     * @param lower how far the bound below of each weight moves
     * @param upper the same of the bounds above
     * @param shift how far the kink of each weight moves
     * @param bend by how much the slope of the objective grows at the kink that moves, at most all of it
     * @param more says which further row a direction violates
     * @return the derivative, but for what the slopes left of kinks that move are worth; infinity if nothing is feasible
     *     in that direction; NaN if rounding won
     */
    public double derivative(
            double[] rowLower,
            double[] rowUpper,
            double[] lower,
            double[] upper,
            double[] shift,
            double[] bend,
            Rows more) {
        double[] below = new double[p.n];
        double[] above = new double[p.n];
        for (int j = 0; j < p.n; j++) {
            below[j] = w[j] == p.lower[j] ? lower[j] : Double.NEGATIVE_INFINITY;
            above[j] = w[j] == p.upper[j] ? upper[j] : Double.POSITIVE_INFINITY;
            if (below[j] > above[j]) {
                return Double.POSITIVE_INFINITY;
            }
        }
        for (int i = 0; i < p.m; i++) {
            if (rowAtLower[i] && rowAtUpper[i] && rowLower[i] > rowUpper[i]) {
                return Double.POSITIVE_INFINITY;
            }
        }
        List<double[]> added = new ArrayList<>();
        double[] d = new double[p.n];
        while (added.size() <= MOST_ROWS) {
            ProgramBuilder builder =
                    QuadraticProgram.builder(new NoRisk(p.risk.universe())).bounds(below, above);
            for (int i = 0; i < p.m; i++) {
                double low = rowAtLower[i] ? rowLower[i] : Double.NEGATIVE_INFINITY;
                double high = rowAtUpper[i] ? rowUpper[i] : Double.POSITIVE_INFINITY;
                builder.row(row(i), low, high);
            }
            for (double[] row : added) {
                builder.row(Arrays.copyOf(row, p.n), Double.NEGATIVE_INFINITY, row[p.n]);
            }
            double[] linear = gradient.clone();
            for (int j = 0; j < p.n; j++) {
                if (p.kinks.count(j) > 0) {
                    linear[j] += functions(builder, j, shift[j], bend[j]);
                }
            }
            double least = minimum(builder.linear(linear).build(), d);
            double[] row = Double.isFinite(least) ? more.violatedBy(d) : new double[0];
            if (row.length == 0) {
                return least;
            }
            added.add(row);
        }
        return Double.NaN;
    }

    /** The coefficients of a row, with the slopes of its functions where there is only one. */
    private double[] row(int i) {
        double[] row = new double[p.n];
        int r = Arrays.binarySearch(p.kinks.rows, i);
        for (int j = 0; j < p.n; j++) {
            row[j] = p.a[j * p.m + i];
            if (r >= 0 && p.kinks.count(j) > 0) {
                int segment = p.kinks.below(j, w[j]);
                row[j] += segment == p.kinks.upTo(j, w[j]) ? p.kinks.rowSlope(r, j, segment) : 0;
            }
            row[j] /= p.rowScale[i];
        }
        return row;
    }

    /** At a breakpoint adds the functions' two slopes to the program; else returns the slope that the objective has. */
    private double functions(ProgramBuilder builder, int j, double shift, double bend) {
        int left = p.kinks.below(j, w[j]);
        int right = p.kinks.upTo(j, w[j]);
        if (left == right) {
            return p.tilt * p.kinks.slope(j, left);
        }
        double[] here = {0};
        double low = p.tilt * p.kinks.slope(j, left);
        double high = p.tilt * p.kinks.slope(j, right);
        if (shift == 0) {
            builder.kinks(j, here, new double[] {low, high});
        } else {
            builder.kinks(j, here, new double[] {low, Math.max(low, high - bend)});
            builder.kinks(j, new double[] {shift}, new double[] {0, bend});
        }
        for (int r = 0; r < p.kinks.rows.length; r++) {
            int i = p.kinks.rows[r];
            double scale = p.rowScale[i];
            builder.rowKinks(i, j, here, new double[] {
                p.kinks.rowSlope(r, j, left) / scale, p.kinks.rowSlope(r, j, right) / scale
            });
        }
        return 0;
    }

    /** Leaves the direction of the minimum in an array. */
    private static double minimum(QuadraticProgram linear, double[] d) {
        QuadraticSolver solver = new QuadraticSolver(linear);
        int most = 100 * (linear.n + linear.m);
        QuadraticSolver.Status status = solver.solve(new Limits(NanoClock.system(), most, Long.MAX_VALUE));
        if (status == QuadraticSolver.Status.INFEASIBLE) {
            return Double.POSITIVE_INFINITY;
        }
        if (status != QuadraticSolver.Status.OPTIMAL) {
            return Double.NaN;
        }
        solver.weightsInto(d);
        Residuals value = new Residuals(linear);
        value.certify(d, new double[linear.m]);
        return value.linear();
    }
}
