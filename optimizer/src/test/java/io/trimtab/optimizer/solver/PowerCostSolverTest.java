package io.trimtab.optimizer.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.NanoClock;
import io.trimtab.optimizer.DenseRisk;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Costs with the power 3/2 against closed forms and against nested golden sections, which know only the function. */
class PowerCostSolverTest {
    private static Limits limits() {
        return new Limits(NanoClock.system(), 1_000_000, Long.MAX_VALUE);
    }

    private static double residual(PowerCostSolver solver, int n, int m) {
        double[] w = new double[n];
        double[] y = new double[m];
        solver.weightsInto(w);
        solver.multipliersInto(y);
        Residuals residuals = new Residuals(solver.linearised());
        residuals.compute(w, y);
        return residuals.scaled();
    }

    /** s w^2 / 2 + q w + c |w|^(3/2) with s = 1, c = 2 / 3, q = -6: w + sqrt(w) = 6 at w = 4, by hand. */
    @Test
    void oneAssetEndsWhereItsMarginalCostsMeetItsMarginalUtility() {
        for (double scale : new double[] {0x1p-26, 1, 0x1p26}) {
            for (double centre : new double[] {0, 0.5, -3}) {
                double[] q = {scale * (-6 - centre)};
                QuadraticProgram p = QuadraticProgram.builder(new DenseRisk(1, new double[] {scale}))
                        .linear(q)
                        .build();
                PowerCostSolver solver =
                        new PowerCostSolver(p, PowerCosts.of(new double[] {scale * 2 / 3}, new double[] {centre}));
                assertThat(solver.solve(limits())).isEqualTo(QuadraticSolver.Status.OPTIMAL);
                double[] w = new double[1];
                solver.weightsInto(w);
                assertThat(w[0]).isCloseTo(4 + centre, within(1e-14));
                assertThat(solver.costs()).isCloseTo(scale * 16 / 3, within(scale * 1e-13));
                assertThat(residual(solver, 1, 0)).isLessThan(1e-14);
            }
        }
    }

    /** Without risk the whole problem is q w + c |w|^(3/2): w = (q / 1.5 c)^2 against the sign of q. */
    @Test
    void costsAloneBoundATradeThatNothingElseWould() {
        QuadraticProgram p = QuadraticProgram.builder(new DenseRisk(2, new double[4]))
                .linear(new double[] {-3, 0.3})
                .build();
        PowerCostSolver solver = new PowerCostSolver(p, PowerCosts.of(new double[] {1, 2}, new double[] {0, 1}));
        assertThat(solver.solve(limits())).isEqualTo(QuadraticSolver.Status.OPTIMAL);
        double[] w = new double[2];
        solver.weightsInto(w);
        assertThat(w[0]).isCloseTo(4, within(1e-13));
        assertThat(w[1]).isCloseTo(1 - 0.01, within(1e-14));
    }

    /** A spread of 10 bp each way keeps what is not worth it exactly where it is; the rest trades less than without. */
    @Test
    void withALinearCostTradesThatDoNotPayAreNotMadeAtAll() {
        int n = 12;
        SplittableRandom random = new SplittableRandom(3);
        double[] s = new double[n * n];
        double[] q = new double[n];
        double[] held = new double[n];
        double[] c = new double[n];
        double[] ones = new double[n];
        for (int j = 0; j < n; j++) {
            s[j * n + j] = 0.04 + 0.05 * random.nextDouble();
            q[j] = -0.01 * random.nextDouble();
            held[j] = 1.0 / n;
            c[j] = 0.01;
            ones[j] = 1;
        }
        ProgramBuilder builder = QuadraticProgram.builder(new DenseRisk(n, s))
                .linear(q)
                .row(ones, 1, 1)
                .bounds(new double[n], ones);
        for (int j = 0; j < n; j++) {
            builder.kinks(j, new double[] {held[j]}, new double[] {-0.003, 0.003});
        }
        QuadraticProgram p = builder.build();
        PowerCostSolver solver = new PowerCostSolver(p, PowerCosts.of(c, held));
        assertThat(solver.solve(limits())).isEqualTo(QuadraticSolver.Status.OPTIMAL);
        double[] w = new double[n];
        solver.weightsInto(w);
        assertThat(residual(solver, n, 1)).isLessThan(1e-12);
        long still = 0;
        for (int j = 0; j < n; j++) {
            still += w[j] == held[j] ? 1 : 0;
        }
        assertThat(still).isBetween(2L, (long) n - 2);
        QuadraticSolver without = new QuadraticSolver(p);
        without.solve(limits());
        double[] v = new double[n];
        without.weightsInto(v);
        double traded = 0;
        double free = 0;
        for (int j = 0; j < n; j++) {
            traded += Math.abs(w[j] - held[j]);
            free += Math.abs(v[j] - held[j]);
        }
        assertThat(traded).isPositive().isLessThan(free);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Small(
            int n, double[] s, double[] q, double[] c, double[] held, double[] linear, double cap, double net) {
        static Small of(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 2 + random.nextInt(2);
            double[][] f = new double[n][n + 1];
            for (double[] row : f) {
                for (int k = 0; k <= n; k++) {
                    row[k] = 0.3 * (random.nextDouble() - 0.5) + (k == 0 ? 0.1 : 0);
                }
            }
            double[] s = new double[n * n];
            double[] q = new double[n];
            double[] c = new double[n];
            double[] held = new double[n];
            double[] linear = new double[n];
            boolean spread = random.nextInt(2) == 0;
            double size = StrictMath.pow(10, -4 + 4 * random.nextDouble());
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    for (int k = 0; k <= n; k++) {
                        s[i * n + j] += f[i][k] * f[j][k];
                    }
                }
                q[i] = 0.05 * (random.nextDouble() - 0.7);
                c[i] = random.nextInt(4) == 0 ? 0 : size * random.nextDouble();
                held[i] = random.nextInt(3) / 2.0 - 0.25 * random.nextInt(2);
                linear[i] = spread ? 0.01 * random.nextDouble() : 0;
            }
            return new Small(n, s, q, c, held, linear, 0.6 + random.nextDouble(), 1);
        }

        double value(double[] w) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                double x = Math.abs(w[i] - held[i]);
                sum += q[i] * w[i] + c[i] * x * Math.sqrt(x) + linear[i] * x;
                for (int j = 0; j < n; j++) {
                    sum += s[i * n + j] * w[i] * w[j] / 2;
                }
            }
            return sum;
        }

        /** The smallest value under the budget and the box, by golden sections within golden sections. */
        double best() {
            double least = -0.3;
            if (n == 2) {
                return golden(
                        x -> value(new double[] {x, net - x}), Math.max(least, net - cap), Math.min(cap, net - least));
            }
            double low = Math.max(least, net - 2 * cap);
            double high = Math.min(cap, net - 2 * least);
            return golden(
                    x -> golden(
                            y -> value(new double[] {x, y, net - x - y}),
                            Math.max(least, net - x - cap),
                            Math.min(cap, net - x - least)),
                    low,
                    high);
        }

        PowerCostSolver solver(double unit) {
            double[] scaledS = s.clone();
            double[] scaledQ = q.clone();
            double[] scaledC = c.clone();
            Arrays.setAll(scaledS, k -> unit * s[k]);
            Arrays.setAll(scaledQ, k -> unit * q[k]);
            Arrays.setAll(scaledC, k -> unit * c[k]);
            double[] ones = new double[n];
            double[] lower = new double[n];
            double[] upper = new double[n];
            Arrays.fill(ones, 1);
            Arrays.fill(lower, -0.3);
            Arrays.fill(upper, cap);
            ProgramBuilder builder = QuadraticProgram.builder(new DenseRisk(n, scaledS))
                    .linear(scaledQ)
                    .row(ones, net, net)
                    .bounds(lower, upper);
            for (int j = 0; j < n; j++) {
                if (linear[j] > 0) {
                    builder.kinks(j, new double[] {held[j]}, new double[] {-unit * linear[j], unit * linear[j]});
                }
            }
            return new PowerCostSolver(builder.build(), PowerCosts.of(scaledC, held));
        }
    }

    private static double golden(DoubleUnaryOperator f, double low, double high) {
        double ratio = (Math.sqrt(5) - 1) / 2;
        double a = low;
        double b = high;
        double x = b - ratio * (b - a);
        double y = a + ratio * (b - a);
        double fx = f.applyAsDouble(x);
        double fy = f.applyAsDouble(y);
        for (int k = 0; k < 60; k++) {
            if (fx <= fy) {
                b = y;
                y = x;
                fy = fx;
                x = b - ratio * (b - a);
                fx = f.applyAsDouble(x);
            } else {
                a = x;
                x = y;
                fx = fy;
                y = a + ratio * (b - a);
                fy = f.applyAsDouble(y);
            }
        }
        return Math.min(Math.min(fx, fy), Math.min(f.applyAsDouble(low), f.applyAsDouble(high)));
    }

    /** The golden section finds the value to about the square of its accuracy in the weights. */
    @Test
    void smallProblemsAreSolvedToTheValueOfNestedGoldenSections() {
        int tries = Campaign.tries(300, 10_000);
        int failed = 0;
        for (int k = 0; k < tries; k++) {
            Small small = Small.of(k);
            PowerCostSolver solver = small.solver(1);
            QuadraticSolver.Status status = solver.solve(limits());
            if (status == QuadraticSolver.Status.FAILED) {
                failed++;
                continue;
            }
            assertThat(status).as("try " + k).isEqualTo(QuadraticSolver.Status.OPTIMAL);
            assertThat(residual(solver, small.n, 1)).as("try " + k).isLessThan(1e-9);
            double[] w = new double[small.n];
            solver.weightsInto(w);
            assertThat(small.value(w)).as("try " + k).isCloseTo(small.best(), within(1e-12));
        }
        assertThat(failed).isLessThanOrEqualTo(tries / 1_000);
    }

    @Test
    void theUnitOfTheObjectiveChangesNothing() {
        for (int k = 0; k < 100; k++) {
            Small small = Small.of(1000 + k);
            double[] first = new double[small.n];
            double[] second = new double[small.n];
            for (double unit : new double[] {1e-8, 1e8}) {
                PowerCostSolver one = small.solver(1);
                PowerCostSolver other = small.solver(unit);
                one.solve(limits());
                assertThat(other.solve(limits())).isEqualTo(QuadraticSolver.Status.OPTIMAL);
                assertThat(residual(other, small.n, 1)).isLessThan(1e-9);
                one.weightsInto(first);
                other.weightsInto(second);
                for (int j = 0; j < small.n; j++) {
                    assertThat(second[j]).as("try " + k).isCloseTo(first[j], within(1e-9));
                }
            }
        }
    }

    private static int programs(PowerCostSolver solver) {
        return Integer.parseInt(solver.method().substring(0, solver.method().indexOf(' ')));
    }

    @Test
    void largeBooksConvergeInAFewPrograms() {
        for (int seed = 0; seed < Campaign.tries(12, 200); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 40 + 20 * (seed % 6);
            double[][] f = new double[n][n + 5];
            double[] s = new double[n * n];
            double[] q = new double[n];
            double[] c = new double[n];
            double[] held = new double[n];
            double[] ones = new double[n];
            double[] upper = new double[n];
            double[] lower = new double[n];
            double size = StrictMath.pow(10, -5 + 5 * random.nextDouble());
            for (int j = 0; j < n; j++) {
                for (int k = 0; k < n + 5; k++) {
                    f[j][k] = 0.3 * (random.nextDouble() - 0.5) / Math.sqrt(n) + (k == 0 ? 0.15 : 0);
                }
                q[j] = -0.02 * random.nextDouble();
                c[j] = size * (0.5 + random.nextDouble());
                held[j] = seed % 2 == 0 ? 1.0 / n : j < 10 ? 0.1 : 0;
                ones[j] = 1;
                upper[j] = 0.15;
                lower[j] = seed % 3 == 0 ? -0.05 : 0;
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    for (int k = 0; k < n + 5; k++) {
                        s[i * n + j] += f[i][k] * f[j][k];
                    }
                }
            }
            QuadraticProgram p = QuadraticProgram.builder(new DenseRisk(n, s))
                    .linear(q)
                    .row(ones, 1, 1)
                    .bounds(lower, upper)
                    .build();
            PowerCostSolver solver = new PowerCostSolver(p, PowerCosts.of(c, held));
            assertThat(solver.solve(limits())).isEqualTo(QuadraticSolver.Status.OPTIMAL);
            assertThat(programs(solver)).as("seed " + seed).isLessThan(25);
            assertThat(residual(solver, n, 1)).as("seed " + seed).isLessThan(1e-10);
        }
    }
}
