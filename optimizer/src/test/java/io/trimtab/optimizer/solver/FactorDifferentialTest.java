package io.trimtab.optimizer.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.NanoClock;
import org.junit.jupiter.api.Test;

/** Factor models as what they are against the same covariances as matrices, which another algorithm solves. */
class FactorDifferentialTest {
    private static final long SEED = 20_260_601L;

    private static Limits limits() {
        return new Limits(NanoClock.system(), 1_000_000, Long.MAX_VALUE);
    }

    @Test
    void structureAndMatrixHaveTheSameOptima() {
        int tries = Campaign.tries(1_500, 40_000);
        Tally tally = new Tally();
        for (int t = 0; t < tries; t++) {
            tally.solve(t, new FactorProblem(SEED + t, 2, 40));
        }
        tally.check(tries);
    }

    @Test
    void soTheyHaveWithCostsTurnoverPenaltiesAndTilts() {
        int tries = Campaign.tries(1_000, 30_000);
        Tally tally = new Tally();
        for (int t = 0; t < tries; t++) {
            tally.solve(t, new FactorProblem(SEED + t, 2, 40).withKinks());
        }
        tally.check(tries);
    }

    private static final class Tally {
        private final StringBuilder failures = new StringBuilder();
        private int optimal;
        private int byFactors;
        private int infeasible;

        void solve(int t, FactorProblem problem) {
            QuadraticProgram program = problem.structured();
            QuadraticSolver ours = new QuadraticSolver(program);
            QuadraticSolver dense = new QuadraticSolver(problem.dense());
            Limits limits = limits();
            QuadraticSolver.Status status = ours.solve(limits);
            QuadraticSolver.Status expected = dense.solve(limits());
            if (status != expected) {
                fail(t, status + " for " + expected);
                return;
            }
            switch (status) {
                case OPTIMAL -> {
                    optimal++;
                    byFactors += ours.method(limits).startsWith("Newton") ? 1 : 0;
                    compare(t, problem, program, ours, dense);
                }
                case INFEASIBLE -> infeasible++;
                default -> fail(t, status.toString());
            }
        }

        private void fail(int t, String what) {
            failures.append(" try ").append(t).append(' ').append(what);
        }

        void check(int tries) {
            assertThat(failures.toString()).as("tries without the same answer").isEmpty();
            assertThat(optimal).isGreaterThan(tries / 3);
            assertThat(byFactors).isGreaterThan(optimal / 2);
            assertThat(infeasible).isPositive();
        }

        private void compare(
                int t, FactorProblem problem, QuadraticProgram program, QuadraticSolver ours, QuadraticSolver dense) {
            double[] w = new double[problem.n];
            double[] v = new double[problem.n];
            ours.weightsInto(w);
            dense.weightsInto(v);
            double gap = Math.abs(value(program, w) - value(program, v));
            double size = Math.max(problem.size(w), problem.size(v));
            if (!(ours.scaledResidual() <= 1e-9)) {
                fail(t, "KKT " + ours.scaledResidual());
            }
            // tolerance: rounding of the terms of the objective
            if (!(gap <= 1e-10 * size)) {
                fail(t, "gap " + gap / size);
            }
            for (int j = 0; j < problem.n; j++) {
                // the minimum is unique, and its curvature at least a thousandth of the largest variance
                if (problem.smallestResidual() > 1e-3 && !(Math.abs(w[j] - v[j]) <= 1e-7)) {
                    fail(t, "weight " + (w[j] - v[j]));
                    return;
                }
            }
        }

        private static double value(QuadraticProgram program, double[] w) {
            Residuals residuals = new Residuals(program);
            residuals.certify(w, new double[program.rows()]);
            return residuals.variance() / 2 + residuals.linear();
        }
    }
}
