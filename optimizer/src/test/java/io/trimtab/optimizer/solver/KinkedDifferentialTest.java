package io.trimtab.optimizer.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.NanoClock;
import org.junit.jupiter.api.Test;

/** Programs with piecewise linear functions against the enumeration of all segments and active sets. */
class KinkedDifferentialTest {
    private static final long SEED = 20_270_101L;

    static Limits limits() {
        return new Limits(NanoClock.system(), 100_000, Long.MAX_VALUE);
    }

    @Test
    void everyAnswerIsProvenAndAsGoodAsEnumerationsOrAProvenInfeasibility() {
        int tries = Campaign.tries(3_000, 60_000);
        int optimal = 0;
        int infeasible = 0;
        int failed = 0;
        StringBuilder failures = new StringBuilder();
        for (int k = 0; k < tries; k++) {
            KinkedProblem problem = new KinkedProblem(SEED + k, k % 50 == 0 ? 4 : 3, 2);
            QuadraticProgram program = problem.program();
            QuadraticSolver solver = new QuadraticSolver(program);
            switch (solver.solve(limits())) {
                case OPTIMAL -> {
                    checkOptimal(k, problem, program, solver);
                    optimal++;
                }
                case INFEASIBLE -> {
                    infeasible++;
                    if (problem.enumerated(true, 1e-13) < Double.POSITIVE_INFINITY) {
                        fail("try " + k + " was called infeasible, but enumeration finds a point");
                    }
                }
                default -> {
                    failed++;
                    failures.append(' ').append(k);
                }
            }
        }
        assertThat(failed).as("tries that gave no answer:" + failures).isZero();
        assertThat(optimal).isGreaterThan(tries / 3);
        assertThat(infeasible).isGreaterThan(tries / 20);
    }

    private static void checkOptimal(int k, KinkedProblem problem, QuadraticProgram program, QuadraticSolver solver) {
        double[] w = new double[problem.n];
        double[] y = new double[problem.m];
        solver.weightsInto(w);
        solver.multipliersInto(y);
        Residuals residuals = new Residuals(program);
        residuals.compute(w, y);
        assertThat(residuals.scaled()).as("KKT residual of try " + k).isLessThan(1e-9);
        double oracle = problem.enumerated(false, 1e-11);
        double value = problem.objective(w);
        double allowed = 1e-9 * problem.size(w) + 1e-10 * problem.unit();
        assertThat(value).as("objective of try " + k).isBetween(oracle - allowed, oracle + allowed);
        assertThat(residuals.variance() / 2 + residuals.linear())
                .as("objective by residuals of try " + k)
                .isBetween(value - allowed, value + allowed);
    }
}
