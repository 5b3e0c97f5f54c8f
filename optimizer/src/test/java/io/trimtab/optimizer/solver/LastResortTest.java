package io.trimtab.optimizer.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.NanoClock;
import org.junit.jupiter.api.Test;

/** The path in doubled precision against the active-set method, which shares no line with it, and on rows that nearly repeat. */
class LastResortTest {
    private static Limits limits() {
        return new Limits(NanoClock.system(), 1_000_000, Long.MAX_VALUE);
    }

    /** From the same program: one answer is proved, so is the other, and they are equally good. */
    private static QuadraticSolver.Status agree(QuadraticProgram p, double allowed, String which) {
        QuadraticSolver active = new QuadraticSolver(p);
        QuadraticSolver.Status status = active.solve(limits());
        Iterate at = new Iterate(p);
        assertThat(new LastResort(p).run(at, limits())).as(which).isEqualTo(status);
        if (status == QuadraticSolver.Status.OPTIMAL) {
            double[] y = new double[p.m];
            for (int i = 0; i < p.m; i++) {
                y[i] = at.y[i] * p.rowScale[i];
            }
            Residuals residuals = new Residuals(p);
            residuals.certify(at.w, y);
            assertThat(residuals.scaled()).as(which).isLessThan(1e-9);
            double value = residuals.variance() / 2 + residuals.linear();
            double[] w = new double[p.n];
            active.weightsInto(w);
            active.multipliersInto(y);
            residuals.certify(w, y);
            double other = residuals.variance() / 2 + residuals.linear();
            double size = residuals.variance() / 2 + Math.abs(residuals.linear());
            assertThat(value).as(which).isCloseTo(other, within(1e-9 * size + allowed));
        }
        return status;
    }

    @Test
    void hostileProblemsHaveTheActiveSetsAnswer() {
        int optimal = 0;
        int infeasible = 0;
        int tries = Campaign.tries(3_000, 100_000);
        for (int k = 0; k < tries; k++) {
            HostileProblem problem = new HostileProblem(1_000_000L + k, k % 40 == 0 ? 40 : 8, k % 4 == 0 ? 0 : 4);
            QuadraticSolver.Status status = agree(problem.program(), 1e-12 * problem.unit(), "try " + k);
            optimal += status == QuadraticSolver.Status.OPTIMAL ? 1 : 0;
            infeasible += status == QuadraticSolver.Status.INFEASIBLE ? 1 : 0;
        }
        assertThat(optimal).isGreaterThan(tries / 3);
        assertThat(infeasible).isGreaterThan(tries / 20);
    }

    @Test
    void piecewiseLinearFunctionsToo() {
        int tries = Campaign.tries(2_000, 60_000);
        int optimal = 0;
        for (int k = 0; k < tries; k++) {
            KinkedProblem problem = new KinkedProblem(3_000_000L + k, k % 40 == 0 ? 30 : 8, 3);
            QuadraticSolver.Status status = agree(problem.program(), 1e-12 * problem.unit(), "try " + k);
            optimal += status == QuadraticSolver.Status.OPTIMAL ? 1 : 0;
        }
        assertThat(optimal).isGreaterThan(tries / 3);
    }

    /** x + y = 1 twice, the second time with y's coefficient larger by epsilon and the bound by epsilon / 4: y = 1/4. */
    @Test
    void aDifferenceOfRowsInTheLastBitsIsSolvedFor() {
        for (int power = 4; power <= 52; power++) {
            double epsilon = Math.scalb(1.0, -power);
            HeldSystem system = new HeldSystem();
            system.begin(2, 2);
            system.curvature(0, 0, 1, 0);
            system.curvature(1, 1, 1, 0);
            system.curvature(0, 1, 0, 0);
            system.curvature(1, 0, 0, 0);
            system.row(0, 0, 1, 0);
            system.row(0, 1, 1, 0);
            system.row(1, 0, 1, 0);
            system.row(1, 1, 1 + epsilon, 0);
            assertThat(system.factor()).isEqualTo(HeldSystem.Kind.REGULAR);
            double[] high = {0, 0, 1, 1};
            double[] low = {0, 0, 0, epsilon / 4};
            system.solve(high, low);
            // 32 digits less those of epsilon
            assertThat(high[0]).isCloseTo(0.75, within(1e-14));
            assertThat(high[1]).isCloseTo(0.25, within(1e-14));
            // A'u = -w: u0 + u1 = -3/4, u0 + (1 + epsilon) u1 = -1/4
            assertThat(high[3] * epsilon).isCloseTo(0.5, within(1e-14));
        }
    }

    @Test
    void rowsThatImplyEachOtherAndFlatDirectionsAreToldApart() {
        HeldSystem system = new HeldSystem();
        system.begin(2, 2);
        for (int k = 0; k < 2; k++) {
            system.curvature(k, k, 1, 0);
            system.curvature(k, 1 - k, 0, 0);
            system.row(k, 0, 0.1 * (k + 1), 0);
            system.row(k, 1, 0.3 * (k + 1), 0);
        }
        assertThat(system.factor()).isEqualTo(HeldSystem.Kind.DEPENDENT);
        system.begin(2, 1);
        for (int k = 0; k < 2; k++) {
            system.curvature(k, k, 1, 0);
            system.curvature(k, 1 - k, 1, 0);
            system.row(0, k, 1, 0);
        }
        assertThat(system.factor()).isEqualTo(HeldSystem.Kind.FLAT);
    }
}
