package io.trimtab.optimizer.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.NanoClock;
import org.junit.jupiter.api.Test;

/** The engine against the enumeration of all active sets, on problems made to break it. */
class DifferentialTest {
    private static final long SEED = 20_260_101L;

    @Test
    void everyAnswerIsProvenAndAsGoodAsEnumerationsOrAProvenInfeasibility() {
        int tries = Campaign.tries(2_000, 50_000);
        int optimal = 0;
        int infeasible = 0;
        int failed = 0;
        StringBuilder failures = new StringBuilder();
        for (int k = 0; k < tries; k++) {
            HostileProblem problem = new HostileProblem(SEED + k, k % 50 == 0 ? 7 : 5, 3);
            QuadraticProgram program = problem.program();
            QuadraticSolver solver = new QuadraticSolver(program);
            QuadraticSolver.Status status = solver.solve(new Limits(NanoClock.system(), 100_000, Long.MAX_VALUE));
            switch (status) {
                case OPTIMAL -> {
                    optimal += checkOptimal(k, problem, program, solver);
                }
                case INFEASIBLE -> {
                    infeasible++;
                    if (problem.feasible(1e-13)) {
                        fail("try " + k + " was called infeasible, but enumeration finds a point");
                    }
                }
                default -> {
                    failed++;
                    failures.append(' ').append(k).append(status);
                }
            }
        }
        assertThat(failed).as("tries that gave no answer:" + failures).isZero();
        assertThat(optimal).isGreaterThan(tries / 3);
        assertThat(infeasible).isGreaterThan(tries / 20);
    }

    private static int checkOptimal(int k, HostileProblem problem, QuadraticProgram program, QuadraticSolver solver) {
        double[] w = new double[problem.n];
        double[] y = new double[problem.m];
        solver.weightsInto(w);
        solver.multipliersInto(y);
        Residuals residuals = new Residuals(program);
        residuals.certify(w, y);
        assertThat(residuals.scaled()).as("KKT residual of try " + k).isLessThan(1e-9);
        EnumerationSolver oracle = new EnumerationSolver(
                problem.s,
                problem.q,
                problem.rows,
                problem.rowLower,
                problem.rowUpper,
                problem.lower,
                problem.upper,
                1e-11);
        assertThat(oracle.solve()).as("feasibility of try " + k).isTrue();
        double value = residuals.variance() / 2 + residuals.linear();
        double allowed = 1e-9 * Math.max(problem.size(w), problem.size(oracle.point)) + 1e-10 * problem.unit();
        assertThat(value).as("objective of try " + k).isBetween(oracle.best - allowed, oracle.best + allowed);
        return 1;
    }
}
