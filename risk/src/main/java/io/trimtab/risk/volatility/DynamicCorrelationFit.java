package io.trimtab.risk.volatility;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.Universe;
import io.trimtab.risk.model.CovarianceMatrix;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * Volatilities and correlations fitted by {@link DynamicCorrelation}.
 *
 * <pre>{@code
 * DynamicCorrelationFit fit = DynamicCorrelation.engle().fit(returns);
 * CovarianceMatrix inAWeek = fit.covariance(5);
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class DynamicCorrelationFit {
    private final Universe universe;
    /** The date of the last return. */
    private final LocalDate asOf;
    /** Positions of the assets that move, the first m of them. */
    private final int[] movers;

    private final List<FittedVolatility> volatilities;
    private final double news;
    private final double memory;
    private final double correlationLogLikelihood;
    private final double[] target;
    private final double[] next;

    /** Takes the arrays over. */
    DynamicCorrelationFit(
            Universe universe,
            LocalDate asOf,
            int[] movers,
            List<FittedVolatility> volatilities,
            double news,
            double memory,
            double correlationLogLikelihood,
            double[] target,
            double[] next) {
        this.universe = universe;
        this.asOf = asOf;
        this.movers = movers;
        this.volatilities = List.copyOf(volatilities);
        this.news = news;
        this.memory = memory;
        this.correlationLogLikelihood = correlationLogLikelihood;
        this.target = target;
        this.next = next;
    }

    /** Of assets none of which moves. */
    static DynamicCorrelationFit ofNothing(Universe universe, LocalDate asOf) {
        double[] none = new double[0];
        return new DynamicCorrelationFit(universe, asOf, new int[0], List.of(), 0, 0, 0, none, none);
    }

    /**
     * The weight of the latest residuals.
     *
     * @return a, at least 0; 0 for constant correlations
     */
    public double news() {
        return news;
    }

    /**
     * The weight of the correlations before.
     *
     * @return b, at least 0, with a + b below 1; 0 for constant correlations
     */
    public double memory() {
        return memory;
    }

    /**
     * What the correlations add to the log-likelihood of independent assets; of {@link DynamicCorrelation#ofPairs} what they add to
     * those of all pairs, divided by n - 1, the number of pairs that an asset is in.
     *
     * @return {@code -1/2 sum of (ln|R| + z'R^-1 z - z'z)}
     */
    public double correlationLogLikelihood() {
        return correlationLogLikelihood;
    }

    /**
     * The volatility fitted to an asset.
     *
     * @param id an asset that moves
     * @return its fit
     * @throws IllegalArgumentException if there is no such asset, or it never moved
     */
    public FittedVolatility volatility(String id) {
        int position = universe.indexOf(Check.notNull(id, "id"));
        for (int k = 0; k < volatilities.size(); k++) {
            if (movers[k] == position) {
                return volatilities.get(k);
            }
        }
        throw new IllegalArgumentException(id + " must move to have a volatility, but its returns are all the same");
    }

    /**
     * The covariance of the period after the last.
     *
     * @return per period
     */
    public CovarianceMatrix nextCovariance() {
        return covariance(1);
    }

    /**
     * The covariance expected for one period ahead: volatilities as forecast, and correlations on their way back,
     * {@code (a + b)^(step - 1) R(next) + (1 - (a + b)^(step - 1)) S}, which is an approximation beyond one step (Engle and Sheppard,
     * NBER working paper 8554 (2001), section 4.2).
     *
     * @param step how many periods ahead, at least 1
     * @return per period, of that period alone
     * @throws IllegalArgumentException if a volatility has no forecast so far ahead
     */
    public CovarianceMatrix covariance(int step) {
        Check.atLeast(step, 1, "step");
        int n = universe.size();
        int m = volatilities.size();
        double kept = StrictMath.pow(news + memory, step - 1);
        double[] sigma = new double[m];
        for (int k = 0; k < m; k++) {
            sigma[k] = volatilities.get(k).forecast(step).volatility(step);
        }
        double[] out = new double[n * n];
        for (int l = 0; l < m; l++) {
            for (int k = 0; k < m; k++) {
                int at = l * m + k;
                double r = k == l ? 1 : kept * next[at] + (1 - kept) * target[at];
                out[movers[l] * n + movers[k]] = r * (sigma[k] * sigma[l]);
            }
        }
        return CovarianceMatrix.of(universe, out).withAsOf(asOf);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "DynamicCorrelationFit[%d assets, a %.4f, b %.4f, log-likelihood of correlations %.4f]",
                universe.size(),
                news,
                memory,
                correlationLogLikelihood);
    }
}
