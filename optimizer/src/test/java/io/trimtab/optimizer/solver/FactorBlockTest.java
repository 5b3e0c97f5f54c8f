package io.trimtab.optimizer.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.time.NanoClock;
import io.trimtab.optimizer.DenseRisk;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.FactorCovariance;
import io.trimtab.risk.model.RiskModel;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Books over a factor model, solved with its structure and with the matrix that it stands for. */
class FactorBlockTest {
    private static Limits limits() {
        return new Limits(NanoClock.system(), 1_000_000, Long.MAX_VALUE);
    }

    private static FactorCovariance model(int n, int k, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] exposures = new double[n][k];
        double[] specific = new double[n];
        for (int j = 0; j < n; j++) {
            for (int f = 0; f < k; f++) {
                exposures[j][f] = f == 0 ? 0.7 + 0.6 * random.nextDouble() : random.nextDouble() - 0.5;
            }
            double vol = 0.16 + 0.32 * random.nextDouble();
            specific[j] = vol * vol;
        }
        double[][] omega = new double[k][k];
        for (int f = 0; f < k; f++) {
            double vol = f == 0 ? 0.16 : 0.02 + 0.06 * random.nextDouble();
            omega[f][f] = vol * vol;
        }
        Universe factors =
                Universe.of(IntStream.range(0, k).mapToObj(i -> "F" + i).toList());
        return FactorCovariance.of(DenseRisk.universe(n), CovarianceMatrix.of(factors, omega), exposures, specific);
    }

    /** Long-short, fully invested, with a range for the net weight of the first third and a diagonal. */
    private static QuadraticProgram program(RiskModel risk, double cap, long seed) {
        int n = risk.universe().size();
        SplittableRandom random = new SplittableRandom(seed);
        double[] q = new double[n];
        double[] ones = new double[n];
        double[] third = new double[n];
        double[] d = new double[n];
        double[] lower = new double[n];
        double[] upper = new double[n];
        for (int j = 0; j < n; j++) {
            q[j] = -0.2 * (0.08 + 0.06 * (random.nextDouble() - 0.5));
            ones[j] = 1;
            third[j] = j < n / 3 ? 1 : 0;
            d[j] = 0.01 * random.nextDouble();
            lower[j] = -cap;
            upper[j] = cap;
        }
        return QuadraticProgram.builder(risk)
                .linear(q)
                .diagonal(d)
                .row(ones, 1, 1)
                .row(third, 0.1, 0.2)
                .bounds(lower, upper)
                .build();
    }

    @Test
    void theStructureGivesTheWeightsOfTheMatrixItStandsFor() {
        for (int seed = 0; seed < 20; seed++) {
            int n = 60 + 7 * seed;
            FactorCovariance structured = model(n, 8, seed);
            double[] matrix = new double[n * n];
            for (int j = 0; j < n; j++) {
                structured.columnInto(j, matrix, j * n);
            }
            double cap = 0.5 / n + 0.02 * (seed % 5);
            double[][] weights = new double[4][n];
            for (int way = 0; way < 4; way++) {
                QuadraticProgram p = program(way % 2 == 0 ? structured : new DenseRisk(n, matrix), cap, seed);
                QuadraticSolver solver = new QuadraticSolver(p);
                solver.regime().beginWith(way < 2 ? Regime.Beginning.BLOCK_PIVOTING : Regime.Beginning.INTERIOR_POINT);
                QuadraticSolver.Status status = solver.solve(limits());
                if (cap * n < 1) {
                    assertThat(status).isEqualTo(QuadraticSolver.Status.INFEASIBLE);
                } else {
                    assertThat(status).isEqualTo(QuadraticSolver.Status.OPTIMAL);
                    assertThat(solver.scaledResidual()).isLessThan(1e-11);
                    assertThat(solver.regime().solved()).isTrue();
                }
                solver.weightsInto(weights[way]);
            }
            for (int way = 1; way < 4 && cap * n > 1; way++) {
                for (int j = 0; j < n; j++) {
                    assertThat(weights[way][j])
                            .as("seed " + seed + " way " + way)
                            .isCloseTo(weights[0][j], within(1e-13));
                }
            }
        }
    }

    @Test
    void tenThousandAssetsOverFiftyFactorsTakeAFewFactorisationsOfFiftyByFifty() {
        int n = 10_000;
        QuadraticProgram p = program(model(n, 50, 1), 0.01, 1);
        InteriorPoint interior = new InteriorPoint(p);
        Limits limits = limits();
        limits.begin();
        assertThat(interior.run(limits)).isTrue();
        QuadraticSolver solver = new QuadraticSolver(p);
        solver.regime().beginWith(Regime.Beginning.BLOCK_PIVOTING);
        assertThat(solver.solve(limits())).isEqualTo(QuadraticSolver.Status.OPTIMAL);
        assertThat(solver.regime().solved()).isTrue();
        double[] w = new double[n];
        solver.weightsInto(w);
        assertThat(Arrays.stream(w).filter(x -> Math.abs(x) < 0.01).count()).isGreaterThan(500);
        for (int j = 0; j < n; j++) {
            assertThat(interior.w[j]).isCloseTo(w[j], within(1e-5));
        }
        assertThat(solver.scaledResidual()).isLessThan(1e-11);
    }
}
