package io.trimtab.optimizer.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.market.Universe;
import io.trimtab.core.time.NanoClock;
import io.trimtab.optimizer.DenseRisk;
import io.trimtab.optimizer.ProblemFile;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.FactorCovariance;
import io.trimtab.risk.model.PanelCovariance;
import io.trimtab.risk.model.RiskModel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactorMethodTest {
    private static Limits limits() {
        return new Limits(NanoClock.system(), 1_000_000, Long.MAX_VALUE);
    }

    private static double[] solve(QuadraticProgram program, String method) {
        QuadraticSolver solver = new QuadraticSolver(program);
        Limits limits = limits();
        assertThat(solver.solve(limits)).isEqualTo(QuadraticSolver.Status.OPTIMAL);
        assertThat(solver.method(limits)).startsWith(method);
        assertThat(solver.scaledResidual()).isLessThanOrEqualTo(1e-9);
        double[] w = new double[program.assets()];
        solver.weightsInto(w);
        return w;
    }

    private static double objective(RiskModel risk, double[] q, double[] w) {
        double[] product = new double[w.length];
        risk.multiplyInto(w, product);
        double sum = 0;
        for (int j = 0; j < w.length; j++) {
            sum += w[j] * (product[j] / 2 + q[j]);
        }
        return sum;
    }

    private static QuadraticProgram budget(RiskModel risk, double[] q, double low, double cap) {
        int n = q.length;
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        double[] lower = new double[n];
        Arrays.fill(lower, low);
        double[] upper = new double[n];
        Arrays.fill(upper, cap);
        return new QuadraticProgram(risk, q, new double[][] {ones}, new double[] {1}, new double[] {1}, lower, upper);
    }

    /** The peers' instances and best known objectives: problems/README.md, P3. */
    @ParameterizedTest
    @CsvSource({"500, -0.0121107649118, 5e-14", "3000, -0.0158506497833, 5e-14", "10000, -0.01747504718, 5e-12"})
    void peersFactorInstancesAreMatchedOrBeaten(int n, double best, double lastDigit) {
        ProblemFile data = ProblemFile.read("P3_n" + n);
        CovarianceMatrix omega = CovarianceMatrix.of(FactorProblem.universe("F", 50), data.array("Omega"));
        double[][] exposures = new double[n][];
        for (int j = 0; j < n; j++) {
            exposures[j] = Arrays.copyOfRange(data.array("F"), 50 * j, 50 * j + 50);
        }
        FactorCovariance risk = FactorCovariance.of(FactorProblem.universe("A", n), omega, exposures, data.array("D"));
        double lambda = data.scalar("lambda");
        double[] q = Arrays.stream(data.array("mu")).map(x -> -lambda * x).toArray();
        double[] w = solve(budget(risk, q, 0, data.scalar("cap")), "Newton");
        // tolerance: one half of the last digit stored, and rounding
        assertThat(objective(risk, q, w)).isLessThanOrEqualTo(best + lastDigit + 1e-16);
        assertThat(Arrays.stream(w).sum()).isCloseTo(1, within(1e-13));
    }

    private static FactorProblem ordinary() {
        for (long seed = 1; ; seed++) {
            FactorProblem problem = new FactorProblem(seed, 30, 40);
            if (problem.k <= 8 && problem.m <= 3 && problem.smallestResidual() > 1e-3 && solvable(problem)) {
                return problem;
            }
        }
    }

    private static boolean solvable(FactorProblem problem) {
        return new QuadraticSolver(problem.dense()).solve(limits()) == QuadraticSolver.Status.OPTIMAL;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-8, 1e-4, 1e4, 1e8})
    void unitsDoNotChangeTheWeights(double unit) {
        FactorProblem problem = ordinary();
        double[] plain = solve(problem.structured(), "Newton");
        double[] q = Arrays.stream(problem.q).map(x -> unit * x).toArray();
        QuadraticProgram scaled = new QuadraticProgram(
                problem.risk.scaled(unit),
                q,
                problem.rows,
                problem.rowLower,
                problem.rowUpper,
                problem.lower,
                problem.upper);
        // tolerance: rounding of scaled data, of weights that are determined to a thousandth of the largest variance
        assertThat(solve(scaled, "Newton")).containsExactly(plain, within(1e-10));
    }

    @Test
    void orderOfTheAssetsDoesNotChangeTheWeights() {
        FactorProblem problem = ordinary();
        int n = problem.n;
        double[] plain = solve(problem.structured(), "Newton");
        double[][] b = new double[n][problem.k];
        double[] d = new double[n];
        double[] q = new double[n];
        double[] lower = new double[n];
        double[] upper = new double[n];
        double[][] rows = new double[problem.m][n];
        for (int j = 0; j < n; j++) {
            int from = n - 1 - j;
            problem.risk.exposuresOfInto(from, b[j], 0);
            d[j] = problem.risk.specificVariance(from);
            q[j] = problem.q[from];
            lower[j] = problem.lower[from];
            upper[j] = problem.upper[from];
            for (int i = 0; i < problem.m; i++) {
                rows[i][j] = problem.rows[i][from];
            }
        }
        FactorCovariance risk = FactorCovariance.of(problem.risk.universe(), problem.risk.factorCovariance(), b, d);
        double[] reversed =
                solve(new QuadraticProgram(risk, q, rows, problem.rowLower, problem.rowUpper, lower, upper), "Newton");
        for (int j = 0; j < n; j++) {
            assertThat(reversed[n - 1 - j]).isCloseTo(plain[j], within(1e-10));
        }
    }

    @Test
    void sameProgramGivesTheSameBits() {
        FactorProblem problem = ordinary();
        assertThat(solve(problem.structured(), "Newton")).isEqualTo(solve(problem.structured(), "Newton"));
    }

    @Test
    void aReSolveAfterChangesIsTheFreshSolve() {
        FactorProblem problem = ordinary();
        QuadraticProgram program = problem.structured();
        QuadraticSolver solver = new QuadraticSolver(program);
        assertThat(solver.solve(limits())).isEqualTo(QuadraticSolver.Status.OPTIMAL);
        double[] w = new double[problem.n];
        for (int round = 0; round < 20; round++) {
            for (int j = 0; j < problem.n; j++) {
                program.linear()[j] += 0.01 * problem.unit * StrictMath.sin(7 * round + j);
            }
            program.tilt(1 + 0.05 * round);
            assertThat(solver.resume(limits())).isEqualTo(QuadraticSolver.Status.OPTIMAL);
            assertThat(solver.scaledResidual()).isLessThanOrEqualTo(1e-9);
            solver.weightsInto(w);
            // the minimum is unique; both are refined to the last digits
            assertThat(w).containsExactly(solve(program, "Newton"), within(1e-11));
        }
    }

    @Test
    void aStartElsewhereEndsAtTheSameOptimum() {
        FactorProblem problem = ordinary();
        double[] cold = solve(problem.structured(), "Newton");
        QuadraticSolver solver = new QuadraticSolver(problem.structured());
        double[] start = new double[problem.n];
        start[3] = 1;
        assertThat(solver.solveFrom(start, limits())).isEqualTo(QuadraticSolver.Status.OPTIMAL);
        double[] w = new double[problem.n];
        solver.weightsInto(w);
        assertThat(w).containsExactly(cold, within(1e-11));
    }

    @Test
    void responseToTheTiltIsTheDifferenceOfTwoSolves() {
        FactorProblem problem = ordinary();
        QuadraticProgram program = problem.structured();
        QuadraticSolver solver = new QuadraticSolver(program);
        assertThat(solver.solve(limits())).isEqualTo(QuadraticSolver.Status.OPTIMAL);
        double[] before = new double[problem.n];
        solver.weightsInto(before);
        double[] response = new double[problem.n];
        assertThat(solver.tiltResponseInto(response)).isTrue();
        double step = 1e-7;
        program.tilt(1 + step);
        double[] after = solve(program, "Newton");
        for (int j = 0; j < problem.n; j++) {
            // exact within a piece; divided differences lose what 1e-7 costs
            assertThat((after[j] - before[j]) / step).isCloseTo(response[j], within(1e-5));
        }
    }

    @Test
    void infeasibleProgramsAreProvenSo() {
        FactorProblem problem = ordinary();
        double[] q = new double[problem.n];
        QuadraticSolver solver = new QuadraticSolver(budget(problem.risk, q, 0, 0.5 / problem.n));
        assertThat(solver.solve(limits())).isEqualTo(QuadraticSolver.Status.INFEASIBLE);
    }

    /** 120 days of 494 stocks: the matrix would have rank 119, and peers fail on it. */
    @Test
    void panelOfFewDatesIsSolvedWithoutItsMatrix() {
        PanelCovariance risk = PanelCovariance.of(FactorProblem.panel(120, 494, 3));
        double[] q = new double[494];
        double[] flat = new double[494 * 494];
        for (int j = 0; j < 494; j++) {
            risk.columnInto(j, flat, j * 494);
        }
        double[] w = solve(budget(risk, q, 0, 0.1), "active set");
        double[] dense = solve(budget(new DenseRisk(494, flat), q, 0, 0.1), "active set");
        double best = objective(risk, q, dense);
        assertThat(objective(risk, q, w)).isCloseTo(best, within(1e-12 * best));
        double[] hedged = solve(budget(risk, q, -0.1, 0.1), "");
        assertThat(objective(risk, q, hedged)).isLessThanOrEqualTo(1e-18);
    }

    @Test
    void panelWithAQuadraticPenaltyIsSolvedByItsDates() {
        PanelCovariance risk = PanelCovariance.of(FactorProblem.panel(60, 300, 3));
        double[] flat = new double[300 * 300];
        for (int j = 0; j < 300; j++) {
            risk.columnInto(j, flat, j * 300);
        }
        double[] w = solve(penalised(risk), "Newton");
        double[] dense = solve(penalised(new DenseRisk(300, flat)), "");
        assertThat(w).containsExactly(dense, within(1e-9));
    }

    private static QuadraticProgram penalised(RiskModel risk) {
        int n = 300;
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        double[] diagonal = new double[n];
        Arrays.fill(diagonal, 1e-4);
        double[] upper = new double[n];
        Arrays.fill(upper, 0.02);
        return QuadraticProgram.builder(risk)
                .diagonal(diagonal)
                .row(ones, 1, 1)
                .bounds(new double[n], upper)
                .build();
    }

    @Test
    void assetsWithoutSpecificRiskAreLeftToTheActiveSet() {
        FactorProblem problem = ordinary();
        int n = problem.n;
        double[][] b = new double[n][problem.k];
        double[] d = new double[n];
        for (int j = 0; j < n; j++) {
            problem.risk.exposuresOfInto(j, b[j], 0);
            d[j] = problem.risk.specificVariance(j);
        }
        d[5] = 0;
        d[7] = 0;
        // cash
        Arrays.fill(b[7], 0);
        Universe universe = problem.risk.universe();
        FactorCovariance risk = FactorCovariance.of(universe, problem.risk.factorCovariance(), b, d);
        double[] flat = new double[n * n];
        for (int j = 0; j < n; j++) {
            risk.columnInto(j, flat, j * n);
        }
        double[] q = problem.q;
        q[7] = -1e-3 * problem.unit;
        double[] w = solve(budget(risk, q, 0, 0.3), "active set");
        double[] dense = solve(budget(new DenseRisk(n, flat), q, 0, 0.3), "");
        assertThat(w).containsExactly(dense, within(1e-9));
    }
}
