package io.trimtab.optimizer.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.NanoClock;
import org.junit.jupiter.api.Test;

/** The engine between the bounds of a slow reference that knows nothing of working sets, for up to sixty assets. */
class SplittingDifferentialTest {
    private static final long SEED = 77_000_000L;

    @Test
    void objectivesLieBetweenTheBoundsOfAlternatingDirections() {
        int tries = Campaign.tries(60, 3_000);
        int converged = 0;
        int infeasible = 0;
        int compared = 0;
        for (int k = 0; k < tries; k++) {
            HostileProblem problem = new HostileProblem(SEED + k, 60, 5);
            QuadraticProgram program = problem.program();
            QuadraticSolver solver = new QuadraticSolver(program);
            Limits limits = new Limits(NanoClock.system(), 100_000, Long.MAX_VALUE);
            QuadraticSolver.Status status = solver.solve(limits);
            if (status == QuadraticSolver.Status.INFEASIBLE) {
                infeasible++;
                continue;
            }
            assertThat(status).as("try %d", k).isEqualTo(QuadraticSolver.Status.OPTIMAL);
            double[] w = new double[problem.n];
            solver.weightsInto(w);
            double unit = problem.largestVariance();
            SplittingSolver reference = reference(problem, unit);
            boolean exact = reference.solve(1e-9);
            double value = value(problem, w) / unit;
            double size = problem.size(w) / unit + 1e-6;
            assertThat(value)
                    .as("try %d against a bound from below", k)
                    .isGreaterThanOrEqualTo(reference.lowerBound() - 1e-7 * size);
            compared++;
            if (exact) {
                converged++;
                assertThat(value)
                        .as("try %d against the point of the reference", k)
                        .isLessThanOrEqualTo(reference.objective() + 1e-6 * size + 1e-7);
            }
        }
        if (tries > 1_000) {
            System.out.println("alternating directions: " + tries + " problems, " + infeasible + " infeasible, "
                    + compared + " compared, " + converged + " of them exactly");
        }
        assertThat(converged).isGreaterThan(tries / 4);
    }

    private static SplittingSolver reference(HostileProblem problem, double unit) {
        int n = problem.n;
        int m = problem.m;
        double[][] s = new double[n][n];
        double[] q = new double[n];
        for (int j = 0; j < n; j++) {
            q[j] = problem.q[j] / unit;
            for (int i = 0; i < n; i++) {
                s[j][i] = problem.s[j][i] / unit;
            }
        }
        double[][] rows = new double[m][n];
        double[] low = new double[m];
        double[] high = new double[m];
        for (int i = 0; i < m; i++) {
            double largest = 0;
            for (double x : problem.rows[i]) {
                largest = Math.max(largest, Math.abs(x));
            }
            largest = largest > 0 ? largest : 1;
            low[i] = problem.rowLower[i] / largest;
            high[i] = problem.rowUpper[i] / largest;
            for (int j = 0; j < n; j++) {
                rows[i][j] = problem.rows[i][j] / largest;
            }
        }
        return new SplittingSolver(s, q, rows, low, high, problem.lower, problem.upper);
    }

    private static double value(HostileProblem problem, double[] w) {
        double sum = 0;
        for (int j = 0; j < w.length; j++) {
            double sw = 0;
            for (int i = 0; i < w.length; i++) {
                sw += problem.s[j][i] * w[i];
            }
            sum += w[j] * (sw / 2 + problem.q[j]);
        }
        return sum;
    }
}
