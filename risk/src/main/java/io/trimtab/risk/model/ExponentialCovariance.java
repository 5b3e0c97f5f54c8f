package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.numeric.Kernels;
import io.trimtab.core.statistics.DegreesOfFreedom;
import java.util.Locale;

/**
 * The exponentially weighted covariance: each period back counts lambda times as much as the one after it.
 *
 * <pre>{@code
 * CovarianceMatrix risk = ExponentialCovariance.decay(0.97).aroundZero().estimate(returns);
 * PanelCovariance few = ExponentialCovariance.halfLife(60).panel(returns); // never an n x n matrix
 * ExponentialCovariance barra = ExponentialCovariance.halfLife(42).correlationHalfLife(200);
 * }</pre>
 *
 * <p>With weights {@code p_t = (1 - lambda) lambda^(T - 1 - t) / (1 - lambda^T)}, t = 0 the oldest, and the weighted mean m:
 *
 * <pre>
 * S = sum_t p_t (r_t - m)(r_t - m)' / c,   c = 1 - sum_t p_t^2 (unbiased, the default) or 1
 * </pre>
 *
 * <p>{@link #aroundZero()} takes m = 0 and c = 1, as RiskMetrics does (J.P. Morgan and Reuters, RiskMetrics - Technical
 * Document, 1996, section 5.2). {@link #startedAtFirst()} gives the oldest period the weight lambda^(T - 1) instead, which
 * is the recursion {@code S_t = lambda S_(t-1) + (1 - lambda) r_t r_t'} started at {@code r_0 r_0'}: with few periods that
 * one return dominates. {@link #correlationHalfLife} takes the correlations from a longer memory than the volatilities.
 *
 * <p>A weighted sum of squares: positive semidefinite, of rank at most T; the effective number of periods is
 * {@code (1 + lambda) / (1 - lambda)} however long the panel, so that an optimizer of many assets needs {@link #panel} or
 * shrinkage. O(T n^2), as a panel O(T n). Immutable and thread-safe.
 */
public final class ExponentialCovariance implements CovarianceEstimator {
    private enum Centre {
        WEIGHTED_MEAN,
        ZERO
    }

    private enum Start {
        NORMALISED,
        FIRST_RETURN
    }

    private final double lambda;
    private final double correlationLambda;
    private final Centre centre;
    private final Start start;
    private final DegreesOfFreedom degreesOfFreedom;

    private ExponentialCovariance(
            double lambda, double correlationLambda, Centre centre, Start start, DegreesOfFreedom degreesOfFreedom) {
        this.lambda = lambda;
        this.correlationLambda = correlationLambda;
        this.centre = centre;
        this.start = start;
        this.degreesOfFreedom = degreesOfFreedom;
    }

    /**
     * The estimator with a given decay.
     *
     * @param lambda what a period's weight is multiplied by with each further period, in (0, 1)
     * @return the unbiased estimator around the weighted mean
     * @throws IllegalArgumentException if lambda is not strictly within (0, 1)
     */
    public static ExponentialCovariance decay(double lambda) {
        Check.strictlyWithin(lambda, 0, 1, "lambda");
        return new ExponentialCovariance(
                lambda, lambda, Centre.WEIGHTED_MEAN, Start.NORMALISED, DegreesOfFreedom.SAMPLE);
    }

    /**
     * The estimator with a given half-life: lambda = 2^(-1 / periods).
     *
     * @param periods after how many periods a weight is halved, positive
     * @return the unbiased estimator around the weighted mean
     * @throws IllegalArgumentException if the half-life is so long that no weight decays, or not positive and finite
     */
    public static ExponentialCovariance halfLife(double periods) {
        return decay(lambdaOf(periods, "periods"));
    }

    private static double lambdaOf(double periods, String name) {
        double lambda = StrictMath.exp(-StrictMath.log(2) / Check.positive(periods, name));
        if (!(lambda > 0 && lambda < 1)) {
            throw new IllegalArgumentException(
                    name + " must be a half-life with a decay strictly within (0, 1), was " + periods);
        }
        return lambda;
    }

    /**
     * With squares around zero instead of the weighted mean.
     *
     * @return the changed estimator
     */
    public ExponentialCovariance aroundZero() {
        return new ExponentialCovariance(lambda, correlationLambda, Centre.ZERO, start, degreesOfFreedom);
    }

    /**
     * With the weights of the recursion that starts at the oldest return.
     *
     * @return the changed estimator
     */
    public ExponentialCovariance startedAtFirst() {
        return new ExponentialCovariance(lambda, correlationLambda, centre, Start.FIRST_RETURN, degreesOfFreedom);
    }

    /**
     * With or without the correction for the estimated mean; without meaning around zero.
     *
     * @param lost {@code SAMPLE} divides by {@code 1 - sum of p^2}
     * @return the changed estimator
     */
    public ExponentialCovariance with(DegreesOfFreedom lost) {
        return new ExponentialCovariance(
                lambda, correlationLambda, centre, start, Check.notNull(lost, "degreesOfFreedom"));
    }

    /**
     * With a half-life of its own for the correlations; that given before is then of the volatilities.
     *
     * @param periods after how many periods a weight is halved, positive
     * @return the changed estimator
     * @throws IllegalArgumentException as {@link #halfLife}
     */
    public ExponentialCovariance correlationHalfLife(double periods) {
        return new ExponentialCovariance(lambda, lambdaOf(periods, "periods"), centre, start, degreesOfFreedom);
    }

    /**
     * What a period's weight is multiplied by with each further period.
     *
     * @return lambda, of the volatilities if correlations have one of their own
     */
    public double lambda() {
        return lambda;
    }

    @Override
    public CovarianceMatrix estimate(ReturnPanel returns) {
        double[] x = loadings(returns);
        int rows = returns.rows();
        int n = returns.columns();
        double[] s = new double[n * n];
        Kernels.syrk(n, rows, 1, x, 0, rows, 0, s, 0, n);
        CovarianceMatrix covariance = rows > n
                ? CovarianceMatrix.estimated(returns.universe(), s)
                : CovarianceMatrix.estimated(returns.universe(), s, SampleCovariance.rounding(rows, n));
        return covariance.datedAs(returns);
    }

    /**
     * The same covariance, kept as the weighted panel: for fewer periods than assets, or too many assets for a matrix.
     *
     * @param returns T returns of n assets, T at least 2
     * @return the covariance per period
     * @throws IllegalArgumentException if there are too few returns, or a variance overflows
     */
    public PanelCovariance panel(ReturnPanel returns) {
        return PanelCovariance.estimated(Check.notNull(returns, "returns"), returns.rows(), loadings(returns));
    }

    private double[] loadings(ReturnPanel returns) {
        int rows = Check.notNull(returns, "returns").rows();
        if (rows < 2) {
            throw new IllegalArgumentException(
                    "exponential covariance needs at least 2 returns of each asset, had " + rows);
        }
        double[] x = loadings(returns, weights(returns, correlationLambda));
        if (correlationLambda != lambda) {
            double[] own = loadings(returns, weights(returns, lambda));
            for (int j = 0; j < returns.columns(); j++) {
                double volatility = Kernels.norm2(rows, own, j * rows);
                double other = Kernels.norm2(rows, x, j * rows);
                Kernels.scale(rows, other > 0 ? volatility / other : 0, x, j * rows);
            }
        }
        return x;
    }

    private double[] loadings(ReturnPanel returns, double[] p) {
        return centre == Centre.ZERO
                ? PanelCovariance.weightedLoadings(returns, p)
                : PanelCovariance.weightedLoadings(returns, p, degreesOfFreedom);
    }

    private double[] weights(ReturnPanel returns, double decay) {
        double[] p = new double[returns.rows()];
        double weight = 1 - decay;
        for (int t = p.length - 1; t > 0; t--) {
            p[t] = weight;
            weight *= decay;
        }
        p[0] = start == Start.FIRST_RETURN ? weight / (1 - decay) : weight;
        return PanelCovariance.normalised(returns, p);
    }

    @Override
    public String toString() {
        String memory = correlationLambda == lambda
                ? String.format(Locale.ROOT, "%.6g", lambda)
                : String.format(Locale.ROOT, "%.6g, correlations %.6g", lambda, correlationLambda);
        return "ExponentialCovariance[" + memory + ", " + centre + ", " + start + ", " + degreesOfFreedom + "]";
    }
}
