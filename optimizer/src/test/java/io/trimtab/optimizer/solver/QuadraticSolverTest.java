package io.trimtab.optimizer.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.time.NanoClock;
import io.trimtab.optimizer.DenseRisk;
import io.trimtab.optimizer.ProblemFile;
import java.util.Arrays;
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
        r.compute(w, y);
        assertThat(r.variance() / 2 + r.linear()).isCloseTo(best, within(1e-12));
        assertThat(r.scaled()).isLessThan(1e-12);
    }
}
