package io.trimtab.optimizer.solver;

import io.trimtab.core.time.NanoClock;
import java.util.Arrays;

/**
 * Looks for a direction in which a program improves without end, where a pivot has not found one that can be verified.
 *
 * <p>It minimises {@code d'(S + D)d / 2 + t (the linear part far out along d)} over directions that leave no bound and no
 * row, of at most one in each asset: bounded, so that there is always an answer. As t falls the variance of d vanishes as
 * its square; the first d that {@link Recession} verifies is returned.
 */
public final class RecessionSearch {
    private static final double[] TILTS = {1e-6, 1e-9, 1e-12};

    private RecessionSearch() {}

    /**
     * Searches.
     *
     * @param p the program
     * @param out receives a direction, the largest change 1 or -1
     * @return whether there is one
     */
    public static boolean find(QuadraticProgram p, double[] out) {
        double steepest = 0;
        for (int j = 0; j < p.n; j++) {
            steepest = Math.max(steepest, Math.abs(p.q[j]));
            if (p.kinks.count(j) > 0) {
                double down = Math.abs(p.kinks.slope(j, 0));
                steepest = Math.max(steepest, Math.max(down, Math.abs(p.kinks.slope(j, p.kinks.count(j)))));
            }
        }
        if (!(steepest > 0)) {
            return false;
        }
        double variance = p.largestVolatility > 0 ? p.largestVolatility * p.largestVolatility : 1;
        QuadraticProgram directions = directions(p);
        QuadraticSolver solver = new QuadraticSolver(directions);
        for (double tilt : TILTS) {
            directions.tilt(tilt * variance / steepest);
            Limits limits = new Limits(NanoClock.system(), 100 * (p.n + p.m), Long.MAX_VALUE);
            if (solver.solve(limits) != QuadraticSolver.Status.OPTIMAL) {
                return false;
            }
            solver.weightsInto(out);
            if (Recession.rate(p, out) > 0) {
                return true;
            }
        }
        return false;
    }

    private static QuadraticProgram directions(QuadraticProgram p) {
        double[] lower = new double[p.n];
        double[] upper = new double[p.n];
        for (int j = 0; j < p.n; j++) {
            lower[j] = p.lower[j] == Double.NEGATIVE_INFINITY ? -1 : 0;
            upper[j] = p.upper[j] == Double.POSITIVE_INFINITY ? 1 : 0;
        }
        ProgramBuilder builder =
                QuadraticProgram.builder(p.risk).linear(p.q.clone()).bounds(lower, upper);
        for (int i = 0; i < p.m; i++) {
            double[] row = new double[p.n];
            for (int j = 0; j < p.n; j++) {
                row[j] = p.a[j * p.m + i];
            }
            builder.row(
                    row,
                    p.rowLower[i] == Double.NEGATIVE_INFINITY ? p.rowLower[i] : 0,
                    p.rowUpper[i] == Double.POSITIVE_INFINITY ? p.rowUpper[i] : 0);
            int r = Arrays.binarySearch(p.kinks.rows, i);
            for (int j = 0; j < p.n && r >= 0; j++) {
                int last = p.kinks.count(j);
                if (last > 0) {
                    builder.rowKinks(
                            i, j, new double[1], new double[] {p.kinks.rowSlope(r, j, 0), p.kinks.rowSlope(r, j, last)
                            });
                }
            }
        }
        for (int j = 0; j < p.n; j++) {
            int last = p.kinks.count(j);
            if (last > 0) {
                builder.kinks(j, new double[1], new double[] {p.kinks.slope(j, 0), p.kinks.slope(j, last)});
            }
        }
        if (p.diagonal.length > 0) {
            builder.diagonal(p.diagonal);
        }
        return builder.build();
    }
}
