package io.trimtab.optimizer.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.NanoClock;
import io.trimtab.optimizer.DenseRisk;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Books as they are, of 24 to 90 assets: tight and loose boxes, groups, costs, panels shorter than the universe, copies,
 * units from 1e-8 to 1e8; by the active set, by block pivoting and by the interior point.
 */
class BooksOfManyKindsTest {
    private static Limits limits() {
        return new Limits(NanoClock.system(), 1_000_000, Long.MAX_VALUE);
    }

    /** One book; what is particular about it follows from its seed. */
    private static final class Book {
        final int n;
        final boolean shortPanel;
        final double unit;
        final QuadraticProgram program;

        Book(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            n = 24 + random.nextInt(67);
            shortPanel = random.nextInt(4) == 0;
            unit = random.nextInt(3) == 0 ? StrictMath.pow(10, random.nextInt(-8, 9)) : 1;
            boolean longOnly = random.nextInt(3) == 0;
            double cap = random.nextBoolean() ? 1.5 / n : 0.05 + 0.5 * random.nextDouble();
            double[] q = new double[n];
            double[] ones = new double[n];
            double[] lower = new double[n];
            double[] upper = new double[n];
            for (int j = 0; j < n; j++) {
                q[j] = -0.2 * unit * (0.08 + 0.1 * (random.nextDouble() - 0.5));
                ones[j] = 1;
                lower[j] = longOnly ? 0 : -cap;
                upper[j] = cap;
            }
            ProgramBuilder builder = QuadraticProgram.builder(new DenseRisk(n, covariance(random)))
                    .linear(q)
                    .bounds(lower, upper)
                    .row(ones, random.nextInt(4) == 0 ? 0 : 1, 1);
            int groups = random.nextInt(4);
            for (int g = 0; g < groups; g++) {
                double[] row = new double[n];
                for (int j = g; j < n; j += groups + 1) {
                    row[j] = 1;
                }
                double level = 0.8 * (random.nextDouble() - (longOnly ? 0 : 0.3)) / groups;
                builder.row(row, random.nextBoolean() ? level : Double.NEGATIVE_INFINITY, level + 0.1);
            }
            if (random.nextInt(3) == 0) {
                for (int j = 0; j < n; j++) {
                    double held = random.nextInt(2) * cap * random.nextDouble();
                    builder.kinks(j, new double[] {held}, new double[] {-0.001 * unit, 0.001 * unit});
                }
            }
            program = builder.build();
        }

        private double[] covariance(SplittableRandom random) {
            int t = shortPanel ? n / 2 : 2 * n;
            double[][] r = new double[n][t];
            double[] market = new double[t];
            for (int d = 0; d < t; d++) {
                market[d] = random.nextDouble() - 0.5;
            }
            for (int j = 0; j < n; j++) {
                double beta = 0.5 + random.nextDouble();
                double own = 0.5 + 1.5 * random.nextDouble();
                for (int d = 0; d < t; d++) {
                    r[j][d] = beta * market[d] + own * (random.nextDouble() - 0.5);
                }
            }
            if (random.nextInt(6) == 0) {
                r[0] = r[n - 1];
            }
            double[] s = new double[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    for (int d = 0; d < t; d++) {
                        s[i * n + j] += r[i][d] * r[j][d];
                    }
                    s[i * n + j] *= 0.3 * unit / t;
                }
            }
            return s;
        }
    }

    @Test
    void allMethodsEndAtTheSameProvenObjective() {
        int tries = Campaign.tries(400, 10_000);
        int regular = 0;
        int byBlocks = 0;
        int feasible = 0;
        for (int k = 0; k < tries; k++) {
            Book book = new Book(31_000_000L + k);
            double[] values = new double[3];
            QuadraticSolver.Status first = QuadraticSolver.Status.FAILED;
            for (int way = 0; way < 3; way++) {
                QuadraticSolver solver = new QuadraticSolver(book.program);
                solver.regime()
                        .beginWith(
                                switch (way) {
                                    case 0 -> Regime.Beginning.ACTIVE_SET;
                                    case 1 -> Regime.Beginning.BLOCK_PIVOTING;
                                    default -> Regime.Beginning.INTERIOR_POINT;
                                });
                QuadraticSolver.Status status = solver.solve(limits());
                first = way == 0 ? status : first;
                assertThat(status).as("try " + k + " way " + way).isEqualTo(first);
                if (status == QuadraticSolver.Status.OPTIMAL) {
                    values[way] = proven(book, solver, k);
                    feasible += way == 0 ? 1 : 0;
                    regular += way == 1 && !book.shortPanel ? 1 : 0;
                    byBlocks += way == 1 && !book.shortPanel && solver.regime().solved() ? 1 : 0;
                }
            }
            double size = 1e-10 * book.unit;
            assertThat(values[1]).as("try " + k).isCloseTo(values[0], within(size));
            assertThat(values[2]).as("try " + k).isCloseTo(values[0], within(size));
        }
        assertThat(feasible).isGreaterThan(tries / 2);
        assertThat(byBlocks).isGreaterThan(regular * 3 / 4);
    }

    private static double proven(Book book, QuadraticSolver solver, int k) {
        double[] w = new double[book.n];
        double[] y = new double[book.program.m];
        solver.weightsInto(w);
        solver.multipliersInto(y);
        Residuals residuals = new Residuals(book.program);
        residuals.compute(w, y);
        assertThat(residuals.scaled()).as("KKT residual of try " + k).isLessThan(1e-9);
        return residuals.variance() / 2 + residuals.linear();
    }
}
