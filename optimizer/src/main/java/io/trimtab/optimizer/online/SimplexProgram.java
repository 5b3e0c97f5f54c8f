package io.trimtab.optimizer.online;

import io.trimtab.core.market.Universe;
import io.trimtab.core.time.NanoClock;
import io.trimtab.optimizer.solver.Limits;
import io.trimtab.optimizer.solver.QuadraticProgram;
import io.trimtab.optimizer.solver.QuadraticSolver;
import io.trimtab.risk.model.CovarianceMatrix;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Minimises w'Aw/2 + q'w over weights of at least 0 that sum to one, by the quadratic engine. */
final class SimplexProgram {
    private static final int MOST_ITERATIONS = 1_000_000;
    private static final NanoClock STOPPED = () -> 0;

    private final Universe universe;

    SimplexProgram(int assets) {
        this.universe = Universe.of(
                IntStream.range(0, assets).mapToObj(Integer::toString).toArray(String[]::new));
    }

    /**
     * Solves.
     *
     * @param matrix A, positive semidefinite, column by column
     * @param linear q
     * @param start weights to start from
     * @return the weights
     * @throws IllegalStateException if rounding won
     */
    double[] solve(double[] matrix, double[] linear, double[] start) {
        int n = linear.length;
        double[] zeros = new double[n];
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        QuadraticProgram program = QuadraticProgram.builder(CovarianceMatrix.of(universe, matrix))
                .linear(linear)
                .bounds(zeros, ones)
                .row(ones, 1, 1)
                .build();
        QuadraticSolver solver = new QuadraticSolver(program);
        QuadraticSolver.Status status = solver.solveFrom(start, new Limits(STOPPED, MOST_ITERATIONS, Long.MAX_VALUE));
        if (status != QuadraticSolver.Status.OPTIMAL) {
            throw new IllegalStateException("projection onto the simplex must have an optimum, ended " + status);
        }
        double[] weights = new double[n];
        solver.weightsInto(weights);
        return weights;
    }
}
