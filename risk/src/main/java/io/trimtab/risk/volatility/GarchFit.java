package io.trimtab.risk.volatility;

import io.trimtab.core.check.Check;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link GarchModel} at a maximum of its likelihood.
 *
 * <pre>{@code
 * GarchFit fit = GarchModel.garch().fitOrThrow(returns);
 * double halfLife = StrictMath.log(0.5) / StrictMath.log(fit.parameters().persistence());
 * }</pre>
 *
 * <p>The estimates are within a hundredth of a standard error of the maximum by the Newton decrement (EGARCH: a tenth, because |z|
 * has a kink at each return that equals the mean; the curvature in the mean is taken across many): what the optimiser left
 * open is far below what the data leave open. Immutable and thread-safe.
 */
public final class GarchFit implements FittedVolatility {
    private final GarchModel model;
    private final GarchParameters parameters;
    private final double[] returns;
    private final double firstVariance;
    /** Has seen every return; never changed. */
    private final GarchFilter last;

    private final double[] volatilities;
    private final double logLikelihood;
    private final List<GarchBoundary> boundaries;
    private final Map<GarchStandardErrors.Kind, GarchStandardErrors> standardErrors;
    private final int agreeingStarts;

    /** Takes over the returns. */
    GarchFit(
            GarchModel model,
            GarchParameters parameters,
            double[] returns,
            double firstVariance,
            double logLikelihood,
            List<GarchBoundary> boundaries,
            Map<GarchStandardErrors.Kind, GarchStandardErrors> standardErrors,
            int agreeingStarts) {
        this.model = model;
        this.parameters = parameters;
        this.returns = returns;
        this.firstVariance = firstVariance;
        this.logLikelihood = logLikelihood;
        this.boundaries = List.copyOf(boundaries);
        this.standardErrors = new EnumMap<>(GarchStandardErrors.Kind.class);
        this.standardErrors.putAll(standardErrors);
        this.agreeingStarts = agreeingStarts;
        this.volatilities = new double[returns.length];
        GarchFilter filter = new GarchFilter(parameters, firstVariance);
        double volatility = filter.nextVolatility();
        for (int t = 0; t < returns.length; t++) {
            volatilities[t] = volatility;
            volatility = filter.observe(returns[t]);
        }
        this.last = filter;
    }

    /**
     * What was fitted.
     *
     * @return the model
     */
    public GarchModel model() {
        return model;
    }

    /**
     * The estimates.
     *
     * @return the parameters, in the units of the returns
     */
    public GarchParameters parameters() {
        return parameters;
    }

    /**
     * The logarithm of the likelihood of the returns.
     *
     * @return its maximum, constants included
     */
    public double logLikelihood() {
        return logLikelihood;
    }

    /**
     * At which limits of the parameters the maximum lies.
     *
     * @return none for an interior maximum; immutable
     */
    public List<GarchBoundary> boundaries() {
        return boundaries;
    }

    /**
     * How many of the searches ended at this maximum, to a tenth of a unit of log-likelihood.
     *
     * @return from 1 to the model's starts; fewer than all mean that there are other local maxima
     */
    public int agreeingStarts() {
        return agreeingStarts;
    }

    /**
     * The standard errors of the parameters.
     *
     * @param kind what they are calculated from
     * @return the errors; empty for a maximum at a limit, where the usual theory does not hold, for a targeted level, and
     *     where the information matrix is singular
     */
    public Optional<GarchStandardErrors> standardErrors(GarchStandardErrors.Kind kind) {
        return Optional.ofNullable(standardErrors.get(Check.notNull(kind, "kind")));
    }

    @Override
    public int observations() {
        return returns.length;
    }

    @Override
    public double mean() {
        return parameters.mean();
    }

    /**
     * The variance of the first return, from the presample values.
     *
     * @return positive
     */
    public double firstVariance() {
        return firstVariance;
    }

    @Override
    public double[] volatilities() {
        return volatilities.clone();
    }

    @Override
    public double[] standardisedResiduals() {
        double[] out = new double[returns.length];
        for (int t = 0; t < out.length; t++) {
            out[t] = (returns[t] - parameters.mean()) / volatilities[t];
        }
        return out;
    }

    @Override
    public VolatilityForecast forecast(int steps) {
        return last.forecast(steps);
    }

    /**
     * Follows returns after those of the fit.
     *
     * @return a filter that has seen every return of the fit
     */
    public GarchFilter filter() {
        return last.copy();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "GarchFit[%s, %d returns, log-likelihood %.4f, persistence %.4f, next volatility %.4g%s]",
                model,
                returns.length,
                logLikelihood,
                parameters.persistence(),
                last.nextVolatility(),
                boundaries.isEmpty() ? "" : ", at " + boundaries);
    }
}
