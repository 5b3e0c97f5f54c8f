package io.trimtab.optimizer.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.NanoClock;
import io.trimtab.optimizer.DenseRisk;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Residuals by hand, under a change of units, and beside answers that are wrong by little. */
class ResidualsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static QuadraticProgram program(double unit) {
        return new QuadraticProgram(
                new DenseRisk(2, new double[] {4 * unit, unit, unit, 2 * unit}),
                new double[] {-unit, 0},
                new double[][] {{1, 1}},
                new double[] {1},
                new double[] {1},
                new double[] {0, 0},
                new double[] {INFINITY, 0.5});
    }

    /** w = (0.25, 0.5), y = 1: Sw = (1.5, 1.25), z = (-0.5, 0.25), row 0.75 of 1. */
    @Test
    void residualsAreThoseOfTheHandCalculation() {
        Residuals r = new Residuals(program(1));
        for (int form = 0; form < 2; form++) {
            if (form == 0) {
                r.compute(new double[] {0.25, 0.5}, new double[] {1});
            } else {
                r.certify(new double[] {0.25, 0.5}, new double[] {1});
            }
            assertThat(r.primal()).isEqualTo(0.25);
            assertThat(r.scaledPrimal()).isEqualTo(0.25);
            assertThat(r.dual()).isEqualTo(0.5);
            assertThat(r.scaledDual()).isCloseTo(0.5 / 1.5, within(1e-14));
            // the cap is 0.5 and z positive: the multiplier belongs to the floor of 0, slack 0.5; the row has 1 * 0.25
            assertThat(r.complementarity()).isEqualTo(0.25 * 0.5 + 0.25);
            assertThat(r.gap()).isEqualTo(Math.abs(0.25 * 0.5 - 0.25));
            assertThat(r.bounded()).as("the first asset has no cap").isFalse();
            assertThat(r.variance()).isEqualTo(0.25 * 1.5 + 0.5 * 1.25);
            assertThat(r.linear()).isEqualTo(-0.25);
            assertThat(r.scaledComplementarity()).isCloseTo(0.375 / 0.5, within(1e-13));
            assertThat(r.scaledError()).isLessThan(1e-14);
            assertThat(r.literal())
                    .as("complementarity over w'Sw / 2, nothing left out")
                    .isEqualTo(0.375 / 0.5);
        }
    }

    /** One third of each of two copies, one of them sold: what is left of Sw is rounding, and only the literal figure says so. */
    @Test
    void theLiteralFigureCountsTheLastBits() {
        double third = 1.0 / 3;
        QuadraticProgram p = new QuadraticProgram(
                new DenseRisk(2, new double[] {0.09, 0.09, 0.09, 0.09}),
                new double[] {0, 0},
                new double[][] {{1, 2}},
                new double[] {-third},
                new double[] {-third},
                new double[] {-1, -1},
                new double[] {1, 1});
        Residuals r = new Residuals(p);
        r.certify(new double[] {third, -Math.nextDown(third)}, new double[] {0});
        assertThat(r.scaled()).isLessThan(1e-9);
        // z is all that there is of Sw
        assertThat(r.literal()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void aChangeOfUnitByPowersOfTenChangesNothingButRounding() {
        Residuals one = new Residuals(program(1));
        one.certify(new double[] {0.25, 0.5}, new double[] {1});
        for (int power = -8; power <= 8; power++) {
            double unit = Math.pow(10, power);
            Residuals r = new Residuals(program(unit));
            r.certify(new double[] {0.25, 0.5}, new double[] {unit});
            assertThat(r.scaledPrimal()).isEqualTo(one.scaledPrimal());
            assertThat(r.scaledDual()).isCloseTo(one.scaledDual(), within(1e-14));
            assertThat(r.scaledComplementarity()).isCloseTo(one.scaledComplementarity(), within(1e-14));
            assertThat(r.scaledGap()).isCloseTo(one.scaledGap(), within(1e-14));
            assertThat(r.dual()).isCloseTo(unit * one.dual(), within(1e-14 * unit));
        }
    }

    /** The primal residual of a row is measured in the unit in which the row's coefficients are of order one. */
    @Test
    void aRowOfSmallCoefficientsIsHeldAsExactlyAsABudget() {
        double[] w = {0.5, 0.499};
        double[][] rows = {{1, 1}, {0x1p-20, 0x1p-20}};
        for (int i = 0; i < 2; i++) {
            double bound = rows[i][0];
            QuadraticProgram p = new QuadraticProgram(
                    new DenseRisk(2, new double[] {1, 0, 0, 1}),
                    new double[2],
                    new double[][] {rows[i]},
                    new double[] {bound},
                    new double[] {INFINITY},
                    new double[2],
                    new double[] {1, 1});
            Residuals r = new Residuals(p);
            r.certify(w, new double[1]);
            assertThat(r.scaledPrimal()).isCloseTo(1e-3, within(1e-15));
            assertThat(r.primal()).isCloseTo(1e-3 * bound, within(1e-15 * bound));
        }
    }

    /**
     * A perfect hedge of equal and opposite assets: Sw, w'Sw and the prices are nothing but rounding, which is no
     * residual; the slightest real exposure is one.
     */
    @Test
    void aPerfectHedgeIsOptimalAndAnImperfectOneIsNot() {
        double v = 0.1;
        QuadraticProgram p = new QuadraticProgram(
                new DenseRisk(2, new double[] {v, -v, -v, v}),
                new double[2],
                new double[][] {{1, 1}},
                new double[] {1},
                new double[] {1},
                new double[2],
                new double[] {1, 1});
        Residuals r = new Residuals(p);
        r.certify(new double[] {0.5, 0.5}, new double[1]);
        assertThat(r.scaled()).isLessThan(1e-13);
        r.certify(new double[] {Math.nextUp(0.5), 0.5}, new double[1]);
        assertThat(r.scaled()).isLessThan(1e-13);
        r.certify(new double[] {0.5 + 1e-13, 0.5 - 1e-13}, new double[1]);
        assertThat(r.scaled()).isGreaterThan(1e-3);
    }

    @Test
    void withoutRiskAndReturnEveryFeasiblePointIsOptimal() {
        QuadraticProgram p = new QuadraticProgram(
                new DenseRisk(2, new double[4]),
                new double[2],
                new double[][] {{1, 1}},
                new double[] {1},
                new double[] {1},
                new double[2],
                new double[] {1, 1});
        Residuals r = new Residuals(p);
        r.certify(new double[] {0.3, 0.7}, new double[1]);
        assertThat(r.scaled()).isZero();
        r.certify(new double[] {0.3, 0.7}, new double[] {1e-30});
        assertThat(r.scaled()).isPositive();
    }

    @Test
    void anIndefiniteCovarianceWidensTheGapByItsBound() {
        double delta = new DenseRisk(2, new double[4]).indefiniteness();
        Residuals r = new Residuals(program(1));
        r.certify(new double[] {0.25, 0.5}, new double[] {1});
        assertThat(r.indefinite()).isCloseTo(2 * delta * (4 * 0.0625 + 2 * 0.25), within(1e-14 * delta));
    }

    /** Plain arithmetic with its error bound never claims less than doubled precision finds. */
    @Test
    void theRunningErrorBoundCoversWhatPlainArithmeticMisses() {
        int tries = Campaign.tries(500, 20_000);
        int optimal = 0;
        SplittableRandom random = new SplittableRandom(3);
        for (int k = 0; k < tries; k++) {
            HostileProblem problem = new HostileProblem(7_000_000L + k, 5, 3);
            QuadraticProgram p = problem.program();
            QuadraticSolver solver = new QuadraticSolver(p);
            if (solver.solve(new Limits(NanoClock.system(), 100_000, Long.MAX_VALUE))
                    != QuadraticSolver.Status.OPTIMAL) {
                continue;
            }
            optimal++;
            double[] w = new double[problem.n];
            double[] y = new double[problem.m];
            solver.weightsInto(w);
            solver.multipliersInto(y);
            Residuals exact = new Residuals(p);
            exact.certify(w, y);
            Residuals plain = new Residuals(p);
            plain.compute(w, y);
            assertThat(exact.scaledDual()).isLessThanOrEqualTo(plain.scaledDual() + plain.scaledError());
            assertThat(solver.scaledResidual()).as("try %d", k).isLessThan(1e-9);
            int j = random.nextInt(problem.n);
            double moved = w[j] + (w[j] - p.lower[j] > p.upper[j] - w[j] ? -1e-6 : 1e-6) * Math.max(1, Math.abs(w[j]));
            exact.certify(w, y);
            double before = exact.variance() / 2 + exact.linear();
            double residual = exact.scaled();
            w[j] = moved;
            exact.certify(w, y);
            double after = exact.variance() / 2 + exact.linear();
            double size = Math.max(exact.variance() / 2, Math.abs(exact.linear()));
            if (Math.abs(after - before) > 1e-7 * size && after > before) {
                assertThat(exact.scaled()).as("try %d moved", k).isGreaterThan(residual);
            }
        }
        assertThat(optimal).isGreaterThan(tries / 3);
    }

    /** All data times a power of four: the same weights to the bit, and the same scaled residuals. */
    @Test
    void scaledDataGiveTheSameWeightsAndScaledResiduals() {
        int tries = Campaign.tries(200, 5_000);
        int optimal = 0;
        for (int k = 0; k < tries; k++) {
            HostileProblem problem = new HostileProblem(9_000_000L + k, 5, 3);
            double[] first = new double[0];
            double residual = 0;
            for (double scale : new double[] {1, 0x1p-26, 0x1p26}) {
                double[] flat = new double[problem.n * problem.n];
                double[] q = new double[problem.n];
                for (int j = 0; j < problem.n; j++) {
                    q[j] = scale * problem.q[j];
                    for (int i = 0; i < problem.n; i++) {
                        flat[j * problem.n + i] = scale * problem.s[j][i];
                    }
                }
                QuadraticSolver solver = new QuadraticSolver(new QuadraticProgram(
                        new DenseRisk(problem.n, flat),
                        q,
                        problem.rows,
                        problem.rowLower,
                        problem.rowUpper,
                        problem.lower.clone(),
                        problem.upper.clone()));
                if (solver.solve(new Limits(NanoClock.system(), 100_000, Long.MAX_VALUE))
                        != QuadraticSolver.Status.OPTIMAL) {
                    break;
                }
                double[] w = new double[problem.n];
                solver.weightsInto(w);
                double scaled = solver.certify().scaled();
                if (scale == 1) {
                    first = w;
                    residual = scaled;
                    optimal++;
                } else {
                    assertThat(w).as("try %d, scale %s", k, scale).isEqualTo(first);
                    assertThat(scaled).as("try %d, scale %s", k, scale).isEqualTo(residual);
                }
            }
        }
        assertThat(optimal).isGreaterThan(tries / 3);
    }
}
