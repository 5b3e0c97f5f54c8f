package io.trimtab.risk.volatility;

import io.trimtab.core.check.Check;
import io.trimtab.core.numeric.Compensated;
import io.trimtab.core.numeric.Kernels;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The exponentially weighted moving average of squared returns: {@code h' = lambda h + (1 - lambda) e^2}.
 *
 * <pre>{@code
 * double tomorrow = EwmaVolatility.lambda(0.94).fit(returns).nextVolatility();
 * }</pre>
 *
 * <p>Nothing is estimated but, if asked, the mean; the forecast is the same for every period ahead. The first variance is the mean
 * squared deviation of all returns, or given. Source: J. P. Morgan, RiskMetrics Technical Document (1996), section 5.2, lambda
 * 0.94 for daily and 0.97 for monthly returns. O(T). Immutable and thread-safe.
 */
public final class EwmaVolatility implements VolatilityModel, Serializable {
    private static final long serialVersionUID = 1L;
    private static final double FROM_SAMPLE = -1;

    /** The memory. */
    private final double lambda;
    /** What is taken from the returns. */
    private final MeanEquation mean;
    /** The variance of the first return, or {@link #FROM_SAMPLE}. */
    private final double firstVariance;

    private EwmaVolatility(double lambda, MeanEquation mean, double firstVariance) {
        this.lambda = lambda;
        this.mean = mean;
        this.firstVariance = firstVariance;
    }

    /**
     * The average with a given memory, of returns with mean zero.
     *
     * @param lambda the weight of the variance so far, strictly within (0, 1)
     * @return the model
     */
    public static EwmaVolatility lambda(double lambda) {
        return new EwmaVolatility(Check.strictlyWithin(lambda, 0, 1, "lambda"), MeanEquation.ZERO, FROM_SAMPLE);
    }

    /**
     * The same with another mean equation.
     *
     * @param other what is taken from the returns: nothing, or their sample mean
     * @return the model
     */
    public EwmaVolatility withMean(MeanEquation other) {
        return new EwmaVolatility(lambda, Check.notNull(other, "mean"), firstVariance);
    }

    /**
     * The same with the variance of the first return given.
     *
     * @param variance positive
     * @return the model
     */
    public EwmaVolatility startingFrom(double variance) {
        return new EwmaVolatility(lambda, mean, Check.positive(variance, "firstVariance"));
    }

    /**
     * Calculates the average; it always exists.
     *
     * @param returns simple returns, oldest first, at least 2, all finite; copied
     * @return the volatility of each return and the forecast
     * @throws IllegalArgumentException if there are too few returns, one is not finite, or they never move
     */
    @Override
    public FittedVolatility fit(double[] returns) {
        double[] e =
                Check.allFinite(Check.notNull(returns, "returns"), "returns").clone();
        Check.atLeast(e.length, 2, "number of returns");
        double centre =
                mean == MeanEquation.CONSTANT ? Check.finite(Compensated.mean(e.length, e, 0), "mean of returns") : 0;
        for (int t = 0; t < e.length; t++) {
            e[t] -= centre;
        }
        double h = firstVariance;
        if (firstVariance == FROM_SAMPLE) {
            h = Kernels.dot(e.length, e, 0, e, 0) / e.length;
            if (!(h > 0 && h < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("returns must move, and by finite amounts, to have a changing"
                        + " volatility, but their mean square is " + h);
            }
        }
        double[] volatilities = new double[e.length];
        double[] residuals = new double[e.length];
        for (int t = 0; t < e.length; t++) {
            volatilities[t] = Math.sqrt(h);
            residuals[t] = e[t] / volatilities[t];
            h = lambda * h + (1 - lambda) * (e[t] * e[t]);
            if (!(h > 0 && h < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("returns must move, and by finite amounts, to have a changing"
                        + " volatility, but the variance after returns[" + t + "] is " + h);
            }
        }
        return new Path(centre, volatilities, residuals, h);
    }

    @Override
    public String toString() {
        return "EwmaVolatility[lambda " + lambda + ", " + mean + " mean]";
    }

    /** What came of it. */
    private static final class Path implements FittedVolatility {
        private final double mean;
        private final double[] volatilities;
        private final double[] residuals;
        private final double nextVariance;

        Path(double mean, double[] volatilities, double[] residuals, double nextVariance) {
            this.mean = mean;
            this.volatilities = volatilities;
            this.residuals = residuals;
            this.nextVariance = nextVariance;
        }

        @Override
        public int observations() {
            return volatilities.length;
        }

        @Override
        public double mean() {
            return mean;
        }

        @Override
        public double[] volatilities() {
            return volatilities.clone();
        }

        @Override
        public double[] standardisedResiduals() {
            return residuals.clone();
        }

        @Override
        public VolatilityForecast forecast(int steps) {
            double[] out = new double[Check.atLeast(steps, 1, "steps")];
            Arrays.fill(out, nextVariance);
            return VolatilityForecast.of(out);
        }

        @Override
        public String toString() {
            return "EwmaVolatility of " + volatilities.length + " returns";
        }
    }
}
