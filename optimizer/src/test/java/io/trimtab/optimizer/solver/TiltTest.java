package io.trimtab.optimizer.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TiltTest {
    /** Oracle: the difference quotient of two solves, which is exact while the path is a straight line. */
    @Test
    void responseIsTheSlopeOfThePathOfOptima() {
        int compared = 0;
        for (int k = 0; k < 400; k++) {
            KinkedProblem problem = new KinkedProblem(4_000 + k, 5, 2);
            QuadraticProgram program = problem.program();
            QuadraticSolver solver = new QuadraticSolver(program);
            if (solver.solve(KinkedDifferentialTest.limits()) != QuadraticSolver.Status.OPTIMAL) {
                continue;
            }
            double[] slope = new double[problem.n];
            assertThat(solver.tiltResponseInto(slope)).isTrue();
            double[] w = new double[problem.n];
            solver.weightsInto(w);
            double step = 1e-4 * program.tilt();
            program.tilt(program.tilt() + step);
            assertThat(solver.resume(KinkedDifferentialTest.limits())).isEqualTo(QuadraticSolver.Status.OPTIMAL);
            double[] after = new double[problem.n];
            solver.weightsInto(after);
            double[] later = new double[problem.n];
            solver.tiltResponseInto(later);
            double bend = 0;
            double size = 1;
            for (int j = 0; j < problem.n; j++) {
                bend = Math.max(bend, Math.abs(slope[j] - later[j]));
                size = Math.max(size, Math.abs(slope[j]));
            }
            if (bend > 1e-9 * size) {
                continue;
            }
            compared++;
            for (int j = 0; j < problem.n; j++) {
                assertThat(after[j] - w[j]).as("try " + k).isCloseTo(step * slope[j], within(1e-9 * size));
            }
        }
        assertThat(compared).isGreaterThan(150);
    }

    @Test
    void aTiltedProgramIsTheProgramWithTiltedCosts() {
        for (int k = 0; k < 300; k++) {
            KinkedProblem problem = new KinkedProblem(9_000 + k, 5, 2);
            QuadraticProgram program = problem.program();
            program.tilt(1);
            QuadraticSolver solver = new QuadraticSolver(program);
            QuadraticSolver.Status first = solver.solve(KinkedDifferentialTest.limits());
            program.tilt(problem.tilt);
            QuadraticSolver.Status resumed = solver.resume(KinkedDifferentialTest.limits());
            QuadraticSolver fresh = new QuadraticSolver(problem.program());
            assertThat(fresh.solve(KinkedDifferentialTest.limits())).isEqualTo(resumed);
            if (first == QuadraticSolver.Status.OPTIMAL) {
                assertThat(fresh.scaledResidual()).isLessThan(1e-9);
                assertThat(solver.scaledResidual()).isLessThan(1e-9);
                double[] a = new double[problem.n];
                double[] b = new double[problem.n];
                solver.weightsInto(a);
                fresh.weightsInto(b);
                double allowed = 1e-9 * problem.size(a) + 1e-10 * problem.unit();
                assertThat(problem.objective(a)).as("try " + k).isCloseTo(problem.objective(b), within(allowed));
            }
        }
    }
}
