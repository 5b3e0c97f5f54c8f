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
        int optimal = 0;
        int byFactors = 0;
        int infeasible = 0;
        StringBuilder failures = new StringBuilder();
        for (int t = 0; t < tries; t++) {
            FactorProblem problem = new FactorProblem(SEED + t, 2, 40);
            QuadraticSolver ours = new QuadraticSolver(problem.structured());
            QuadraticSolver dense = new QuadraticSolver(problem.dense());
            Limits limits = limits();
            QuadraticSolver.Status status = ours.solve(limits);
            QuadraticSolver.Status expected = dense.solve(limits());
            if (status != expected) {
                failures.append(" try ")
                        .append(t)
                        .append(' ')
                        .append(status)
                        .append(" for ")
                        .append(expected);
                continue;
            }
            switch (status) {
                case OPTIMAL -> {
                    optimal++;
                    byFactors += ours.method(limits).startsWith("Newton") ? 1 : 0;
                    compare(t, problem, ours, dense, failures);
                }
                case INFEASIBLE -> infeasible++;
                default -> failures.append(" try ").append(t).append(' ').append(status);
            }
        }
        assertThat(failures.toString()).as("tries without the same answer").isEmpty();
        assertThat(optimal).isGreaterThan(tries / 2);
        assertThat(byFactors).isGreaterThan(optimal / 2);
        assertThat(infeasible).isPositive();
    }

    private static void compare(
            int t, FactorProblem problem, QuadraticSolver ours, QuadraticSolver dense, StringBuilder failures) {
        double[] w = new double[problem.n];
        double[] v = new double[problem.n];
        ours.weightsInto(w);
        dense.weightsInto(v);
        double size = Math.max(problem.size(w), problem.size(v));
        double gap = Math.abs(problem.objective(w) - problem.objective(v));
        if (!(ours.scaledResidual() <= 1e-9)) {
            failures.append(" try ").append(t).append(" KKT ").append(ours.scaledResidual());
        }
        // tolerance: rounding of the terms of the objective
        if (!(gap <= 1e-10 * size)) {
            failures.append(" try ").append(t).append(" gap ").append(gap / size);
        }
        for (int j = 0; j < problem.n; j++) {
            // the minimum is unique, and its curvature at least a thousandth of the largest variance
            if (problem.smallestResidual() > 1e-3 && !(Math.abs(w[j] - v[j]) <= 1e-7)) {
                failures.append(" try ").append(t).append(" weight ").append(w[j] - v[j]);
                return;
            }
        }
    }
}
