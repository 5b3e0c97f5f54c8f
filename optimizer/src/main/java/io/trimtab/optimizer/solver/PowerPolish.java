package io.trimtab.optimizer.solver;

import io.trimtab.core.numeric.Kernels;

/**
 * The last steps to the optimum of a program with {@link PowerCosts}, where quadratic programs around the trades are too
 * stiff to end exactly: Newton's method on the optimality conditions with what is held there known, and better multipliers
 * for weights that are right.
 *
 * <p>Legend: w = b + u|u| for assets with costs, so that f'(x) = 3/2 c u is linear in the unknown u and nothing is
 * infinite at b; z the gradient of the objective less that of the rows, A the rows that hold, r their bounds. The unknowns
 * are u (w itself without costs) of the free assets, and the multipliers y of those rows:
 *
 * <pre>
 *   z(w) = 0,   A w = r,   dw = 2|u| du,   dz = S dw + 3/2 t c du - A'dy
 * </pre>
 *
 * <p>An asset is free if it is within its bounds and on no breakpoint. O(N^3) a step. At a degenerate vertex the weights
 * do not determine the multipliers: those are moved by projection onto one violated condition of an asset after the other
 * (Agmon, "The relaxation method for linear inequalities", Canadian Journal of Mathematics 6 (1954), 382-392).
 */
final class PowerPolish {
    private static final int SWEEPS = 100;

    private final QuadraticProgram p;
    private final PowerCosts f;
    private final int n;
    private final int[] free;
    private final int[] rows;
    private final double[] u;
    private final double[] product;
    private final double[] column;
    private int frees;
    private int held;

    PowerPolish(QuadraticProgram program, PowerCosts costs) {
        p = program;
        f = costs;
        n = program.n;
        free = new int[n];
        rows = new int[program.m];
        u = new double[n];
        product = new double[n];
        column = new double[n];
    }

    /** Reads off what is free and which rows hold; y in the unit the rows were given in. */
    void begin(double[] w, double[] y) {
        frees = 0;
        for (int j = 0; j < n; j++) {
            double x = w[j] - f.centre(j);
            u[j] = f.costs(j) ? Math.copySign(Math.sqrt(Math.abs(x)), x) : 0;
            boolean bent = p.kinks.count(j) > 0 && p.kinks.nearest(j, w[j]) == w[j];
            if (w[j] > p.lower[j] && w[j] < p.upper[j] && !bent) {
                free[frees++] = j;
            }
        }
        held = 0;
        for (int i = 0; i < p.m; i++) {
            if (y[i] != 0 || p.rowLower[i] == p.rowUpper[i]) {
                rows[held++] = i;
            }
        }
    }

    /** One step from weights and multipliers, which are overwritten; false if there is none. */
    boolean step(double[] w, double[] y) {
        int order = frees + held;
        double[][] k = new double[order][order + 1];
        p.multiplyInto(w, product);
        for (int a = 0; a < frees; a++) {
            int j = free[a];
            double rate = f.costs(j) ? 2 * Math.abs(u[j]) : 1;
            p.columnInto(j, column, 0);
            for (int b = 0; b < frees; b++) {
                k[b][a] = rate * column[free[b]];
            }
            double own = p.diagonal.length == 0 ? 0 : p.diagonal[j];
            k[a][a] += rate * own + (f.costs(j) ? p.tilt * f.slope(j, 1) : 0);
            double z = product[j] + p.tilt * (p.q[j] + bend(j, w[j]) + f.slope(j, u[j] * Math.abs(u[j])));
            for (int b = 0; b < held; b++) {
                double coefficient = coefficient(rows[b], j, w[j]);
                k[frees + b][a] = rate * coefficient;
                k[a][frees + b] = -coefficient;
                z = Math.fma(-coefficient, y[rows[b]] / p.rowScale[rows[b]], z);
            }
            k[a][order] = -z;
        }
        for (int b = 0; b < held; b++) {
            int i = rows[b];
            double bound = y[i] > 0 ? p.rowLower[i] : p.rowUpper[i];
            k[frees + b][order] = bound - p.activity(i, w);
        }
        if (!solved(k)) {
            return false;
        }
        for (int a = 0; a < frees; a++) {
            move(free[a], k[a][order], w);
        }
        for (int b = 0; b < held; b++) {
            int i = rows[b];
            double next = y[i] + k[frees + b][order] * p.rowScale[i];
            boolean equality = p.rowLower[i] == p.rowUpper[i];
            y[i] = equality ? next : y[i] > 0 ? Math.max(0, next) : Math.min(0, next);
        }
        return true;
    }

    /** Moves multipliers until no asset's condition is violated, or patience ends; the weights stay. */
    void reprice(double[] w, double[] y) {
        p.multiplyInto(w, product);
        boolean violated = true;
        for (int sweep = 0; sweep < SWEEPS && violated; sweep++) {
            violated = false;
            for (int j = 0; j < n; j++) {
                double change = missing(j, w[j], y);
                if (change != 0) {
                    violated |= turn(j, w[j], change, y);
                }
            }
        }
    }

    /** By how much the reduced cost of an asset must change at least, given the slopes that its weight leaves open. */
    private double missing(int j, double x, double[] y) {
        double plain = product[j] + p.tilt * p.q[j];
        for (int i = 0; i < p.m; i++) {
            plain = Math.fma(-p.a[j * p.m + i], y[i] / p.rowScale[i], plain);
        }
        double right = x >= p.upper[j] ? Double.POSITIVE_INFINITY : side(j, +1, x, plain, y);
        double left = x <= p.lower[j] ? Double.NEGATIVE_INFINITY : side(j, -1, x, plain, y);
        double slope = f.costs(j) ? f.slopeWithin(j, x, -right / p.tilt, -left / p.tilt) : 0;
        double up = right + p.tilt * slope;
        double down = left + p.tilt * slope;
        return up < 0 ? -up : down > 0 ? -down : 0;
    }

    /** The reduced cost without f on the segment above or below a weight. */
    private double side(int j, int direction, double x, double plain, double[] y) {
        if (p.kinks.count(j) == 0) {
            return plain;
        }
        return p.kinks.sideCost(p, j, direction > 0 ? p.kinks.upTo(j, x) : p.kinks.below(j, x), plain, y);
    }

    /** Changes the reduced cost of an asset by the least change of the multipliers that may change; false if none may. */
    private boolean turn(int j, double x, double change, double[] y) {
        double square = 0;
        for (int b = 0; b < held; b++) {
            double coefficient = coefficient(rows[b], j, x);
            square = Math.fma(coefficient, coefficient, square);
        }
        if (!(square > 0)) {
            return false;
        }
        for (int b = 0; b < held; b++) {
            int i = rows[b];
            double next = y[i] - coefficient(i, j, x) * (change / square) * p.rowScale[i];
            boolean equality = p.rowLower[i] == p.rowUpper[i];
            y[i] = equality ? next : y[i] > 0 ? Math.max(0, next) : Math.min(0, next);
        }
        return true;
    }

    private void move(int j, double by, double[] w) {
        double next = w[j] + by;
        if (f.costs(j)) {
            u[j] += by;
            next = f.centre(j) + u[j] * Math.abs(u[j]);
        }
        w[j] = Math.max(p.lower[j], Math.min(p.upper[j], next));
    }

    private double bend(int j, double x) {
        return p.kinks.count(j) == 0 ? 0 : p.kinks.slope(j, p.kinks.below(j, x));
    }

    private double coefficient(int row, int j, double x) {
        double coefficient = p.a[j * p.m + row];
        for (int r = 0; r < p.kinks.rows.length; r++) {
            if (p.kinks.rows[r] == row && p.kinks.count(j) > 0) {
                coefficient += p.kinks.rowSlope(r, j, p.kinks.below(j, x));
            }
        }
        return coefficient;
    }

    /** Gauss elimination with partial pivoting of rows that are scaled to their largest element; the last column is solved. */
    private static boolean solved(double[][] k) {
        int order = k.length;
        for (double[] row : k) {
            double largest = Kernels.maxAbs(order, row, 0);
            if (!(largest > 0 && largest < Double.POSITIVE_INFINITY)) {
                return false;
            }
            Kernels.scale(order + 1, 1 / largest, row, 0);
        }
        for (int c = 0; c < order; c++) {
            int pivot = c;
            for (int r = c + 1; r < order; r++) {
                pivot = Math.abs(k[r][c]) > Math.abs(k[pivot][c]) ? r : pivot;
            }
            double[] row = k[pivot];
            k[pivot] = k[c];
            k[c] = row;
            if (row[c] == 0) {
                return false;
            }
            for (int r = c + 1; r < order; r++) {
                if (k[r][c] != 0) {
                    Kernels.axpy(order + 1 - c, -k[r][c] / row[c], row, c, k[r], c);
                }
            }
        }
        for (int c = order - 1; c >= 0; c--) {
            double x = k[c][order];
            for (int r = c + 1; r < order; r++) {
                x = Math.fma(-k[c][r], k[r][order], x);
            }
            k[c][order] = x / k[c][c];
            if (!Double.isFinite(k[c][order])) {
                return false;
            }
        }
        return true;
    }
}
