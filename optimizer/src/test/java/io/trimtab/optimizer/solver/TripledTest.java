package io.trimtab.optimizer.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Campaign;
import io.trimtab.optimizer.DenseRisk;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Books of twenty to sixty assets with costs and turnover against the same books written with purchases and sales as
 * variables of their own, w = current + buy - sell, which have no breakpoints; and against themselves in another unit
 * and order.
 */
class TripledTest {
    /** A rebalancing: everything that both formulations need. */
    private static final class Book {
        final int n;
        final double[] s;
        final double[] q;
        final double[] current;
        final double buy;
        final double sell;
        final double turnover;
        final double cap;

        Book(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            n = 20 + random.nextInt(41);
            int factors = random.nextInt(4) == 0 ? n / 2 : n + 10;
            double[][] f = new double[n][factors];
            for (double[] row : f) {
                double beta = 0.5 + random.nextDouble();
                for (int k = 0; k < factors; k++) {
                    row[k] = (k == 0 ? beta : 0.6 * (random.nextDouble() - 0.5)) * 0.2;
                }
            }
            s = new double[n * n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    for (int k = 0; k < factors; k++) {
                        s[j * n + i] += f[i][k] * f[j][k];
                    }
                }
            }
            q = new double[n];
            current = new double[n];
            double sum = 0;
            for (int j = 0; j < n; j++) {
                q[j] = -0.05 * random.nextDouble();
                current[j] = random.nextInt(3) == 0 ? 0 : random.nextDouble();
                sum += current[j];
            }
            for (int j = 0; j < n; j++) {
                current[j] /= sum;
            }
            cap = random.nextInt(3) == 0 ? 1 : 0.2;
            buy = random.nextInt(4) == 0 ? 0 : 0.02 * random.nextDouble();
            sell = random.nextInt(4) == 0 ? buy : 0.02 * random.nextDouble();
            turnover = random.nextInt(3) == 0 ? 2 : 0.4 * random.nextDouble();
        }

        /** In another unit of returns, and with the assets in another order: asset k of the answer is order[k] here. */
        QuadraticProgram kinked(double unit, int[] order) {
            double[] t = new double[n * n];
            double[] linear = new double[n];
            for (int b = 0; b < n; b++) {
                linear[b] = unit * q[order[b]];
                for (int a = 0; a < n; a++) {
                    t[b * n + a] = unit * s[order[b] * n + order[a]];
                }
            }
            double[] ones = new double[n];
            double[] upper = new double[n];
            Arrays.fill(ones, 1);
            Arrays.fill(upper, cap);
            ProgramBuilder builder = QuadraticProgram.builder(new DenseRisk(n, t))
                    .linear(linear)
                    .bounds(new double[n], upper)
                    .row(ones, 1, 1)
                    .row(new double[n], Double.NEGATIVE_INFINITY, turnover);
            for (int b = 0; b < n; b++) {
                double[] at = {current[order[b]]};
                builder.kinks(b, at, new double[] {-unit * sell, unit * buy});
                builder.rowKinks(1, b, at, new double[] {-1, 1});
            }
            return builder.build();
        }

        QuadraticProgram tripled() {
            int m = 3 * n;
            double[] t = new double[m * m];
            double[] linear = new double[m];
            double[] upper = new double[m];
            double[] lower = new double[m];
            Arrays.fill(upper, 10);
            double[] budget = new double[m];
            double[] trades = new double[m];
            double[][] balance = new double[n][m];
            for (int j = 0; j < n; j++) {
                System.arraycopy(s, j * n, t, j * m, n);
                linear[j] = q[j];
                linear[n + j] = buy;
                linear[2 * n + j] = sell;
                upper[j] = cap;
                budget[j] = 1;
                trades[n + j] = 1;
                trades[2 * n + j] = 1;
                balance[j][j] = 1;
                balance[j][n + j] = -1;
                balance[j][2 * n + j] = 1;
            }
            ProgramBuilder builder = QuadraticProgram.builder(new DenseRisk(m, t))
                    .linear(linear)
                    .bounds(lower, upper)
                    .row(budget, 1, 1)
                    .row(trades, Double.NEGATIVE_INFINITY, turnover);
            for (int j = 0; j < n; j++) {
                builder.row(balance[j], current[j], current[j]);
            }
            return builder.build();
        }

        int[] straight() {
            int[] order = new int[n];
            for (int j = 0; j < n; j++) {
                order[j] = j;
            }
            return order;
        }
    }

    private static QuadraticSolver solved(QuadraticProgram p, QuadraticSolver.Status expected, long k) {
        QuadraticSolver solver = new QuadraticSolver(p);
        assertThat(solver.solve(KinkedDifferentialTest.limits())).as("try " + k).isEqualTo(expected);
        return solver;
    }

    private static double value(QuadraticSolver solver) {
        return solver.certify().variance() / 2 + solver.certify().linear();
    }

    @Test
    void theObjectiveIsThatOfTheTripledProblem() {
        int tries = Campaign.tries(60, 2_000);
        int answers = 0;
        for (int k = 0; k < tries; k++) {
            Book book = new Book(k);
            QuadraticProgram kinked = book.kinked(1, book.straight());
            QuadraticSolver ours = new QuadraticSolver(kinked);
            QuadraticSolver.Status status = ours.solve(KinkedDifferentialTest.limits());
            assertThat(status).isIn(QuadraticSolver.Status.OPTIMAL, QuadraticSolver.Status.INFEASIBLE);
            QuadraticSolver theirs = solved(book.tripled(), status, k);
            if (status == QuadraticSolver.Status.OPTIMAL) {
                answers++;
                assertThat(ours.certify().scaled()).isLessThan(1e-11);
                assertThat(value(ours)).as("try " + k).isCloseTo(value(theirs), within(1e-11));
            }
        }
        assertThat(answers).isGreaterThan(tries / 2);
    }

    @Test
    void theUnitOfTheDataChangesNoBit() {
        for (int k = 0; k < 60; k++) {
            Book book = new Book(k);
            QuadraticSolver one = new QuadraticSolver(book.kinked(1, book.straight()));
            if (one.solve(KinkedDifferentialTest.limits()) != QuadraticSolver.Status.OPTIMAL) {
                continue;
            }
            double[] w = new double[book.n];
            one.weightsInto(w);
            for (int power : new int[] {-26, 26}) { // 1.5e-8 and 6.7e7, exactly
                QuadraticSolver other =
                        solved(book.kinked(Math.scalb(1.0, power), book.straight()), QuadraticSolver.Status.OPTIMAL, k);
                double[] v = new double[book.n];
                other.weightsInto(v);
                assertThat(v).as("try " + k).isEqualTo(w);
            }
        }
    }

    @Test
    void theOrderOfTheAssetsChangesNothingButTheOrder() {
        for (int k = 0; k < 60; k++) {
            Book book = new Book(k);
            int[] backwards = book.straight();
            for (int j = 0; j < book.n; j++) {
                backwards[j] = book.n - 1 - j;
            }
            QuadraticSolver one = new QuadraticSolver(book.kinked(1, book.straight()));
            QuadraticSolver.Status status = one.solve(KinkedDifferentialTest.limits());
            QuadraticSolver other = solved(book.kinked(1, backwards), status, k);
            if (status == QuadraticSolver.Status.OPTIMAL) {
                assertThat(value(other)).as("try " + k).isCloseTo(value(one), within(1e-14));
            }
        }
    }

    @Test
    void weightsThatDoNotTradeAreTheCurrentOnesExactly() {
        int untouched = 0;
        int traded = 0;
        for (int k = 0; k < 60; k++) {
            Book book = new Book(k);
            QuadraticSolver solver = new QuadraticSolver(book.kinked(1, book.straight()));
            if (solver.solve(KinkedDifferentialTest.limits()) != QuadraticSolver.Status.OPTIMAL || book.buy == 0) {
                continue;
            }
            double[] w = new double[book.n];
            solver.weightsInto(w);
            for (int j = 0; j < book.n; j++) {
                double distance = Math.abs(w[j] - book.current[j]);
                untouched += distance == 0 ? 1 : 0;
                traded += distance > 1e-9 ? 1 : 0;
                assertThat(distance == 0 || distance > 1e-12)
                        .as("try " + k + " asset " + j)
                        .isTrue();
            }
        }
        assertThat(untouched).isGreaterThan(200);
        assertThat(traded).isGreaterThan(200);
    }
}
