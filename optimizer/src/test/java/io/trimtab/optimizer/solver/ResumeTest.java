package io.trimtab.optimizer.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Campaign;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Going on from an optimum after a change against starting from nothing: another path to the same answer. */
class ResumeTest {
    @Test
    void afterAnyChangeOfForecastTiltOrBoundsTheAnswerIsThatOfAFreshSolve() {
        int tries = Campaign.tries(400, 8_000);
        int optimal = 0;
        int answers = 0;
        for (int k = 0; k < tries; k++) {
            KinkedProblem problem = new KinkedProblem(70_000 + k, 6, 2);
            SplittableRandom random = new SplittableRandom(k);
            QuadraticProgram program = problem.program();
            QuadraticSolver warm = new QuadraticSolver(program);
            warm.solve(KinkedDifferentialTest.limits());
            for (int change = 0; change < 6; change++) {
                change(problem, program, random);
                QuadraticSolver.Status resumed = warm.resume(KinkedDifferentialTest.limits());
                QuadraticSolver fresh = new QuadraticSolver(program);
                String which = "try " + k + ", change " + change;
                assertThat(resumed).as(which).isEqualTo(fresh.solve(KinkedDifferentialTest.limits()));
                answers++;
                if (resumed == QuadraticSolver.Status.OPTIMAL) {
                    optimal++;
                    assertThat(warm.scaledResidual()).as(which).isLessThan(1e-9);
                    double ours = value(warm.certify());
                    double theirs = value(fresh.certify());
                    double[] w = new double[problem.n];
                    warm.weightsInto(w);
                    assertThat(ours)
                            .as(which)
                            .isCloseTo(theirs, within(1e-9 * problem.size(w) + 1e-10 * problem.unit()));
                }
            }
        }
        assertThat(optimal).isGreaterThan(answers / 3);
    }

    private static double value(Residuals residuals) {
        return residuals.variance() / 2 + residuals.linear();
    }

    static void change(KinkedProblem problem, QuadraticProgram program, SplittableRandom random) {
        double unit = problem.base.unit();
        int j = random.nextInt(problem.n);
        switch (random.nextInt(5)) {
            case 0 -> program.tilt(program.tilt() * (0.5 + random.nextDouble()));
            case 1 -> {
                double low = problem.base.lower[j] + 0.2 * (random.nextDouble() - 0.5);
                program.bounds(j, low, low + random.nextDouble());
            }
            case 2 -> {
                int i = problem.m - 1;
                if (i >= 0 && problem.rowLower[i] == Double.NEGATIVE_INFINITY) {
                    program.rowBounds(i, Double.NEGATIVE_INFINITY, problem.rowUpper[i] + random.nextDouble());
                }
            }
            default -> {
                for (int i = 0; i < problem.n; i++) {
                    program.linear()[i] += unit * 0.3 * (random.nextDouble() - 0.5);
                }
            }
        }
    }
}
