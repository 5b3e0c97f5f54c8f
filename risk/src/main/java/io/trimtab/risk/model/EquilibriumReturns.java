package io.trimtab.risk.model;

import io.trimtab.core.check.Check;
import io.trimtab.core.market.ReturnPanel;
import io.trimtab.core.market.Weights;

/**
 * The expected returns under which a portfolio, such as the market's, is optimal: reverse optimisation. No mean of past returns
 * enters.
 *
 * <pre>{@code
 * ExpectedReturns implied = EquilibriumReturns.implied(risk, market, 2.5);
 * ExpectedReturnEstimator estimator = EquilibriumReturns.of(market, 2.5).withCovariance(LedoitWolf.constantCorrelation());
 * }</pre>
 *
 * <p>{@code riskAversion * S w} above the risk-free rate, S the covariance and w the portfolio: the first-order condition of
 * {@code max mu'w - riskAversion / 2 w'Sw} (Sharpe, "Imputing expected security returns from portfolio composition", JFQA 9 (1974),
 * 463-472; Black and Litterman 1992). Immutable and thread-safe.
 */
public final class EquilibriumReturns implements ExpectedReturnEstimator {
    private final Weights portfolio;
    private final double riskAversion;
    private final double riskFreeRate;
    private final RiskModelEstimator covariance;

    private EquilibriumReturns(
            Weights portfolio, double riskAversion, double riskFreeRate, RiskModelEstimator covariance) {
        this.portfolio = portfolio;
        this.riskAversion = riskAversion;
        this.riskFreeRate = riskFreeRate;
        this.covariance = covariance;
    }

    /**
     * The returns implied by a portfolio under a risk model.
     *
     * @param risk the covariance of returns
     * @param portfolio the portfolio that is optimal, over the same universe
     * @param riskAversion how many units of return a unit of variance costs twice, positive; see {@link #riskAversion}
     * @return expected returns above the risk-free rate, in the period of the risk model
     * @throws IllegalArgumentException if the universes differ
     */
    public static ExpectedReturns implied(RiskModel risk, Weights portfolio, double riskAversion) {
        Check.notNull(risk, "risk")
                .universe()
                .requireSame(Check.notNull(portfolio, "portfolio").universe(), "portfolio");
        Check.positive(riskAversion, "riskAversion");
        double[] out = new double[risk.universe().size()];
        risk.multiplyInto(portfolio.toArray(), out);
        for (int i = 0; i < out.length; i++) {
            out[i] *= riskAversion;
        }
        return ExpectedReturns.of(risk.universe(), out);
    }

    /**
     * The risk aversion under which a portfolio is expected to return so much: {@code excessReturn / w'Sw}.
     *
     * @param risk the covariance of returns
     * @param portfolio the portfolio, over the same universe
     * @param excessReturn what it is expected to return above the risk-free rate, in the period of the risk model, positive
     * @return the risk aversion
     * @throws IllegalArgumentException if the universes differ, or the portfolio has no variance
     */
    public static double riskAversion(RiskModel risk, Weights portfolio, double excessReturn) {
        double volatility = Check.notNull(risk, "risk").volatility(Check.notNull(portfolio, "portfolio"));
        Check.positive(excessReturn, "excessReturn");
        Check.positive(volatility, "volatility of the portfolio");
        return Check.positive(excessReturn / (volatility * volatility), "riskAversion");
    }

    /**
     * The estimator with the unbiased sample covariance, above a risk-free rate of zero.
     *
     * @param portfolio the portfolio that is optimal, over the universe of the panels to come
     * @param riskAversion how many units of return a unit of variance costs twice, positive
     * @return the estimator
     */
    public static EquilibriumReturns of(Weights portfolio, double riskAversion) {
        return new EquilibriumReturns(
                Check.notNull(portfolio, "portfolio"),
                Check.positive(riskAversion, "riskAversion"),
                0,
                SampleCovariance.unbiased());
    }

    /**
     * The same with another covariance.
     *
     * @param other estimates the covariance from the same returns
     * @return the estimator
     */
    public EquilibriumReturns withCovariance(RiskModelEstimator other) {
        return new EquilibriumReturns(portfolio, riskAversion, riskFreeRate, Check.notNull(other, "covariance"));
    }

    /**
     * The same above a risk-free rate.
     *
     * @param rate per period of the panels to come, finite
     * @return the estimator
     */
    public EquilibriumReturns withRiskFreeRate(double rate) {
        return new EquilibriumReturns(portfolio, riskAversion, Check.finite(rate, "riskFreeRate"), covariance);
    }

    @Override
    public ExpectedReturns estimate(ReturnPanel returns) {
        Check.notNull(returns, "returns").universe().requireSame(portfolio.universe(), "portfolio");
        double[] out =
                implied(covariance.estimate(returns), portfolio, riskAversion).toArray();
        for (int i = 0; i < out.length; i++) {
            out[i] += riskFreeRate;
        }
        return ExpectedReturns.of(returns.universe(), out);
    }

    @Override
    public String toString() {
        return "EquilibriumReturns[risk aversion " + riskAversion + ", risk-free rate " + riskFreeRate + "]";
    }
}
