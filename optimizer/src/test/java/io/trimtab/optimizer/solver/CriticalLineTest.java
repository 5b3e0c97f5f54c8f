package io.trimtab.optimizer.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.trimtab.core.testkit.Campaign;
import io.trimtab.core.time.NanoClock;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The critical line on problems made to break it: every turning point certified, every line compared with the engine. */
class CriticalLineTest {
    private static final long SEED = 777_000L;

    private static Limits limits() {
        return new Limits(NanoClock.system(), 1_000_000, Long.MAX_VALUE);
    }

    @Test
    void everyTurningPointOfAHostileProblemIsCertifiedAndEveryLineAgreesWithTheEngine() {
        int tries = Campaign.tries(3_000, 60_000);
        int complete = 0;
        int infeasible = 0;
        int turningPoints = 0;
        // known and rare: where data of very different size meet, one of twenty thousand
        int loose = 0;
        int silent = 0;
        StringBuilder failures = new StringBuilder();
        for (int k = 0; k < tries; k++) {
            HostileProblem problem = new HostileProblem(SEED + k, k % 10 == 0 ? 30 : 12, k % 7 == 0 ? 8 : 4);
            QuadraticProgram program = problem.program();
            double[] base = new double[problem.n];
            CriticalLine line = new CriticalLine(program, base, problem.q);
            switch (line.trace(limits())) {
                case COMPLETE -> {
                    complete++;
                    turningPoints += line.path().points();
                    double residual = line.path().scaledResidual(problem.program(), base, problem.q);
                    if (residual > 1e-9 && residual <= 1e-7) {
                        loose++;
                    } else if (!(residual <= 1e-9)) {
                        failures.append(" try ").append(k).append(" residual ").append(residual);
                    }
                    String order = order(line.path(), problem);
                    if (!order.isEmpty()) {
                        failures.append(" try ").append(k).append(order);
                    }
                    String other = compare(k, problem, line.path());
                    if (!other.isEmpty()) {
                        failures.append(" try ").append(k).append(other);
                    }
                }
                case INFEASIBLE -> {
                    infeasible++;
                    QuadraticSolver solver = new QuadraticSolver(problem.program());
                    assertThat(solver.solve(limits())).as("try " + k).isEqualTo(QuadraticSolver.Status.INFEASIBLE);
                }
                default -> silent++;
            }
        }
        assertThat(failures.toString()).isEmpty();
        assertThat(loose).as("residuals between 1e-9 and 1e-7").isLessThanOrEqualTo(tries / 20_000);
        assertThat(silent).as("problems without answer").isLessThanOrEqualTo(tries / 20_000);
        assertThat(complete).isGreaterThan(tries / 3);
        assertThat(infeasible).isGreaterThan(tries / 20);
        assertThat(turningPoints).isGreaterThan(2 * complete);
    }

    /** Lambda, gain and variance fall along the path, lambda strictly but where riskless weights jump. */
    private static String order(CriticalPath path, HostileProblem problem) {
        for (int k = 1; k < path.points(); k++) {
            boolean jump = path.tilt(k) == path.tilt(k - 1);
            boolean falls = jump || path.tilt(k) < path.tilt(k - 1);
            double gain =
                    1e-14 * problem.unit() + 1e-9 * (Math.abs(path.gain(0)) + Math.abs(path.gain(path.points() - 1)));
            double form = 1e-9 * path.cost(0) + 1e-11 * problem.largestVariance();
            if (!falls || path.gain(k) > path.gain(k - 1) + gain || path.cost(k) > path.cost(k - 1) + form) {
                return " is out of order at " + k;
            }
        }
        return path.tilt(path.points() - 1) == 0 ? "" : " does not end at zero";
    }

    /**
     * At random tilts the engine, started from nothing, finds the same objective; its weights may be others where
     * the optimum is not unique. Tolerance: 1e-9 of the terms' sizes, and of their largest size on the path.
     */
    private static String compare(int k, HostileProblem problem, CriticalPath path) {
        SplittableRandom random = new SplittableRandom(k);
        double[] w = new double[problem.n];
        for (int i = 0; i < 3; i++) {
            int above = random.nextInt(path.points());
            boolean ray = above == 0;
            double fraction = random.nextDouble();
            double t;
            if (ray) {
                double first = path.tilt(path.firstFinite());
                t = first + fraction * (1 + first);
                path.rayInto(t - first, w);
            } else if (path.tilt(above - 1) == Double.POSITIVE_INFINITY) {
                t = 2 * path.tilt(above) + 1;
                path.weightsInto(above - 1, 0, w);
            } else {
                t = path.tilt(above - 1) + fraction * (path.tilt(above) - path.tilt(above - 1));
                path.weightsInto(above - 1, fraction, w);
            }
            QuadraticProgram program = problem.program();
            double[] q = program.linear();
            double largest = 0;
            for (int j = 0; j < problem.n; j++) {
                q[j] = t * problem.q[j];
                largest = Math.max(largest, Math.abs(q[j]));
            }
            QuadraticSolver solver = new QuadraticSolver(program);
            if (solver.solve(limits()) != QuadraticSolver.Status.OPTIMAL) {
                return "";
            }
            double[] best = new double[problem.n];
            solver.weightsInto(best);
            Residuals ours = new Residuals(program);
            ours.compute(w, new double[problem.m]);
            double value = ours.variance() / 2 + ours.linear();
            Residuals theirs = new Residuals(program);
            theirs.compute(best, new double[problem.m]);
            double reference = theirs.variance() / 2 + theirs.linear();
            double size = size(problem, w, q) + size(problem, best, q) + 1e-4 * largest;
            if (!(ours.scaledPrimal() <= 1e-9) || !(Math.abs(value - reference) <= 1e-9 * size)) {
                return " at t = " + t + " has " + value + " against " + reference + ", violation "
                        + ours.scaledPrimal();
            }
        }
        return "";
    }

    private static double size(HostileProblem problem, double[] w, double[] q) {
        double size = 0;
        for (int j = 0; j < problem.n; j++) {
            size += Math.abs(q[j] * w[j]);
            for (int i = 0; i < problem.n; i++) {
                size += Math.abs(problem.s[i][j] * w[i] * w[j]);
            }
        }
        return size;
    }

    @Test
    void theSameProblemGivesTheSameBits() {
        HostileProblem problem = new HostileProblem(4_711, 30, 4);
        CriticalLine first = new CriticalLine(problem.program(), new double[problem.n], problem.q);
        CriticalLine second = new CriticalLine(problem.program(), new double[problem.n], problem.q);
        CriticalLine.Status status = first.trace(limits());
        assertThat(second.trace(limits())).isEqualTo(status);
        assertThat(second.path().points()).isEqualTo(first.path().points());
        double[] a = new double[problem.n];
        double[] b = new double[problem.n];
        for (int k = 0; k < first.path().points(); k++) {
            first.path().weightsInto(k, 0, a);
            second.path().weightsInto(k, 0, b);
            assertThat(b).isEqualTo(a);
        }
    }

    @Test
    void aLimitStopsIt() {
        HostileProblem problem = feasible();
        CriticalLine line = new CriticalLine(problem.program(), new double[problem.n], problem.q);
        assertThat(line.trace(new Limits(NanoClock.system(), 0, Long.MAX_VALUE)))
                .isEqualTo(CriticalLine.Status.STOPPED);
    }

    private static HostileProblem feasible() {
        for (long seed = 1; ; seed++) {
            HostileProblem problem = new HostileProblem(seed, 12, 2);
            CriticalLine line = new CriticalLine(problem.program(), new double[problem.n], problem.q);
            if (line.trace(limits()) == CriticalLine.Status.COMPLETE && line.pivots() > 3) {
                return problem;
            }
        }
    }

    /** A linear cost that does not scale with t makes the weights jump where the gain of a riskless swap pays it. */
    @Test
    void withoutRiskTheWeightsJumpWhereTheTiltOutweighsTheBase() {
        double[] s = new double[4];
        QuadraticProgram program = new QuadraticProgram(
                new io.trimtab.optimizer.DenseRisk(2, s),
                new double[2],
                new double[][] {{1, 1}},
                new double[] {1},
                new double[] {1},
                new double[2],
                new double[] {1, 1});
        CriticalLine line = new CriticalLine(program, new double[] {0, 0.3}, new double[] {0, -0.1});
        assertThat(line.trace(limits())).isEqualTo(CriticalLine.Status.COMPLETE);
        CriticalPath path = line.path();
        assertThat(path.points()).isEqualTo(4);
        assertThat(path.tilt(1)).isEqualTo(path.tilt(2));
        assertThat(path.tilt(1)).isCloseTo(3, org.assertj.core.data.Offset.offset(1e-14));
        double[] w = new double[2];
        path.weightsInto(1, 0, w);
        assertThat(w).containsExactly(0, 1);
        path.weightsInto(2, 0, w);
        assertThat(w).containsExactly(1, 0);
    }
}
