package io.trimtab.risk.measure;

import io.trimtab.core.check.Check;
import io.trimtab.core.check.Interruption;
import io.trimtab.core.market.Universe;
import io.trimtab.core.market.Weights;
import io.trimtab.core.numeric.Cholesky;
import io.trimtab.core.statistics.Confidence;
import io.trimtab.risk.model.CovarianceMatrix;
import io.trimtab.risk.model.ExpectedReturns;
import java.util.SplittableRandom;

/**
 * Losses simulated from a covariance: for books that are not a sum of weights times returns.
 *
 * <pre>{@code
 * MonteCarloSimulation simulation = MonteCarloSimulation.gaussian(covariance, expectedReturns, 7);
 * TailRisk tail = simulation.measure(Confidence.of(0.99), 100_000, book); // with an interval for the sampling error
 * }</pre>
 *
 * <p>Returns are {@code mu + L z}, with {@code L L'} the covariance and z independent standard normal (Marsaglia's polar
 * method), or those times {@code sqrt((nu - 2) / chi2_nu)} for a multivariate Student distribution with the same
 * covariance, chi2 the sum of nu squares. For a plain portfolio {@link ModelTail} is exact and needs no simulation. A
 * function of the seed alone. Immutable and thread-safe. O(scenarios n^2).
 */
public final class MonteCarloSimulation {
    private static final int CHUNK = 1024;

    private final Universe universe;
    private final double[] mean;
    private final double[] factor;
    private final int degrees;
    private final long seed;

    private MonteCarloSimulation(CovarianceMatrix covariance, ExpectedReturns mean, int degrees, long seed) {
        this.universe = Check.notNull(covariance, "covariance").universe();
        universe.requireSame(Check.notNull(mean, "mean").universe(), "mean");
        this.mean = mean.toArray();
        this.degrees = degrees;
        this.seed = seed;
        int n = universe.size();
        this.factor = covariance.toArray();
        double tolerance = Math.max(Cholesky.tolerance(n), covariance.indefiniteness());
        if (Cholesky.factor(n, factor, 0, n, tolerance) < 0) {
            throw new IllegalArgumentException("covariance must be positive semidefinite: repair it first");
        }
    }

    /**
     * Normal returns.
     *
     * @param covariance their covariance
     * @param mean their expected values, of the same period and universe
     * @param seed decides all draws
     * @return the simulation
     * @throws IllegalArgumentException if the universes differ, or the covariance is not positive semidefinite
     */
    public static MonteCarloSimulation gaussian(CovarianceMatrix covariance, ExpectedReturns mean, long seed) {
        return new MonteCarloSimulation(covariance, mean, 0, seed);
    }

    /**
     * Returns of a multivariate Student distribution with that covariance.
     *
     * @param covariance their covariance
     * @param mean their expected values, of the same period and universe
     * @param nu degrees of freedom, from 3 to 1000: the fewer, the fatter the tails
     * @param seed decides all draws
     * @return the simulation
     * @throws IllegalArgumentException if the universes differ, the covariance is not positive semidefinite, or nu is out of
     *     range
     */
    public static MonteCarloSimulation studentT(CovarianceMatrix covariance, ExpectedReturns mean, int nu, long seed) {
        Check.notNull(covariance, "covariance");
        Check.notNull(mean, "mean");
        if (nu < 3 || nu > 1000) {
            throw new IllegalArgumentException("nu must be from 3 to 1000, was " + nu);
        }
        return new MonteCarloSimulation(covariance, mean, nu, seed);
    }

    /**
     * Simulates the losses of a book.
     *
     * @param scenarios how many, at least 1
     * @param book what it gains for given returns
     * @return the losses, positive for a loss
     * @throws IllegalArgumentException if there is no scenario, or a gain is not finite
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public double[] losses(int scenarios, PositionValue book) {
        Check.atLeast(scenarios, 1, "scenarios");
        Check.notNull(book, "book");
        int n = mean.length;
        SplittableRandom random = new SplittableRandom(seed);
        Polar normal = new Polar(random);
        double[] z = new double[n];
        double[] returns = new double[n];
        double[] losses = new double[scenarios];
        for (int s = 0; s < scenarios; s++) {
            if (s % CHUNK == 0) {
                Interruption.endIfRequested("simulation");
            }
            for (int i = 0; i < n; i++) {
                z[i] = normal.next();
            }
            double scale = degrees == 0 ? 1 : Math.sqrt((degrees - 2) / normal.squares(degrees));
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int k = 0; k <= i; k++) {
                    sum = Math.fma(factor[i + k * n], z[k], sum);
                }
                returns[i] = mean[i] + scale * sum;
            }
            losses[s] = Check.finite(0.0 - book.gain(returns), "loss of the book");
        }
        return losses;
    }

    /**
     * Measures the tail of simulated losses.
     *
     * @param confidence the confidence of the value at risk
     * @param scenarios how many, at least 1
     * @param book what it gains for given returns
     * @return the tail; {@link TailRisk#valueAtRiskInterval} says what the number of scenarios leaves open
     * @throws IllegalArgumentException if there is no scenario, or a gain is not finite
     */
    public TailRisk measure(Confidence confidence, int scenarios, PositionValue book) {
        return HistoricalSimulation.at(confidence).measure(losses(scenarios, book));
    }

    /**
     * Measures the tail of the simulated losses of a plain portfolio.
     *
     * @param confidence the confidence of the value at risk
     * @param scenarios how many, at least 1
     * @param weights the portfolio
     * @return the tail
     * @throws IllegalArgumentException if the universes differ or there is no scenario
     */
    public TailRisk measure(Confidence confidence, int scenarios, Weights weights) {
        universe.requireSame(Check.notNull(weights, "weights").universe(), "weights");
        double[] w = weights.toArray();
        return measure(confidence, scenarios, returns -> {
            double gain = 0;
            for (int i = 0; i < w.length; i++) {
                gain += w[i] * returns[i];
            }
            return gain;
        });
    }

    /** Standard normal numbers in pairs; Marsaglia and Bray, SIAM Review 6 (1964), 260-264. */
    private static final class Polar {
        private final SplittableRandom random;
        private double spare;
        private boolean spared;

        Polar(SplittableRandom random) {
            this.random = random;
        }

        double next() {
            if (spared) {
                spared = false;
                return spare;
            }
            double x;
            double y;
            double square;
            do {
                x = (random.nextLong() >> 10) * 0x1p-53;
                y = (random.nextLong() >> 10) * 0x1p-53;
                square = x * x + y * y;
            } while (!(square < 1 && square > 0));
            double scale = Math.sqrt(-2 * StrictMath.log(square) / square);
            spare = y * scale;
            spared = true;
            return x * scale;
        }

        double squares(int count) {
            double sum = 0;
            for (int k = 0; k < count; k++) {
                double z = next();
                sum += z * z;
            }
            return sum;
        }
    }

    @Override
    public String toString() {
        return "MonteCarloSimulation[" + (degrees == 0 ? "Gaussian" : "Student-t nu " + degrees) + ", " + mean.length
                + " factors, seed " + seed + "]";
    }
}
