package io.trimtab.optimizer.solver;

import io.trimtab.core.numeric.Kernels;

/**
 * What to do when the fast methods cannot prove their answer: {@link DoubledPath}.
 *
 * <p>Its answer is exact but for the rounding of weights and multipliers to doubles. Where that is too much (rows that all
 * but contradict or imply each other, so that multipliers are large), the bounds of the rows are moved outwards by a part
 * of themselves that is far below what an optimum may violate them by, and the path followed again: of the answers that
 * are proved for the program as it is, the one with the least relaxation counts.
 */
final class LastResort {
    /** What an optimum may miss the conditions by, with all that rounding may hide. */
    private static final double PROVEN = 1e-9;

    private static final double NEARLY_ZERO = 1e-10;
    /** After a few attempts at rounding, all of which miss the conditions by more, there is no use in others. */
    private static final double NEAR = 1e-7;

    private static final int FEW = 8;
    /** Weights are of order one: one of this size is none. */
    private static final double DUST = 0x1p-50;
    /** Eigenvalues of the correlations below minus this are those of a matrix that is no covariance. */
    private static final double CONCAVE = 1e-8;

    private static final double[] RELAXED = {
        0, 0x1p-78, 0x1p-70, 0x1p-64, 0x1p-60, 0x1p-56, 0x1p-53, 0x1p-50, 1e-14, 1e-13, 1e-12, 1e-11, 1e-10
    };

    private final QuadraticProgram p;
    private int steps;
    private double unwritable;
    private double[] ray = new double[0];
    private double[] weights = new double[0];
    private double[] prices = new double[0];

    LastResort(QuadraticProgram program) {
        p = program;
    }

    int steps() {
        return steps;
    }

    /** The largest weight of an optimum whose rows no doubles near it satisfy, or 0. */
    double unwritable() {
        return unwritable;
    }

    double[] ray() {
        return ray;
    }

    /** Solves from nothing; the point is the answer if there is one, else what it was. */
    QuadraticSolver.Status run(Iterate at, Limits limits) {
        if (!isConvex()) {
            return QuadraticSolver.Status.NOT_CONVEX;
        }
        Residuals residuals = new Residuals(p);
        boolean contradictory = false;
        for (int k = 0; k < RELAXED.length; k++) {
            DoubledPath path = new DoubledPath(p, false, RELAXED[k]);
            DoubledPath.Result result = path.run(limits);
            steps += path.steps();
            boolean nearly = result == DoubledPath.Result.INFEASIBLE && path.tau() < NEARLY_ZERO;
            // the optimum next to zero, carried on to zero, may violate a row by its last bit only
            if ((result == DoubledPath.Result.OPTIMAL || nearly) && proved(residuals, path)) {
                place(at, path);
                return QuadraticSolver.Status.OPTIMAL;
            }
            if (result == DoubledPath.Result.UNBOUNDED) {
                ray = path.ray();
                return QuadraticSolver.Status.UNBOUNDED;
            }
            if (result == DoubledPath.Result.STOPPED) {
                return QuadraticSolver.Status.STOPPED;
            }
            if (result == DoubledPath.Result.EXHAUSTED) {
                return QuadraticSolver.Status.FAILED;
            }
            if (result == DoubledPath.Result.INFEASIBLE) {
                contradictory = true;
                if (k == 0 && contradictsPlainly(limits)) {
                    return QuadraticSolver.Status.INFEASIBLE;
                }
            }
        }
        at.placeAt(weights);
        return contradictory ? QuadraticSolver.Status.INFEASIBLE : QuadraticSolver.Status.FAILED;
    }

    /** Whether nothing is feasible even when all is relaxed by as much as may ever be tried. */
    private boolean contradictsPlainly(Limits limits) {
        DoubledPath path = new DoubledPath(p, true, RELAXED[RELAXED.length - 1]);
        DoubledPath.Result result = path.run(limits);
        steps += path.steps();
        return result == DoubledPath.Result.INFEASIBLE;
    }

    /** Whether the correlations of S, a little of the identity added, have a Cholesky factor. O(n^3). */
    private boolean isConvex() {
        int n = p.n;
        double[] c = new double[n * n];
        for (int j = 0; j < n; j++) {
            p.columnInto(j, c, j * n);
            for (int i = 0; i < n; i++) {
                double scale = p.volatility[i] * p.volatility[j];
                c[j * n + i] = scale > 0 ? c[j * n + i] / scale : 0;
            }
            c[j * n + j] = (p.volatility[j] > 0 ? 1 : 0) + CONCAVE;
        }
        for (int j = 0; j < n; j++) {
            double pivot = c[j * n + j];
            if (!(pivot > 0)) {
                return false;
            }
            for (int k = j + 1; k < n; k++) {
                double f = -c[j * n + k] / pivot;
                if (f != 0) {
                    Kernels.axpy(n - k, f, c, j * n + k, c, k * n + k);
                }
            }
        }
        return true;
    }

    private boolean proved(Residuals residuals, DoubledPath path) {
        weights = path.weights();
        prices = path.multipliers();
        if (holds(residuals)) {
            return true;
        }
        double[] exact = weights;
        double[] exactPrices = prices;
        boolean unwritten = residuals.scaledPrimal() > PROVEN && residuals.scaledDual() <= PROVEN;
        if ((dusted() && holds(residuals)) || (unwritten && unwritable == 0 && settled(residuals, path))) {
            return true;
        }
        weights = exact;
        prices = exactPrices;
        for (int j = 0; j < p.n && unwritten; j++) {
            unwritable = Math.max(unwritable, Math.abs(weights[j]));
        }
        return false;
    }

    private boolean holds(Residuals residuals) {
        double[] y = prices.clone();
        for (int i = 0; i < p.m; i++) {
            y[i] *= p.rowScale[i];
        }
        residuals.certify(weights, y);
        return residuals.scaled() + residuals.scaledError() <= PROVEN;
    }

    /** Leaves out what is no weight at all but counts beside a portfolio without any risk; false if there is none. */
    private boolean dusted() {
        double[] clean = weights.clone();
        boolean found = false;
        for (int j = 0; j < p.n; j++) {
            if (clean[j] != 0 && Math.abs(clean[j]) <= DUST && p.lower[j] <= 0 && p.upper[j] >= 0) {
                clean[j] = 0;
                found = true;
            }
        }
        weights = clean;
        return found;
    }

    /** Rounds the last weights and multipliers so that the rows are met, if they can be. */
    private boolean settled(Residuals residuals, DoubledPath path) {
        byte[] held = new byte[p.m];
        for (int i = 0; i < p.m; i++) {
            held[i] = path.rowState(i);
        }
        double[] given = path.weights();
        Settling settling = new Settling(p, given, held);
        int attempts = settling.attempts();
        double nearest = Double.POSITIVE_INFINITY;
        for (int attempt = 0; attempt < attempts; attempt++) {
            weights = given.clone();
            prices = path.multipliers();
            if (settling.run(attempt, weights, prices) && holds(residuals)) {
                return true;
            }
            nearest = Math.min(nearest, residuals.scaled());
            if (attempt > FEW && !(nearest <= NEAR)) {
                return false;
            }
        }
        return false;
    }

    private void place(Iterate at, DoubledPath path) {
        at.placeAt(weights);
        double[] y = prices;
        for (int j = 0; j < p.n; j++) {
            if (path.isFree(j) && at.state[j] == Iterate.PARKED) {
                at.state[j] = Iterate.FREE;
            }
        }
        for (int i = 0; i < p.m; i++) {
            at.rowState[i] = path.rowState(i);
            at.y[i] = y[i];
        }
        at.computeActivities();
    }
}
