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
    /** Eigenvalues of the correlations below minus this are those of a matrix that is no covariance. */
    private static final double CONCAVE = 1e-8;

    private static final double[] RELAXED = {0, 0x1p-50, 1e-14, 1e-13, 1e-12, 1e-11, 1e-10};

    private final QuadraticProgram p;
    private int steps;
    private double[] ray = new double[0];

    LastResort(QuadraticProgram program) {
        p = program;
    }

    int steps() {
        return steps;
    }

    double[] ray() {
        return ray;
    }

    /** Solves from nothing; the point is the answer if there is one, else what it was. */
    QuadraticSolver.Status run(Iterate at, Limits limits) {
        if (!isConvex()) {
            return QuadraticSolver.Status.NOT_CONVEX;
        }
        QuadraticSolver.Status otherwise = QuadraticSolver.Status.FAILED;
        Residuals residuals = new Residuals(p);
        for (double relaxed : RELAXED) {
            DoubledPath path = new DoubledPath(p, false, relaxed);
            DoubledPath.Result result = path.run(limits);
            steps += path.steps();
            switch (result) {
                case OPTIMAL -> {
                    if (proved(residuals, path)) {
                        place(at, path);
                        return QuadraticSolver.Status.OPTIMAL;
                    }
                }
                case UNBOUNDED -> {
                    ray = path.ray();
                    return QuadraticSolver.Status.UNBOUNDED;
                }
                case STOPPED -> {
                    return QuadraticSolver.Status.STOPPED;
                }
                case EXHAUSTED -> {
                    return QuadraticSolver.Status.FAILED;
                }
                case INFEASIBLE -> {
                    // all but zero: the optimum there, carried on to zero, may violate a row by its last bit only
                    if (path.tau() < NEARLY_ZERO && proved(residuals, path)) {
                        place(at, path);
                        return QuadraticSolver.Status.OPTIMAL;
                    }
                    otherwise = QuadraticSolver.Status.INFEASIBLE;
                }
                default -> {}
            }
        }
        return otherwise;
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
        double[] y = path.multipliers();
        for (int i = 0; i < p.m; i++) {
            y[i] *= p.rowScale[i];
        }
        residuals.certify(path.weights(), y);
        return residuals.scaled() + residuals.scaledError() <= PROVEN;
    }

    private void place(Iterate at, DoubledPath path) {
        at.placeAt(path.weights());
        double[] y = path.multipliers();
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
