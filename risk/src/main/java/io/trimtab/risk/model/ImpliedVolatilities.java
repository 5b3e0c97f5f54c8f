package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Universe;
import io.trimtab.core.statistics.PeriodsPerYear;

/**
 * Volatilities known from elsewhere, such as those that options imply, put in place of the estimated ones; correlations
 * stay as they are estimated.
 *
 * <pre>{@code
 * ImpliedVolatilities implied = ImpliedVolatilities.annual(universe, PeriodsPerYear.DAILY, 0.31, 0.18, 0.22);
 * RiskModel risk = implied.over(LedoitWolf.constantCorrelation()).estimate(returns);
 * }</pre>
 *
 * <p>{@code S_ij = r_ij v_i v_j} with r the correlation of the other model and v the given volatilities. Congruent to that
 * model, so semidefinite if it is; a factor model stays one. An asset of zero variance in the model has no correlations and
 * is refused unless its volatility is 0. See {@link RiskModels#withVolatilities}. Immutable and thread-safe.
 */
public final class ImpliedVolatilities {
    private final Universe universe;
    private final double[] volatilities;

    private ImpliedVolatilities(Universe universe, double[] volatilities) {
        this.universe = universe;
        this.volatilities = volatilities;
    }

    /**
     * Volatilities per period of the returns they are to be used with.
     *
     * @param universe the n assets
     * @param volatilities n standard deviations of simple returns per period, at least 0; copied
     * @return the volatilities
     * @throws IllegalArgumentException if the length differs, or one is negative or not finite; the message names the asset
     */
    public static ImpliedVolatilities perPeriod(Universe universe, double... volatilities) {
        double[] own = Check.notNull(volatilities, "volatilities").clone();
        Check.length(own.length, Check.notNull(universe, "universe").size(), "volatilities");
        for (int i = 0; i < own.length; i++) {
            Check.notNegative(own[i], "volatility of " + universe.id(i));
        }
        return new ImpliedVolatilities(universe, own);
    }

    /**
     * Annual volatilities, as options quote them.
     *
     * @param universe the n assets
     * @param periods how many periods of the returns make a year
     * @param volatilities n annual standard deviations, 0.2 for 20%, at least 0; copied
     * @return the volatilities, divided by the square root of the periods
     * @throws IllegalArgumentException as {@link #perPeriod}
     */
    public static ImpliedVolatilities annual(Universe universe, PeriodsPerYear periods, double... volatilities) {
        Check.notNull(universe, "universe");
        double root = Math.sqrt(Check.notNull(periods, "periods").count());
        double[] own = Check.notNull(volatilities, "volatilities").clone();
        for (int i = 0; i < own.length; i++) {
            own[i] /= root;
        }
        return perPeriod(universe, own);
    }

    /**
     * A model with these volatilities.
     *
     * @param model a covariance over the same universe, per period
     * @return the covariance of its correlations and these volatilities, in its structure
     * @throws IllegalArgumentException if the universes differ, or an asset of zero variance is to have a volatility
     */
    public RiskModel appliedTo(RiskModel model) {
        universe.requireSame(Check.notNull(model, "model").universe(), "model");
        return RiskModels.withVolatilities(model, volatilities);
    }

    /**
     * An estimator of correlations, with these volatilities.
     *
     * @param correlations what estimates the model whose volatilities are replaced
     * @return the estimator
     */
    public RiskModelEstimator over(RiskModelEstimator correlations) {
        Check.notNull(correlations, "correlations");
        return new RiskModelEstimator() {
            @Override
            public RiskModel estimate(ReturnPanel returns) {
                return appliedTo(correlations.estimate(returns));
            }

            @Override
            public String toString() {
                return "ImpliedVolatilities[over " + correlations + "]";
            }
        };
    }

    @Override
    public String toString() {
        return "ImpliedVolatilities[" + volatilities.length + " assets]";
    }
}
