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
import org.junit.jupiter.params.provider.ValueSource;

/** Block pivoting against the active-set method, which shares with it no more than the reading of the problem. */
class BlockPivotingTest {
    private static Limits limits() {
        return new Limits(NanoClock.system(), 1_000_000, Long.MAX_VALUE);
    }

    /** The family P1L: everything may be sold short to the cap, so that 64, 319 and 664 weights are free. */
    @ParameterizedTest
    @ValueSource(ints = {50, 100, 250, 500, 1000})
    void longShortBooksAreSolvedByAFewFactorisationsToTheActiveSetsOptimum(int n) {
        QuadraticProgram p = longShort(n);
        QuadraticSolver solver = new QuadraticSolver(p);
        Limits limits = limits();
        assertThat(solver.solve(limits)).isEqualTo(QuadraticSolver.Status.OPTIMAL);
        assertThat(solver.regime().solved()).isTrue();
        assertThat(limits.iterations()).isLessThan(10);
        assertThat(solver.certify().scaled()).isLessThan(1e-11);
        QuadraticSolver other = new QuadraticSolver(p);
        other.regime().beginWith(Regime.Beginning.ACTIVE_SET);
        assertThat(other.solve(limits())).isEqualTo(QuadraticSolver.Status.OPTIMAL);
        // both are exact up to the conditioning of S, about 1e4
        double[] w = new double[n];
        double[] v = new double[n];
        solver.weightsInto(w);
        other.weightsInto(v);
        for (int j = 0; j < n; j++) {
            assertThat(w[j]).isCloseTo(v[j], within(1e-13));
        }
        long free = Arrays.stream(w).filter(x -> Math.abs(x) < 0.1).count();
        assertThat(free).isGreaterThan(n / 2);
    }

    @Test
    void anotherSolveOfTheSameProgramGivesTheSameBits() {
        QuadraticProgram p = longShort(100);
        QuadraticSolver solver = new QuadraticSolver(p);
        double[] first = new double[100];
        double[] again = new double[100];
        solver.solve(limits());
        solver.weightsInto(first);
        solver.solve(limits());
        solver.weightsInto(again);
        assertThat(again).isEqualTo(first);
        solver.resume(limits());
        solver.weightsInto(again);
        assertThat(again).isEqualTo(first);
    }

    @Test
    void aReSolveAfterAChangeOfForecastIsTheFreshSolve() {
        QuadraticProgram p = longShort(100);
        QuadraticSolver warm = new QuadraticSolver(p);
        warm.solve(limits());
        for (int k = 0; k < 20; k++) {
            for (int j = 0; j < 100; j++) {
                p.linear()[j] += 1e-3 * Math.sin(j * (k + 1.0));
            }
            Limits limits = limits();
            assertThat(warm.resume(limits)).isEqualTo(QuadraticSolver.Status.OPTIMAL);
            assertThat(limits.iterations()).isLessThan(6);
            // 100 assets of a covariance that is indefinite by up to 2^-49 an asset, four times that in the gap
            assertThat(warm.certify().scaled()).isLessThan(8e-13);
            QuadraticSolver fresh = new QuadraticSolver(p);
            fresh.regime().beginWith(Regime.Beginning.ACTIVE_SET);
            fresh.solve(limits());
            double[] w = new double[100];
            double[] v = new double[100];
            warm.weightsInto(w);
            fresh.weightsInto(v);
            for (int j = 0; j < 100; j++) {
                assertThat(w[j]).isCloseTo(v[j], within(1e-13));
            }
        }
    }

    @Test
    void hostileProblemsEndAtTheSameObjectiveWhicheverMethodBegins() {
        int tries = Campaign.tries(4_000, 100_000);
        int byBlocks = 0;
        int optimal = 0;
        for (int k = 0; k < tries; k++) {
            HostileProblem problem = new HostileProblem(7_000_000L + k, k % 3 == 0 ? 40 : 8, k % 4 == 0 ? 0 : 3);
            QuadraticProgram p = problem.program();
            QuadraticSolver blocks = new QuadraticSolver(p);
            blocks.regime().beginWith(Regime.Beginning.BLOCK_PIVOTING);
            QuadraticSolver.Status status = blocks.solve(limits());
            QuadraticSolver active = new QuadraticSolver(p);
            active.regime().beginWith(Regime.Beginning.ACTIVE_SET);
            assertThat(active.solve(limits())).as("try " + k).isEqualTo(status);
            if (status == QuadraticSolver.Status.OPTIMAL) {
                optimal++;
                byBlocks += blocks.regime().solved() ? 1 : 0;
                double first = objective(p, blocks);
                double second = objective(p, active);
                double[] w = new double[problem.n];
                blocks.weightsInto(w);
                double allowed = 1e-9 * problem.size(w) + 1e-12 * problem.unit();
                assertThat(first).as("try " + k).isCloseTo(second, within(allowed));
            }
        }
        assertThat(byBlocks).isGreaterThan(optimal / 4);
    }

    /** Long only, but so little correlated (a ridge does the same) that most of 300 assets are held. */
    @Test
    void aWorkingSetThatGrowsLargeIsHandedOver() {
        ProblemFile file = ProblemFile.read("P1_n250");
        int n = 250;
        double[] q = new double[n];
        double[] ones = new double[n];
        double[] ridge = new double[n];
        double[] upper = new double[n];
        for (int j = 0; j < n; j++) {
            q[j] = -file.scalar("lambda") * file.array("mu")[j];
            ones[j] = 1;
            ridge[j] = 5;
            upper[j] = 0.1;
        }
        QuadraticProgram p = QuadraticProgram.builder(CovarianceMatrix.of(DenseRisk.universe(n), file.array("Sigma")))
                .linear(q)
                .diagonal(ridge)
                .row(ones, 1, 1)
                .bounds(new double[n], upper)
                .build();
        QuadraticSolver alone = new QuadraticSolver(p);
        alone.regime().beginWith(Regime.Beginning.ACTIVE_SET);
        assertThat(alone.solve(limits())).isEqualTo(QuadraticSolver.Status.OPTIMAL);
        double[] v = new double[n];
        alone.weightsInto(v);
        assertThat(Arrays.stream(v).filter(x -> x > 0).count()).isGreaterThan(150);
        QuadraticSolver solver = new QuadraticSolver(p);
        double[] w = new double[n];
        for (int way = 0; way < 3; way++) {
            QuadraticSolver.Status status = switch (way) {
                case 0 -> solver.solve(limits());
                case 1 -> solver.solveFrom(ones, limits());
                default -> {
                    p.rowBounds(0, 0.9, 1);
                    p.rowBounds(0, 1, 1);
                    yield solver.resume(limits());
                }
            };
            assertThat(status).isEqualTo(QuadraticSolver.Status.OPTIMAL);
            assertThat(solver.regime().solved()).isTrue();
            assertThat(solver.method(limits())).startsWith("block pivoting, ");
            solver.weightsInto(w);
            for (int j = 0; j < n; j++) {
                assertThat(w[j]).isCloseTo(v[j], within(1e-14));
            }
        }
    }

    /** dw/dt by the kept factors against a difference quotient over a change of tilt that changes no state. */
    @Test
    void theTiltResponseIsTheDerivativeOfTheWeights() {
        QuadraticProgram p = longShort(100);
        QuadraticSolver solver = new QuadraticSolver(p);
        solver.solve(limits());
        double[] before = new double[100];
        double[] after = new double[100];
        double[] slope = new double[100];
        solver.weightsInto(before);
        assertThat(solver.tiltResponseInto(slope)).isTrue();
        double step = 1e-6;
        p.tilt(1 + step);
        solver.resume(limits());
        solver.weightsInto(after);
        for (int j = 0; j < 100; j++) {
            // the path is linear, so that only the rounding of the weights, 1e-16 / step, differs
            assertThat(slope[j]).isCloseTo((after[j] - before[j]) / step, within(1e-8));
        }
    }

    /** Breakpoints are segment ends to both methods; what they do with them is written twice. */
    @Test
    void kinkedProblemsEndAtTheSameObjectiveWhicheverMethodBegins() {
        int tries = Campaign.tries(3_000, 60_000);
        int byBlocks = 0;
        int optimal = 0;
        for (int k = 0; k < tries; k++) {
            KinkedProblem problem = new KinkedProblem(5_000_000L + k, k % 3 == 0 ? 30 : 8, 3);
            QuadraticProgram p = problem.program();
            QuadraticSolver blocks = new QuadraticSolver(p);
            blocks.regime().beginWith(Regime.Beginning.BLOCK_PIVOTING);
            QuadraticSolver.Status status = blocks.solve(limits());
            QuadraticSolver active = new QuadraticSolver(p);
            active.regime().beginWith(Regime.Beginning.ACTIVE_SET);
            assertThat(active.solve(limits())).as("try " + k).isEqualTo(status);
            if (status == QuadraticSolver.Status.OPTIMAL) {
                optimal++;
                byBlocks += blocks.regime().solved() ? 1 : 0;
                double value = objective(p, blocks);
                double[] w = new double[p.n];
                blocks.weightsInto(w);
                double allowed = 1e-9 * problem.size(w) + 1e-12 * problem.unit();
                active.weightsInto(w);
                assertThat(value).as("try " + k).isCloseTo(problem.objective(w), within(allowed));
            }
        }
        assertThat(byBlocks).isGreaterThan(optimal / 4);
    }

    /** The objective of an answer that is proved: by its method, or by the last resort that a failed proof calls for. */
    static double objective(QuadraticProgram p, QuadraticSolver solver) {
        if (!(solver.scaledResidual() < 1e-9)) {
            assertThat(solver.solveSurely(limits())).isEqualTo(QuadraticSolver.Status.OPTIMAL);
        }
        Residuals residuals = solver.certify();
        assertThat(residuals.scaled()).isLessThan(1e-9);
        return residuals.variance() / 2 + residuals.linear();
    }

    static QuadraticProgram longShort(int n) {
        ProblemFile file = ProblemFile.read("P1_n" + n);
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
        return new QuadraticProgram(
                CovarianceMatrix.of(DenseRisk.universe(n), file.array("Sigma")),
                q,
                new double[][] {row},
                new double[] {1},
                new double[] {1},
                lower,
                upper);
    }
}
