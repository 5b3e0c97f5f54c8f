package io.trimtab.optimizer.solver;

import io.trimtab.risk.model.RiskModel;
import java.util.Arrays;
import java.util.List;

/**
 * The problem the engine solves:
 *
 * <pre>
 *   minimise   w'(S + diag(d))w / 2 + t (q'w + sum_j phi_j(w_j))
 *   subject to rowLower_i &lt;= a_i'w + sum_j psi_ij(w_j) &lt;= rowUpper_i,   lower &lt;= w &lt;= upper
 * </pre>
 *
 * <p>phi_j are convex and piecewise linear, and so are psi_ij in rows that have no bound below; d is at least zero, the
 * tilt t positive. Bounds may be infinite; a row or an asset whose bounds coincide is an equality. The rows are stored
 * multiplied by powers of two (exactly, so that nothing is rounded) that bring the largest coefficient of each into
 * [1, 2): the tolerances of the engine then mean the same for a budget and for a row of daily expected returns. Between
 * two solves q, the tilt and all bounds may change, nothing else.
 */
public final class QuadraticProgram {
    private static final double[] NONE = {};

    final RiskModel risk;
    final int n;
    final int m;
    final double[] q;
    /** The n elements of d, or empty for zero. */
    final double[] diagonal;
    /** Scaled coefficients, asset by asset: row i of asset j is at {@code j * m + i}. */
    final double[] a;
    /** Row i is stored multiplied by this power of two. */
    final double[] rowScale;
    /** The size of the largest scaled coefficient of each row, piecewise linear functions apart. */
    final double[] rowLargest;

    /** The rows in which an asset may count, ascending, one asset after the other; see {@link #rowsBegin}. */
    final int[] rowsOf;

    private final int[] rowsStart;
    final double[] rowLower;
    final double[] rowUpper;
    final double[] lower;
    final double[] upper;
    /** The root of the diagonal of S + diag(d). */
    final double[] volatility;

    final double largestVolatility;
    final Kinks kinks;
    double tilt = 1;
    /** Counts the changes of bounds, so that a workspace knows whether its point may have become infeasible. */
    int changes;

    /**
     * A program with neither d nor piecewise linear functions.
     *
     * @param risk the covariance S
     * @param q the n linear coefficients; kept, not copied
     * @param rows the m rows of A, n coefficients each; copied
     * @param rowLower the m bounds below, perhaps {@code -infinity}; copied
     * @param rowUpper the m bounds above, perhaps {@code infinity}; copied
     * @param lower the n bounds below; kept, not copied
     * @param upper the n bounds above; kept, not copied
     */
    public QuadraticProgram(
            RiskModel risk,
            double[] q,
            double[][] rows,
            double[] rowLower,
            double[] rowUpper,
            double[] lower,
            double[] upper) {
        this(risk, NONE, q, rows, rowLower, rowUpper, lower, upper, List.of());
    }

    QuadraticProgram(
            RiskModel risk,
            double[] diagonal,
            double[] q,
            double[][] rows,
            double[] rowLower,
            double[] rowUpper,
            double[] lower,
            double[] upper,
            List<Kinks.Given> functions) {
        this.risk = risk;
        this.diagonal = diagonal;
        this.n = q.length;
        this.m = rows.length;
        this.q = q;
        this.a = new double[n * m];
        this.rowScale = new double[m];
        this.rowLargest = new double[m];
        this.rowLower = rowLower.clone();
        this.rowUpper = rowUpper.clone();
        this.lower = lower;
        this.upper = upper;
        double[] steepest = new double[m];
        for (Kinks.Given function : functions) {
            if (function.row >= 0) {
                double[] slopes = function.slopes;
                double ends = Math.max(Math.abs(slopes[0]), Math.abs(slopes[slopes.length - 1]));
                steepest[function.row] = Math.max(steepest[function.row], ends);
            }
        }
        for (int i = 0; i < m; i++) {
            scaleRow(i, rows[i], steepest[i]);
        }
        this.kinks = Kinks.of(n, functions, rowScale);
        this.rowsStart = new int[n + 1];
        int[] found = new int[n * m];
        for (int j = 0; j < n; j++) {
            int count = rowsStart[j];
            for (int i = 0; i < m; i++) {
                if (a[j * m + i] != 0 || Arrays.binarySearch(kinks.rows, i) >= 0) {
                    found[count++] = i;
                }
            }
            rowsStart[j + 1] = count;
        }
        this.rowsOf = found;
        this.volatility = new double[n];
        this.largestVolatility = measure();
    }

    /** The same program with another diagonal, other linear coefficients and other bounds; all kept, not copied. */
    QuadraticProgram with(double[] otherDiagonal, double[] linear, double[] low, double[] high) {
        return new QuadraticProgram(this, otherDiagonal, linear, low, high);
    }

    private QuadraticProgram(QuadraticProgram like, double[] diagonal, double[] q, double[] lower, double[] upper) {
        this.risk = like.risk;
        this.diagonal = diagonal;
        this.n = like.n;
        this.m = like.m;
        this.q = q;
        this.a = like.a;
        this.rowScale = like.rowScale;
        this.rowLargest = like.rowLargest;
        this.rowLower = like.rowLower;
        this.rowUpper = like.rowUpper;
        this.lower = lower;
        this.upper = upper;
        this.kinks = like.kinks;
        this.tilt = like.tilt;
        this.rowsOf = like.rowsOf;
        this.rowsStart = like.rowsStart;
        this.volatility = new double[n];
        this.largestVolatility = measure();
    }

    /** Fills the volatilities; returns the largest. */
    private double measure() {
        double largest = 0;
        for (int j = 0; j < n; j++) {
            volatility[j] = Math.sqrt(variance(j));
            largest = Math.max(largest, volatility[j]);
        }
        return largest;
    }

    /**
     * A program to be described piece by piece.
     *
     * @param risk the covariance S
     * @return without rows, bounds and linear coefficients
     */
    public static ProgramBuilder builder(RiskModel risk) {
        return new ProgramBuilder(risk);
    }

    private void scaleRow(int i, double[] row, double steepest) {
        double coefficient = 0;
        for (double x : row) {
            coefficient = Math.max(coefficient, Math.abs(x));
        }
        double largest = Math.max(coefficient, steepest);
        double scale = largest > 0 ? Math.scalb(1.0, -Math.getExponent(largest)) : 1;
        rowScale[i] = scale;
        rowLargest[i] = coefficient * scale;
        rowLower[i] *= scale;
        rowUpper[i] *= scale;
        for (int j = 0; j < n; j++) {
            a[j * m + i] = row[j] * scale;
        }
    }

    /**
     * The linear coefficients, before the tilt.
     *
     * @return q itself: what is written there counts from the next solve on
     */
    public double[] linear() {
        return q;
    }

    /**
     * Changes the weight of the linear part, q and phi together, from the next solve on.
     *
     * @param t positive and finite; 1 at first
     */
    public void tilt(double t) {
        if (!(t > 0 && t < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("tilt must be positive and finite, was " + t);
        }
        tilt = t;
    }

    /**
     * The weight of the linear part.
     *
     * @return positive
     */
    public double tilt() {
        return tilt;
    }

    /**
     * Changes the bounds of one asset from the next solve on.
     *
     * @param asset its position
     * @param low perhaps {@code -infinity}
     * @param high at least {@code low}, perhaps infinite
     */
    public void bounds(int asset, double low, double high) {
        if (!inOrder(low, high)) {
            requireOrder(low, high, "bounds of asset " + asset);
        }
        lower[asset] = low + 0.0;
        upper[asset] = high + 0.0;
        changes++;
    }

    /**
     * Changes the bounds of one row from the next solve on.
     *
     * @param row its position
     * @param low perhaps {@code -infinity}; must be if the row has piecewise linear functions
     * @param high at least {@code low}, perhaps infinite
     */
    public void rowBounds(int row, double low, double high) {
        if (!inOrder(low, high)) {
            requireOrder(low, high, "bounds of row " + row);
        }
        if (low > Double.NEGATIVE_INFINITY && Arrays.binarySearch(kinks.rows, row) >= 0) {
            throw new IllegalArgumentException(
                    "row " + row + " has convex functions, so it can have no bound below, was " + low);
        }
        rowLower[row] = low * rowScale[row];
        rowUpper[row] = high * rowScale[row];
        changes++;
    }

    private static boolean inOrder(double low, double high) {
        return low <= high && low < Double.POSITIVE_INFINITY && high > Double.NEGATIVE_INFINITY;
    }

    static void requireOrder(double low, double high, String what) {
        if (!inOrder(low, high)) {
            throw new IllegalArgumentException(what + " must be in order, were " + low + " and " + high);
        }
    }

    /**
     * The number of assets.
     *
     * @return n
     */
    public int assets() {
        return n;
    }

    /**
     * The number of rows.
     *
     * @return m
     */
    public int rows() {
        return m;
    }

    /**
     * Whether the quadratic form is that of a risk model and nothing else.
     *
     * @param other a risk model
     * @return whether S is this one and d is zero
     */
    public boolean isOnly(RiskModel other) {
        return risk == other && diagonal.length == 0;
    }

    /** Where the rows of an asset begin in {@link #rowsOf}. */
    int rowsBegin(int j) {
        return rowsStart[j];
    }

    int rowsEnd(int j) {
        return rowsStart[j + 1];
    }

    /** The diagonal of S + diag(d). */
    double variance(int j) {
        return diagonal.length == 0 ? risk.variance(j) : risk.variance(j) + diagonal[j];
    }

    /** A column of S + diag(d). */
    void columnInto(int j, double[] out, int offset) {
        risk.columnInto(j, out, offset);
        if (diagonal.length > 0) {
            out[offset + j] += diagonal[j];
        }
    }

    /** out = (S + diag(d)) x. */
    void multiplyInto(double[] x, double[] out) {
        risk.multiplyInto(x, out);
        for (int j = 0; j < diagonal.length; j++) {
            out[j] = Math.fma(diagonal[j], x[j], out[j]);
        }
    }

    /** The activity of row i at w, in the row's scaled unit. */
    double activity(int i, double[] w) {
        double sum = 0;
        int r = Arrays.binarySearch(kinks.rows, i);
        for (int j = 0; j < n; j++) {
            sum = Math.fma(a[j * m + i], w[j], sum);
            if (r >= 0 && kinks.count(j) > 0) {
                sum += kinks.rowValue(r, j, kinks.below(j, w[j]), w[j]);
            }
        }
        return sum;
    }
}
