package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Kernels;
import java.util.Arrays;

/**
 * Takes out of the sample correlation what a matrix of pure noise would show as well.
 *
 * <pre>{@code
 * CovarianceMatrix risk = RandomMatrixDenoising.constantResidual().estimate(returns);
 * FactorCovariance same = RandomMatrixDenoising.constantResidual().factors(returns);
 * int signals = RandomMatrixDenoising.constantResidual().denoise(returns).signals();
 * }</pre>
 *
 * <p>The eigenvalues of the correlation of n uncorrelated series of T returns lie below Marchenko and Pastur's edge
 * {@code s (1 + sqrt(n / T))^2} with s the variance of the noise. Those above it are signals and stay. The others
 *
 * <ul>
 *   <li>all become their average in {@link #constantResidual()} (Laloux, Cizeau, Bouchaud and Potters, "Noise dressing of
 *       financial correlation matrices", Physical Review Letters 83 (1999), 1467-1470; Lopez de Prado, Machine Learning for
 *       Asset Managers, 2020, section 2.5.1); a factor model with equal residuals;
 *   <li>keep a share alpha of their off-diagonal part in {@link #targetedShrinkage} (there, section 2.5.2).
 * </ul>
 *
 * <p>The diagonal is brought back to one, and the volatilities are those of the sample (divisor T - 1). The variance of the
 * noise, see {@link NoiseVariance}, is a formula and not the fit of a density, so that nothing depends on a bandwidth.
 * Semidefinite by construction. For removing the market see {@link DetonedCovariance}. O(T n^2 + n^3). Immutable and
 * thread-safe.
 */
public final class RandomMatrixDenoising implements CovarianceEstimator {
    /** How much variance noise has, of the 1 that each asset has. */
    public enum NoiseVariance {
        /** All of it: s = 1. The fewest signals; the usual choice where no factor dominates. */
        UNIT,
        /** What the largest eigenvalue leaves, s = 1 - l_1 / n, as Laloux et al. (1999) do for stocks. */
        WITHOUT_LARGEST
    }

    /** Stands for equal residuals. */
    private static final double CONSTANT = -1;

    private final double alpha;
    private final NoiseVariance noise;

    private RandomMatrixDenoising(double alpha, NoiseVariance noise) {
        this.alpha = alpha;
        this.noise = noise;
    }

    /**
     * The estimator that gives all noise one eigenvalue.
     *
     * @return the estimator with unit noise variance
     */
    public static RandomMatrixDenoising constantResidual() {
        return new RandomMatrixDenoising(CONSTANT, NoiseVariance.UNIT);
    }

    /**
     * The estimator that keeps a share of the noise's correlations.
     *
     * @param alpha from 0 (the signals alone and each asset's own rest) to 1 (the sample correlation)
     * @return the estimator with unit noise variance
     * @throws IllegalArgumentException if alpha is not within [0, 1]
     */
    public static RandomMatrixDenoising targetedShrinkage(double alpha) {
        return new RandomMatrixDenoising(Check.within(alpha, 0, 1, "alpha"), NoiseVariance.UNIT);
    }

    /**
     * With another variance of the noise.
     *
     * @param variance which
     * @return the changed estimator
     */
    public RandomMatrixDenoising noise(NoiseVariance variance) {
        return new RandomMatrixDenoising(alpha, Check.notNull(variance, "variance"));
    }

    /**
     * What the denoising found.
     *
     * @param covariance the denoised covariance per period
     * @param signals how many eigenvalues are above the edge
     * @param noiseVariance s
     * @param edge the largest eigenvalue of noise
     */
    public record Denoised(CovarianceMatrix covariance, int signals, double noiseVariance, double edge) {
        public Denoised {
            Check.notNull(covariance, "covariance");
            Check.atLeast(signals, 0, "signals");
            Check.notNegative(noiseVariance, "noiseVariance");
            Check.notNegative(edge, "edge");
        }
    }

    @Override
    public CovarianceMatrix estimate(ReturnPanel returns) {
        return denoise(returns).covariance();
    }

    /**
     * Estimates the covariance and says where the noise was taken to end.
     *
     * @param returns T returns of n assets, T at least 2
     * @return the covariance, the number of signals, the noise's variance and edge
     * @throws IllegalArgumentException if there are fewer than 2 periods, or the result overflows
     */
    public Denoised denoise(ReturnPanel returns) {
        Movers movers = Movers.of(returns, 2, "random-matrix denoising");
        double[] sigma = unbiased(movers);
        Spectrum spectrum = Spectrum.of(movers.x, movers.rows, movers.count, movers.rows);
        Edge edge = edge(spectrum, movers);
        double[] c = alpha == CONSTANT ? withEqualResiduals(spectrum, edge) : withShareOfNoise(movers, spectrum, edge);
        unitDiagonal(c, movers.count);
        return new Denoised(movers.covariance(c, sigma), edge.signals, edge.variance, edge.value);
    }

    /**
     * The same covariance as a factor model, which an optimizer solves in a fraction of the time.
     *
     * @param returns T returns of n assets, T at least 2
     * @return the signals as factors PC1, PC2, ... (at least one, of variance 0 if there is none), the noise as specific
     *     variance
     * @throws IllegalArgumentException if there are fewer than 2 periods, the result overflows, or this estimator keeps
     *     correlations of the noise, which no factor model has
     */
    public FactorCovariance factors(ReturnPanel returns) {
        Movers movers = Movers.of(returns, 2, "random-matrix denoising");
        if (alpha != CONSTANT) {
            throw new IllegalArgumentException(
                    "targeted shrinkage is not a factor model: use constantResidual(), or estimate(...)");
        }
        int m = movers.count;
        double[] sigma = unbiased(movers);
        Spectrum spectrum = Spectrum.of(movers.x, movers.rows, m, movers.rows);
        Edge edge = edge(spectrum, movers);
        double[] excess = new double[edge.signals];
        double[] variances = new double[m];
        Arrays.fill(variances, edge.residual);
        for (int f = 0; f < excess.length; f++) {
            excess[f] = spectrum.values[f] - edge.residual;
            for (int i = 0; i < m; i++) {
                double v = spectrum.vectors[f * m + i];
                variances[i] += excess[f] * v * v;
            }
        }
        double[] specific = new double[m];
        for (int i = 0; i < m; i++) {
            sigma[i] /= Math.sqrt(variances[i]);
            specific[i] = edge.residual * sigma[i] * sigma[i];
        }
        return spectrum.factors(movers, excess, sigma, specific);
    }

    /** Standardises the returns; returns the volatilities of divisor T - 1, in units. */
    static double[] unbiased(Movers movers) {
        double[] sigma = movers.standardise();
        Kernels.scale(sigma.length, Math.sqrt(movers.rows / (movers.rows - 1.0)), sigma, 0);
        return sigma;
    }

    /** Where noise ends; {@code residual} is the average of the eigenvalues that are no signals. */
    private record Edge(int signals, double variance, double value, double residual) {}

    private Edge edge(Spectrum spectrum, Movers movers) {
        int m = movers.count;
        double largest = spectrum.rank() == 0 ? 0 : spectrum.values[0];
        double variance = noise == NoiseVariance.UNIT || m == 0 ? 1 : Math.max(0, 1 - largest / m);
        double root = 1 + Math.sqrt((double) m / movers.rows);
        double edge = variance * root * root;
        int signals = 0;
        double left = m;
        while (signals < spectrum.rank() && spectrum.values[signals] > edge) {
            left -= spectrum.values[signals++];
        }
        double residual = signals < m && left > m * 0x1p-45 ? left / (m - signals) : 0;
        return new Edge(signals, variance, edge, residual);
    }

    private static double[] withEqualResiduals(Spectrum spectrum, Edge edge) {
        double[] eigenvalues = new double[spectrum.rank()];
        Arrays.fill(eigenvalues, edge.residual);
        System.arraycopy(spectrum.values, 0, eigenvalues, 0, edge.signals);
        return spectrum.rebuilt(eigenvalues, edge.residual);
    }

    /** alpha C + (1 - alpha) (signals + diag(rest)): the same as shrinking the noise towards its diagonal. */
    private double[] withShareOfNoise(Movers movers, Spectrum spectrum, Edge edge) {
        double[] eigenvalues = new double[spectrum.rank()];
        System.arraycopy(spectrum.values, 0, eigenvalues, 0, edge.signals);
        double[] signals = spectrum.rebuilt(eigenvalues, 0);
        double[] c = movers.moments(movers.rows);
        int m = movers.count;
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < m; i++) {
                if (i != j) {
                    c[j * m + i] = alpha * c[j * m + i] + (1 - alpha) * signals[j * m + i];
                }
            }
        }
        return c;
    }

    /**
     * C becomes D^-1/2 C D^-1/2 with D its diagonal. A diagonal element that is rounding belongs to an asset of which nothing
     * was left: it has no correlation with any other.
     */
    static void unitDiagonal(double[] c, int m) {
        double[] inverse = new double[m];
        for (int i = 0; i < m; i++) {
            double d = c[i * m + i];
            inverse[i] = d > 16 * m * 0x1p-52 ? 1 / Math.sqrt(d) : 0;
        }
        for (int j = 0; j < m; j++) {
            for (int i = 0; i < m; i++) {
                c[j * m + i] *= inverse[i] * inverse[j];
            }
            c[j * m + j] = 1;
        }
    }

    @Override
    public String toString() {
        return "RandomMatrixDenoising[" + (alpha == CONSTANT ? "constant residual" : "alpha " + alpha) + ", " + noise
                + "]";
    }
}
