package io.trimtab.optimizer.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.NanoClock;
import io.trimtab.optimizer.DenseRisk;
import io.trimtab.optimizer.ProblemFile;
import io.trimtab.risk.model.CovarianceMatrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The interior point as an oracle for the active set, and with its crossover as a method of its own. */
class InteriorPointTest {
    private static Limits limits() {
        return new Limits(NanoClock.system(), 1_000_000, Long.MAX_VALUE);
    }

    /** Best known objectives: fixtures/optimizer/problems/README.md. */
    @ParameterizedTest
    @CsvSource({"50,-0.0109269802563", "100,-0.0137119568996", "250,-0.0149702693578", "500,-0.0155031804839"})
    void goesToTheBestKnownObjectiveAndCrossesOverToExactZeros(int n, double best) {
        ProblemFile file = ProblemFile.read("P1_n" + n);
        double[] q = file.array("mu").clone();
        for (int j = 0; j < n; j++) {
            q[j] *= -file.scalar("lambda");
        }
        double[] row = new double[n];
        Arrays.fill(row, 1);
        double[] upper = new double[n];
        Arrays.fill(upper, file.scalar("cap"));
        QuadraticProgram p = QuadraticProgram.builder(CovarianceMatrix.of(DenseRisk.universe(n), file.array("Sigma")))
                .linear(q)
                .row(row, 1, 1)
                .bounds(new double[n], upper)
                .build();
        InteriorPoint interior = new InteriorPoint(p);
        Limits limits = limits();
        limits.begin();
        assertThat(interior.run(limits)).isTrue();
        assertThat(interior.iterations()).isLessThan(30);
        Residuals r = new Residuals(p);
        r.compute(interior.w, interior.y);
        assertThat(r.variance() / 2 + r.linear()).isCloseTo(best, within(1e-11));
        QuadraticSolver solver = new QuadraticSolver(p);
        solver.regime().beginWith(Regime.Beginning.INTERIOR_POINT);
        assertThat(solver.solve(limits())).isEqualTo(QuadraticSolver.Status.OPTIMAL);
        assertThat(solver.scaledResidual()).isLessThan(1e-11);
        double[] w = new double[n];
        double[] v = new double[n];
        solver.weightsInto(w);
        QuadraticSolver other = new QuadraticSolver(p);
        other.solve(limits());
        other.weightsInto(v);
        for (int j = 0; j < n; j++) {
            assertThat(w[j]).isCloseTo(v[j], within(1e-13));
            assertThat(w[j] == 0).isEqualTo(v[j] == 0);
        }
    }

    @Test
    void hostileProblemsEndAtTheSameObjectiveAsByTheActiveSet() {
        int tries = Campaign.tries(3_000, 100_000);
        int arrived = 0;
        int crossed = 0;
        int optimal = 0;
        for (int k = 0; k < tries; k++) {
            HostileProblem problem = new HostileProblem(9_000_000L + k, k % 3 == 0 ? 40 : 8, k % 4 == 0 ? 0 : 3);
            QuadraticProgram p = problem.program();
            QuadraticSolver active = new QuadraticSolver(p);
            active.regime().beginWith(Regime.Beginning.ACTIVE_SET);
            QuadraticSolver.Status status = active.solve(limits());
            InteriorPoint interior = new InteriorPoint(p);
            Limits limits = limits();
            limits.begin();
            boolean there = interior.run(limits);
            if (status != QuadraticSolver.Status.OPTIMAL) {
                assertThat(there).as("try " + k + " is " + status).isFalse();
                continue;
            }
            optimal++;
            if (!there) {
                continue;
            }
            arrived++;
            QuadraticSolver solver = new QuadraticSolver(p);
            solver.regime().beginWith(Regime.Beginning.INTERIOR_POINT);
            assertThat(solver.solve(limits())).as("try " + k).isEqualTo(status);
            crossed += solver.regime().solved() ? 1 : 0;
            double first = BlockPivotingTest.objective(p, solver);
            double second = BlockPivotingTest.objective(p, active);
            double[] w = new double[problem.n];
            active.weightsInto(w);
            double size = problem.size(w);
            assertThat(first).as("try " + k).isCloseTo(second, within(1e-9 * size + 1e-12 * problem.unit()));
            Residuals r = new Residuals(p);
            r.compute(interior.w, interior.y);
            assertThat(r.variance() / 2 + r.linear())
                    .as("try " + k)
                    .isCloseTo(second, within(1e-6 * problem.size(interior.w) + 1e-8 * problem.unit()));
        }
        assertThat(arrived).isGreaterThan(optimal * 97 / 100);
        assertThat(crossed).isGreaterThan(optimal / 2);
    }
}
