package io.trimtab.optimizer.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.time.NanoClock;
import io.trimtab.optimizer.DenseRisk;
import io.trimtab.optimizer.ProblemFile;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuadraticSolverTest {
    static Limits limits() {
        return new Limits(NanoClock.system(), 1_000_000, Long.MAX_VALUE);
    }

    /** Best known objectives: fixtures/optimizer/problems/README.md. */
    @ParameterizedTest
    @CsvSource({
        "50,-0.0109269802563",
        "100,-0.0137119568996",
        "250,-0.0149702693578",
        "500,-0.0155031804839",
        "1000,-0.0169255086680"
    })
    void solvesTheBenchmarkFamilyToTheBestKnownObjective(int n, double best) {
        ProblemFile file = ProblemFile.read("P1_n" + n);
        double[] mu = file.array("mu");
        double[] q = new double[n];
        for (int j = 0; j < n; j++) {
            q[j] = -file.scalar("lambda") * mu[j];
        }
        double[] row = new double[n];
        Arrays.fill(row, 1);
        double[] lower = new double[n];
        double[] upper = new double[n];
        Arrays.fill(upper, file.scalar("cap"));
        QuadraticProgram p = new QuadraticProgram(
                new DenseRisk(n, file.array("Sigma")),
                q,
                new double[][] {row},
                new double[] {1},
                new double[] {1},
                lower,
                upper);
        QuadraticSolver solver = new QuadraticSolver(p);
        Limits limits = limits();
        assertThat(solver.solve(limits)).isEqualTo(QuadraticSolver.Status.OPTIMAL);
        double[] w = new double[n];
        double[] y = new double[1];
        solver.weightsInto(w);
        solver.multipliersInto(y);
        Residuals r = new Residuals(p);
        r.certify(w, y);
        assertThat(r.variance() / 2 + r.linear()).isCloseTo(best, within(1e-12));
        assertThat(r.scaled()).isLessThan(1e-12);
    }

    private static double largest(double[] w) {
        return Arrays.stream(w).map(Math::abs).max().orElse(0);
    }

    @Test
    void aUsedWorkspaceGivesTheBitsOfANewOne() {
        for (int k = 0; k < 200; k++) {
            HostileProblem problem = new HostileProblem(k, 6, 3);
            QuadraticProgram program = problem.program();
            QuadraticSolver used = new QuadraticSolver(program);
            QuadraticSolver.Status first = used.solve(limits());
            double[] before = new double[problem.n];
            used.weightsInto(before);
            used.resume(limits());
            double[] resumed = new double[problem.n];
            used.weightsInto(resumed);
            assertThat(used.solve(limits())).isEqualTo(first);
            double[] after = new double[problem.n];
            used.weightsInto(after);
            if (first == QuadraticSolver.Status.OPTIMAL) {
                assertThat(after).isEqualTo(before);
                // exact but for what doubled precision leaves of weights that are zero by cancellation
                assertThat(resumed).containsExactly(before, within(1e-30 + 1e-16 * largest(before)));
            }
        }
    }

    /** The family P1L: everything may be sold short to the cap, so that most assets are free at the optimum. */
    @Test
    void manyFreeAssetsAreSolvedToo() {
        ProblemFile file = ProblemFile.read("P1_n250");
        int n = 250;
        double[] mu = file.array("mu");
        double[] q = new double[n];
        double[] row = new double[n];
        double[] lower = new double[n];
        double[] upper = new double[n];
        for (int j = 0; j < n; j++) {
            q[j] = -file.scalar("lambda") * mu[j];
            row[j] = 1;
            lower[j] = -file.scalar("cap");
            upper[j] = file.scalar("cap");
        }
        QuadraticProgram p = new QuadraticProgram(
                new DenseRisk(n, file.array("Sigma")),
                q,
                new double[][] {row},
                new double[] {1},
                new double[] {1},
                lower,
                upper);
        QuadraticSolver solver = new QuadraticSolver(p);
        assertThat(solver.solve(limits())).isEqualTo(QuadraticSolver.Status.OPTIMAL);
        assertThat(solver.scaledResidual()).isLessThan(2e-11);
        double[] w = new double[n];
        solver.weightsInto(w);
        long free = Arrays.stream(w).filter(x -> Math.abs(x) < upper[0]).count();
        assertThat(free).isGreaterThan(100);
    }
}
