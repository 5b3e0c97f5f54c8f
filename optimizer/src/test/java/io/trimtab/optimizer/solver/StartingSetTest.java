package io.trimtab.optimizer.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.trimtab.core.testkit.Campaign;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Solves that begin from a working set, right or absurd, against solves from nothing: one optimum, two paths. */
class StartingSetTest {
    private static final long SEED = 20_280_101L;

    @Test
    void whatAnotherProgramHeldNeverChangesTheAnswer() {
        int tries = Campaign.tries(4_000, 80_000);
        Map<String, StartingSet> others = new TreeMap<>();
        int optimal = 0;
        int borrowed = 0;
        for (int k = 0; k < tries; k++) {
            KinkedProblem problem = new KinkedProblem(SEED + k, 5, 3);
            QuadraticProgram program = problem.program();
            QuadraticSolver cold = new QuadraticSolver(program);
            QuadraticSolver.Status expected = cold.solve(KinkedDifferentialTest.limits());
            String shape = problem.n + " x " + problem.m;
            StartingSet other = others.get(shape);
            if (other != null) {
                QuadraticSolver warm = new QuadraticSolver(program);
                assertThat(warm.solveFrom(other, KinkedDifferentialTest.limits()))
                        .as("try " + k)
                        .isEqualTo(expected);
                compare("try " + k, problem, cold, warm, expected);
                borrowed++;
            }
            if (expected == QuadraticSolver.Status.OPTIMAL) {
                optimal++;
                StartingSet own = held(problem, program, cold);
                QuadraticSolver again = new QuadraticSolver(program);
                assertThat(again.solveFrom(own, KinkedDifferentialTest.limits()))
                        .as("try " + k + " again")
                        .isEqualTo(expected);
                compare("try " + k + " again", problem, cold, again, expected);
                others.put(shape, own);
            }
        }
        assertThat(optimal).isGreaterThan(tries / 3);
        assertThat(borrowed).isGreaterThan(tries / 2);
    }

    private static StartingSet held(KinkedProblem problem, QuadraticProgram program, QuadraticSolver solver) {
        double[] w = new double[problem.n];
        double[] y = new double[problem.m];
        solver.weightsInto(w);
        solver.multipliersInto(y);
        return StartingSet.of(program, w, y);
    }

    private static void compare(
            String which, KinkedProblem problem, QuadraticSolver a, QuadraticSolver b, QuadraticSolver.Status status) {
        if (status == QuadraticSolver.Status.OPTIMAL) {
            assertThat(b.scaledResidual()).as(which).isLessThan(1e-9);
            double[] w = new double[problem.n];
            a.weightsInto(w);
            assertThat(value(b.certify()))
                    .as(which)
                    .isCloseTo(value(a.certify()), within(1e-9 * problem.size(w) + 1e-10 * problem.unit()));
        }
    }

    private static double value(Residuals residuals) {
        return residuals.variance() / 2 + residuals.linear();
    }

    @Test
    void aRememberedSetLeadsToTheOptimumOfTheNumbersOfTheMoment() {
        int tries = Campaign.tries(400, 8_000);
        int optimal = 0;
        for (int k = 0; k < tries; k++) {
            KinkedProblem problem = new KinkedProblem(SEED + k, 6, 2);
            QuadraticProgram program = problem.program();
            QuadraticSolver solver = new QuadraticSolver(program);
            if (solver.solve(KinkedDifferentialTest.limits()) != QuadraticSolver.Status.OPTIMAL || !solver.remember()) {
                continue;
            }
            SplittableRandom random = new SplittableRandom(k);
            for (int change = 0; change < 6; change++) {
                ResumeTest.change(problem, program, random);
                String which = "try " + k + ", change " + change;
                QuadraticSolver fresh = new QuadraticSolver(program);
                QuadraticSolver.Status expected = fresh.solve(KinkedDifferentialTest.limits());
                assertThat(solver.solveFromRemembered(KinkedDifferentialTest.limits()))
                        .as(which)
                        .isEqualTo(expected);
                compare(which, problem, fresh, solver, expected);
                optimal += expected == QuadraticSolver.Status.OPTIMAL ? 1 : 0;
                double[] once = new double[problem.n];
                solver.weightsInto(once);
                solver.solveFromRemembered(KinkedDifferentialTest.limits());
                double[] twice = new double[problem.n];
                solver.weightsInto(twice);
                assertThat(twice).as(which + ", twice").isEqualTo(once);
            }
        }
        assertThat(optimal).isGreaterThan(tries);
    }

    @Test
    void misuseIsNamed() {
        KinkedProblem problem = new KinkedProblem(SEED, 5, 3);
        QuadraticSolver solver = new QuadraticSolver(problem.program());
        assertThatIllegalStateException()
                .isThrownBy(() -> solver.solveFromRemembered(KinkedDifferentialTest.limits()))
                .withMessage("nothing is remembered: remember() must have returned true");
        assertThat(solver.remember()).isFalse();
        HostileProblem larger = new HostileProblem(SEED + 4, 9, 3);
        StartingSet foreign = StartingSet.of(larger.program(), new double[larger.n], new double[larger.m]);
        assertThat(larger.n).isNotEqualTo(problem.n);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> solver.solveFrom(foreign, KinkedDifferentialTest.limits()))
                .withMessageContaining("assets of the starting set");
    }
}
